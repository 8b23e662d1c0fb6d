import { describe, expect, it } from 'vitest';
import { createConsents } from '../../../../lib/followers/consents.ts';
import { createErasure } from '../../../../lib/followers/erasure.ts';
import { createFollowers } from '../../../../lib/followers/store.ts';
import { createReceiptBatches } from '../../../../lib/notices/receipts/batches.ts';
import type { DeliveryReceipt } from '../../../../lib/notices/receipts/receipt.ts';
import { createReceipts, type ReceiptDeps } from '../../../../lib/notices/receipts.ts';
import { keys, pseudonym } from '../../../../lib/platform/keys.ts';
import { receiptEvents } from '../../../../lib/wechat/incoming.ts';
import { aClock } from '../../../support/clock.ts';
import { aChoice, aPopupXml, eventPayloads } from '../../../support/event-payloads.ts';
import { anOpenid } from '../../../support/followers.ts';
import { incomingOf } from '../../../support/incoming.ts';
import { aLog } from '../../../support/log.ts';
import { anEventXml, createTime, messagePayloads } from '../../../support/payloads.ts';
import { itemsOf, itemsOfFollower, useTable } from '../../../support/table.ts';

const table = useTable();
const batches = createReceiptBatches(table);
const followers = createFollowers(table);
const consents = createConsents(table);
const now = aClock();
let count = 0;

const aSetting = (changes: Partial<ReceiptDeps> = {}) => {
  const recorded = aLog();
  const deps = {
    table,
    consents,
    followers,
    erasure: createErasure(table),
    erasureDelayDays: 0,
    batches,
    settle: async () => {},
    now,
    log: recorded.log,
  };
  return { take: createReceipts({ ...deps, ...changes }), recorded };
};
const aRecord = (body: string) => ({ messageId: `m-${count++}`, body });
const recordOf = (xml: string) => aRecord(JSON.stringify(incomingOf(xml)));
const sent = (id: string, status = 'success') =>
  anEventXml('TEMPLATESENDJOBFINISH', `<MsgID>${id}</MsgID><Status>${status}</Status>`);
const stored = async (event: string, id: string) => itemsOf(table, keys.receipt(event, id).pk);
const none = { batchItemFailures: [] };

/** Every receipt that `take` wrote, as the fold will read it. */
const writtenBy = async (work: () => Promise<unknown>): Promise<DeliveryReceipt[][]> => {
  const puts: DeliveryReceipt[][] = [];
  now.advance(60_000);
  const from = now();
  await work();
  for await (const { receipts } of batches.read(from, from + 1)) puts.push(receipts);
  return puts;
};

describe('events that are no deliveries', () => {
  it.each([
    ['MASSSENDJOBFINISH', '1000001625'],
    ['PUBLISHJOBFINISH', '2247503051'],
    ['verify_expired', `${anOpenid}#${createTime}#verify_expired`],
  ] as const)('of the kind %s are stored whole, under what they are about, for thirty days', async (event, id) => {
    expect(await aSetting().take([recordOf(eventPayloads[event])])).toEqual(none);
    const incoming = incomingOf(eventPayloads[event]) as { fields: unknown };
    const expiresAt = now() / 1000 + 30 * 86_400;
    expect(await stored(event, id)).toMatchObject([
      { event, follower: pseudonym(anOpenid), at: createTime * 1000, fields: incoming.fields, expiresAt },
    ]);
  });

  it('that come again, also in one batch, change nothing', async () => {
    const record = recordOf(eventPayloads.PUBLISHJOBFINISH);
    await aSetting().take([record, record]);
    const before = await stored('PUBLISHJOBFINISH', '2247503051');
    await aSetting().take([record]);
    expect(await stored('PUBLISHJOBFINISH', '2247503051')).toEqual(before);
  });

  it('of the account’s own standing reach the operator', async () => {
    for (const event of receiptEvents.slice(-6)) {
      const { take, recorded } = aSetting();
      await take([recordOf(eventPayloads[event])]);
      expect(recorded.find('account_standing')).toMatchObject({ level: 'warn', kind: event });
    }
  });
});

