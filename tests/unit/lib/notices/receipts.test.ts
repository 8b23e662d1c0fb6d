import { describe, expect, it } from 'vitest';
import { createConsents } from '../../../../lib/followers/consents.ts';
import { createErasure } from '../../../../lib/followers/erasure.ts';
import { createFollowers } from '../../../../lib/followers/store.ts';
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

describe('receipts', () => {
  it.each([
    ['TEMPLATESENDJOBFINISH', '200163836'],
    ['MASSSENDJOBFINISH', '1000001625'],
    ['PUBLISHJOBFINISH', '2247503051'],
    ['subscribe_msg_sent_event', '1864323726461255680'],
    ['verify_expired', `${anOpenid}#${createTime}#verify_expired`],
  ] as const)('of %s are stored whole, under what they are about', async (event, id) => {
    expect(await aSetting().take([recordOf(eventPayloads[event])])).toEqual(none);
    const incoming = incomingOf(eventPayloads[event]) as { fields: unknown };
    expect(await stored(event, id)).toMatchObject([
      { event, follower: pseudonym(anOpenid), at: createTime * 1000, fields: incoming.fields },
    ]);
  });

  it('are forgotten after thirty days', async () => {
    await aSetting().take([recordOf(sent('forgotten'))]);
    expect(await stored('TEMPLATESENDJOBFINISH', 'forgotten')).toMatchObject([
      { expiresAt: now() / 1000 + 30 * 86_400 },
    ]);
  });

  it('are taken by the hundred, doubled ones among them, in batches', async () => {
    const records = Array.from({ length: 100 }, (_, position) => recordOf(sent(`batch-${position % 60}`)));
    expect(await aSetting().take(records)).toEqual(none);
    for (const id of ['batch-0', 'batch-59']) expect(await stored('TEMPLATESENDJOBFINISH', id)).toHaveLength(1);
  });

  it('that come again change nothing', async () => {
    const record = recordOf(sent('again'));
    await aSetting().take([record]);
    const before = await stored('TEMPLATESENDJOBFINISH', 'again');
    await aSetting().take([record]);
    expect(await stored('TEMPLATESENDJOBFINISH', 'again')).toEqual(before);
  });

  it.each([
    ['no JSON', aRecord('<xml/>')],
    ['nothing', aRecord('null')],
    ['without an id that fits', recordOf(sent('x'.repeat(3000)))],
  ])('of which one is %s fail alone; the others are stored', async (what, broken) => {
    const good = [`good-${what}-1`, `good-${what}-2`];
    const { take, recorded } = aSetting();
    const result = await take([recordOf(sent(good[0] ?? '')), broken, recordOf(sent(good[1] ?? ''))]);
    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: broken.messageId }] });
    for (const id of good) expect(await stored('TEMPLATESENDJOBFINISH', id)).toHaveLength(1);
    expect(recorded.events()).toEqual(['receipts_failed', 'receipts_failed']);
  });

  it('all come again while the table is out of reach', async () => {
    const records = Array.from({ length: 30 }, () => recordOf(sent('out-of-reach')));
    const client = Object.assign(Object.create(table.client), { send: () => Promise.reject(new Error('throttled')) });
    const { batchItemFailures } = await aSetting({ table: { client, name: table.name } }).take(records);
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(
      records.map(({ messageId }) => messageId),
    );
  });

  it('of the account’s own standing reach the operator', async () => {
    for (const event of receiptEvents.slice(-6)) {
      const { take, recorded } = aSetting();
      await take([recordOf(eventPayloads[event])]);
      expect(recorded.find('account_standing')).toMatchObject({ level: 'warn', kind: event });
    }
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