describe('delivery receipts', () => {
  it.each([
    ['success', 'delivered'],
    ['failed:user block', 'blocked'],
    ['failed: system failed', 'failed'],
    ['failed', 'failed'],
  ] as const)('with the status %s are kept as %s, with the message’s id', async (words, status) => {
    const [receipts] = await writtenBy(() => aSetting().take([recordOf(sent('9223372036854775807', words))]));
    const at = createTime * 1000;
    expect(receipts).toEqual([{ kind: 'template', openid: anOpenid, messageId: '9223372036854775807', status, at }]);
  });

  it('of subscription notices name the template', async () => {
    const [receipts] = await writtenBy(() => aSetting().take([recordOf(eventPayloads.subscribe_msg_sent_event)]));
    expect(receipts).toMatchObject([
      { kind: 'subscription', messageId: '1864323726461255680', templateId: 'tmpl-1', status: 'delivered' },
    ]);
  });

  it.each(['0', '', 'x'.repeat(3000), '-4', '1.5'])('whose id is %.5j have none', async (id) => {
    const [receipts] = await writtenBy(() => aSetting().take([recordOf(sent(id))]));
    expect(receipts?.[0]).not.toHaveProperty('messageId');
  });

  it('of a batch are one item, at most a tenth of a write unit each', async () => {
    const records = Array.from({ length: 100 }, (_, place) =>
      recordOf(sent(String(4_611_686_018_427_387_904n + BigInt(place)))),
    );
    const units: number[] = [];
    const send = async (command: { input: { ReturnConsumedCapacity?: string } }) => {
      command.input.ReturnConsumedCapacity = 'TOTAL';
      const answer = await table.client.send(command as never);
      units.push((answer as { ConsumedCapacity: { CapacityUnits: number } }).ConsumedCapacity.CapacityUnits);
      return answer;
    };
    const counting = { name: table.name, client: Object.assign(Object.create(table.client), { send }) };
    const settings = aSetting({ batches: createReceiptBatches(counting) });
    const [receipts, ...others] = await writtenBy(() => settings.take(records));
    expect([receipts?.length, others.length, units.length]).toEqual([100, 0, 1]);
    expect(units[0]).toBeLessThanOrEqual(10);
  });

  it('that come again are the same item', async () => {
    const records = [recordOf(sent('11')), recordOf(sent('12'))];
    const written = await writtenBy(async () => {
      await aSetting().take(records);
      await aSetting().take([...records].reverse());
    });
    expect(written).toHaveLength(1);
  });

  it('of notices to few people are handed on at once', async () => {
    const settled: string[] = [];
    const settle = async (receipts: readonly DeliveryReceipt[]) => {
      settled.push(...receipts.map(({ messageId = '0' }) => messageId));
    };
    await aSetting({ settle }).take([
      recordOf(sent('21')),
      recordOf(eventPayloads.verify_expired),
      recordOf(sent('0')),
    ]);
    expect(settled).toEqual(['21', '0']);
  });

  it.each([
    ['no JSON', aRecord('<xml/>')],
    ['nothing', aRecord('null')],
  ])('of which one is %s fail alone; the others are stored', async (_what, broken) => {
    const { take, recorded } = aSetting();
    const result: unknown[] = [];
    const written = await writtenBy(async () => {
      result.push(await take([recordOf(sent('31')), broken, recordOf(sent('32'))]));
    });
    expect(result).toEqual([{ batchItemFailures: [{ itemIdentifier: broken.messageId }] }]);
    expect(written.flat().map(({ messageId }) => messageId)).toEqual(expect.arrayContaining(['31', '32']));
    expect(recorded.events()).toEqual(['receipts_failed', 'receipts_failed']);
  });

  it('all come again while the table is out of reach', async () => {
    const records = Array.from({ length: 30 }, () => recordOf(sent('41')));
    const client = Object.assign(Object.create(table.client), { send: () => Promise.reject(new Error('throttled')) });
    const away = { client, name: table.name };
    const { batchItemFailures } = await aSetting({ batches: createReceiptBatches(away) }).take(records);
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(
      records.map(({ messageId }) => messageId),
    );
  });

  it('leave neither openid nor content in the log', async () => {
    const { take, recorded } = aSetting();
    await take([...Object.values(eventPayloads).map(recordOf), aRecord(`{"openid":"${anOpenid}`)]);
    expect(recorded.lines.join()).not.toMatch(/oLinJiang0|材料不全/);
  });
});

describe('what a follower said of templates', () => {
  it('is kept, for each template', async () => {
    await aSetting().take([
      recordOf(aPopupXml(aChoice('t-a', 'accept'), aChoice('t-b', 'reject')).replaceAll(anOpenid, 'oChooser')),
    ]);
    const at = createTime * 1000;
    expect(await consents.of('oChooser')).toEqual([
      { openid: 'oChooser', purpose: 'template:t-a', given: true, at, channel: 'popup' },
      { openid: 'oChooser', purpose: 'template:t-b', given: false, at, channel: 'popup' },
    ]);
  });

  it('in WeChat’s settings is a refusal', async () => {
    await aSetting().take([recordOf(eventPayloads.subscribe_msg_change_event.replaceAll(anOpenid, 'oSettler'))]);
    expect(await consents.of('oSettler')).toMatchObject([
      { purpose: 'template:tmpl-1', given: false, channel: 'settings' },
    ]);
  });
});

describe('what must happen and came by the queue', () => {
  it('happens: an unfollow erases', async () => {
    await followers.follow('oLeaver', createTime * 1000 - 1000, undefined);
    expect(await aSetting().take([recordOf(anEventXml('unsubscribe', '', 'oLeaver'))])).toEqual(none);
    expect(await itemsOfFollower(table, 'oLeaver')).toMatchObject([{ erasedAt: createTime * 1000 }]);
  });

  it('comes again when it could not be done', async () => {
    const erasure = { ...createErasure(table), erase: () => Promise.reject(new Error('throttled')) };
    const record = recordOf(anEventXml('unsubscribe', '', 'oLeaver2'));
    expect(await aSetting({ erasure }).take([record])).toEqual({
      batchItemFailures: [{ itemIdentifier: record.messageId }],
    });
  });

  it('does nothing where there is nothing to do', async () => {
    expect(await aSetting().take([recordOf(messagePayloads.text), recordOf(eventPayloads.user_info_modified)])).toEqual(
      none,
    );
    expect(await aSetting().take([])).toEqual(none);
  });
});
