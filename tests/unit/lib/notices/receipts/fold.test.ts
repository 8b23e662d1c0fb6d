import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeliveryReceipt, ReceiptStatus } from '../../../../../lib/notices/receipts/receipt.ts';
import { countsOf, type DeliveryCode } from '../../../../../lib/notices/segment.ts';
import { shardOf } from '../../../../../lib/platform/keys.ts';
import type { TemplateChannel } from '../../../../../lib/platform/profile/notices.ts';
import { aClock } from '../../../../support/clock.ts';
import { useTable } from '../../../../support/table.ts';
import { aNotice, aPush, aReceipt } from './a-push.ts';

const table = useTable();
const now = aClock();
let number = 0;

const aSentNotice = async (openids: string[], changes: Parameters<typeof aNotice>[1] = {}) => {
  now.advance(3_600_000);
  const push = aPush(table, now, aNotice(now(), { id: `n${number++}`, ...changes }));
  const id = `n${number - 1}`;
  await push.segments.create(id, 0, 0, openids, true);
  await push.claim();
  return { ...push, id };
};
const idOf = (openid: string) => String(9_000_000_000_000_000_000n + BigInt(openid.slice(1)));

describe('receipts', () => {
  it('settle the messages that they are about', async () => {
    const push = await aSentNotice(['o1', 'o2', 'o3', 'o4']);
    await push.sent((openid) => ({ code: 'a', messageId: idOf(openid) }));
    await push.come(
      aReceipt('o1', now(), { messageId: idOf('o1') }),
      aReceipt('o2', now(), { messageId: idOf('o2'), status: 'blocked' }),
      aReceipt('o3', now(), { messageId: idOf('o3'), status: 'failed' }),
      aReceipt('o4', now(), { messageId: '77' }),
      aReceipt('o9', now(), { messageId: '78' }),
    );
    now.advance(1000);
    await push.fold();
    expect(await push.codes()).toEqual({ o1: 'd', o2: 'b', o3: 'f', o4: 'a' });
    expect(await push.tallies.sum(push.id)).toEqual(countsOf(await push.deliveries()));
    expect(push.done).toEqual([`text ${push.id} 0`]);
  });

  it('whose joining died between a segment and its count leave figures that the next joining puts right', async () => {
    const push = await aSentNotice(['o1', 'o2']);
    await push.sent((openid) => ({ code: 'a', messageId: idOf(openid) }));
    await push.come(aReceipt('o1', now(), { messageId: idOf('o1') }));
    now.advance(1000);
    const { record } = push.tallies;
    push.tallies.record = () => Promise.reject(new Error('killed'));
    await expect(push.fold()).rejects.toThrow('killed');
    push.tallies.record = record;
    expect(await push.codes()).toEqual({ o1: 'd', o2: 'a' });
    expect(await push.tallies.sum(push.id)).toEqual({ a: 2 });
    now.advance(60_000);
    await push.fold();
    expect(await push.tallies.sum(push.id)).toEqual({ d: 1, a: 1 });
  });

  it('are not looked for when a notice to few people has had its own', async () => {
    const push = await aSentNotice(['o1', 'o2'], { state: 'sent' });
    await push.sent((openid) => (openid === 'o1' ? { code: 'd' } : { code: 'o' }));
    push.reads.length = 0;
    await push.fold();
    expect([push.reads, push.done]).toEqual([[], [`over ${push.id}`]]);
  });

  it('that come before the answer was written down are joined after it', async () => {
    const push = await aSentNotice(['o1', 'o2']);
    await push.come(aReceipt('o1', now(), { messageId: idOf('o1') }));
    now.advance(5 * 60_000);
    await push.fold();
    now.advance(5 * 60_000);
    await push.fold();
    expect(await push.codes()).toEqual({ o1: '.', o2: '.' });
    await push.sent((openid) => ({ code: 'a', messageId: idOf(openid) }));
    now.advance(60_000);
    await push.fold();
    expect(await push.codes()).toEqual({ o1: 'd', o2: 'a' });
  });

  it('that come after hours are joined', async () => {
    const push = await aSentNotice(['o1']);
    await push.sent((openid) => ({ code: 'a', messageId: idOf(openid) }));
    now.advance(60_000);
    await push.fold();
    now.advance(26 * 3_600_000);
    await push.come(aReceipt('o1', now(), { messageId: idOf('o1') }));
    now.advance(60_000);
    await push.fold();
    expect(await push.codes()).toEqual({ o1: 'd' });
  });

  it('are joined beyond a segment that a crash has left untouched', async () => {
    const push = await aSentNotice(['o1']);
    await push.segments.create(push.id, 0, 1, ['o2'], false);
    await push.segments.create(push.id, 0, 2, ['o3'], true);
    await push.sent((openid) => ({ code: 'a', messageId: idOf(openid) }));
    await push.claim(0, 2);
    await push.sent((openid) => ({ code: 'a', messageId: idOf(openid) }), 0, 2);
    await push.come(aReceipt('o1', now(), { messageId: idOf('o1') }), aReceipt('o3', now(), { messageId: idOf('o3') }));
    now.advance(60_000);
    await push.fold();
    expect(await push.codes()).toEqual({ o1: 'd', o2: '.', o3: 'd' });
  });

  it('with the id 0 are joined by person, for a message sent before them that waits for one', async () => {
    const push = await aSentNotice(['o1', 'o2', 'o3']);
    const sentAt = now();
    await push.sent((openid) => (openid === 'o3' ? { code: 'n' } : { code: 'a', messageId: idOf(openid) }));
    await push.come(aReceipt('o1', sentAt), aReceipt('o2', sentAt - 60_000), aReceipt('o3', sentAt));
    now.advance(1000);
    await push.fold();
    expect(await push.codes()).toEqual({ o1: 'd', o2: 'a', o3: 'n' });
  });

  it('of subscription notices are joined by person and template', async () => {
    const push = await aSentNotice(['o1', 'o2', 'o3'], { channel: 'long-term-subscription' });
    await push.sent((openid) => ({ code: openid === 'o3' ? 'u' : 'a' }));
    const kind = { kind: 'subscription' as const };
    await push.come(
      aReceipt('o1', now(), { ...kind, messageId: '5', templateId: 'T1' }),
      aReceipt('o2', now(), { ...kind, messageId: '6', templateId: 'other' }),
      aReceipt('o2', now(), { messageId: '7' }),
      aReceipt('o3', now(), { ...kind, messageId: '8', templateId: 'T1', status: 'failed' }),
    );
    now.advance(1000);
    await push.fold();
    expect(await push.codes()).toEqual({ o1: 'd', o2: 'a', o3: 'f' });
  });

  it('are read a part at a time, so that memory stays flat', async () => {
    const openids = Array.from({ length: 40 }, (_, place) => `o${1000 + place}`);
    const { id, ...first } = await aSentNotice(openids);
    const notice = aNotice(now(), { id });
    const push = aPush(table, now, notice, { mostReceipts: 10 });
    await first.sent((openid) => ({ code: 'a', messageId: idOf(openid) }));
    for (const openid of openids) {
      now.advance(10);
      await push.come(aReceipt(openid, now(), { messageId: idOf(openid) }));
    }
    now.advance(1000);
    await push.fold();
    expect(new Set(Object.values(await push.codes()))).toEqual(new Set(['d']));
  });

  it('lose nothing when a fold dies, or runs twice at once', async () => {
    const push = await aSentNotice(['o1', 'o2']);
    await push.sent((openid) => ({ code: 'a', messageId: idOf(openid) }));
    await push.come(aReceipt('o1', now(), { messageId: idOf('o1') }), aReceipt('o2', now(), { messageId: idOf('o2') }));
    now.advance(120_000);
    const dying = aPush(table, now, aNotice(now() - 120_000, { id: push.id }), {
      cursors: { get: async () => undefined, put: async () => Promise.reject(new Error('killed')) },
    });
    await expect(dying.fold()).rejects.toThrow('killed');
    await Promise.all([push.fold(), push.fold(), push.fold()]);
    expect(await push.codes()).toEqual({ o1: 'd', o2: 'd' });
    expect(await push.tallies.sum(push.id)).toEqual({ d: 2 });
  });

  it('wait for the next fold when there is no time left', async () => {
    const push = await aSentNotice(['o1']);
    await push.fold(5_000);
    expect(push.done).toEqual([`fold ${push.id}`]);
  });

  it('cost little: all of a push but its freezing stays below half a write unit a person', async () => {
    const openids = Array.from({ length: 96 }, (_, place) => `oAbCdEfGhIjKlMnOpQrStUvWxY${10 + place}`.slice(0, 28));
    const unique = openids.map((openid, place) => `${openid.slice(0, 25)}${100 + place}`);
    const units: number[] = [];
    const send = async (command: { input: { ReturnConsumedCapacity?: string }; constructor: { name: string } }) => {
      command.input.ReturnConsumedCapacity = 'TOTAL';
      const answer = (await table.client.send(command as never)) as { ConsumedCapacity?: { CapacityUnits: number } };
      if (/Put|Update/.test(command.constructor.name)) units.push(answer.ConsumedCapacity?.CapacityUnits ?? 0);
      return answer;
    };
    const counting = { name: table.name, client: Object.assign(Object.create(table.client), { send }) };
    now.advance(3_600_000);
    const push = aPush(counting, now, aNotice(now(), { id: 'costs' }));
    await push.segments.create('costs', 0, 0, unique, true);
    units.length = 0;
    await push.claim();
    await push.sent(() => ({ code: 'a', messageId: '9000000000000000001' }));
    const sending = units.reduce((sum, unit) => sum + unit, 0);
    const receipts = unique.map((openid) => aReceipt(openid, now(), { messageId: '9000000000000000001' }));
    for (const part of [receipts.slice(0, 40), receipts.slice(40, 80), receipts.slice(80)]) {
      await push.come(...part);
      now.advance(60_000);
      await push.fold();
    }
    const all = units.reduce((sum, unit) => sum + unit, 0);
    expect(sending / 96).toBeLessThanOrEqual(0.2);
    expect(all / 96).toBeLessThanOrEqual(0.5);
  });
});

describe('a notice of which everything is known', () => {
  const settled = async (changes: Parameters<typeof aNotice>[1], code: DeliveryCode = 'a') => {
    const push = await aSentNotice(['o1'], changes);
    await push.sent(() => ({ code, messageId: '5' }));
    return push;
  };

  it('is no longer under way, once it is sent', async () => {
    const push = await settled({ state: 'sent', sentAt: now() + 3_600_000 });
    now.advance(60_000);
    await push.fold();
    expect(push.done).toEqual([]);
    await push.come(aReceipt('o1', now(), { messageId: '5' }));
    now.advance(60_000);
    await push.fold();
    expect(push.done).toEqual([`over ${push.id}`]);
  });

  it('is no longer under way after two days, whatever is missing', async () => {
    const push = await settled({ state: 'sent', sentAt: now() });
    now.advance(49 * 3_600_000);
    await push.fold();
    expect(push.done).toEqual([`over ${push.id}`]);
  });

  it('waits for nothing where there are no receipts', async () => {
    const push = await settled({ state: 'sent', sentAt: now(), channel: 'customer-service' });
    await push.fold();
    expect(push.done).toEqual([`over ${push.id}`]);
  });

  it('has text messages asked for once, and again after a while', async () => {
    const push = await settled({ state: 'sending' }, 'r');
    await push.fold();
    now.advance(60_000);
    await push.fold();
    expect(push.done).toEqual([`text ${push.id} 0`]);
    now.advance(30 * 60_000);
    await push.fold();
    expect(push.done).toEqual([`text ${push.id} 0`, `text ${push.id} 0`]);
  });

  it('has no text messages asked for while it is stopped', async () => {
    const push = await settled({ state: 'stopped' }, 'r');
    await push.fold();
    expect(push.done).toEqual([]);
  });
});

interface Person {
  truth: ReceiptStatus | 'none';
  /** Whether WeChat's id reached the record. */
  named: boolean;
  /** Whether the receipt bears the id. */
  own: boolean;
  /** Steps at which the receipt comes; once, or doubled. */
  steps: number[];
  noise: number[];
}

const steps = 5;
const codeOf: Record<Person['truth'], DeliveryCode> = { delivered: 'd', blocked: 'b', failed: 'f', none: 'a' };
const aPerson = fc.record<Person>({
  truth: fc.constantFrom('delivered', 'delivered', 'blocked', 'failed', 'none'),
  named: fc.boolean(),
  own: fc.boolean(),
  steps: fc.array(fc.nat(steps - 1), { minLength: 1, maxLength: 3 }),
  noise: fc.array(fc.nat(steps - 1), { maxLength: 2 }),
});

const receiptsAt = (person: Person, openid: string, step: number, channel: TemplateChannel, sentAt: number) => {
  const kind = channel === 'template' ? ('template' as const) : ('subscription' as const);
  const template = kind === 'subscription' ? { templateId: 'T1' } : {};
  const own: DeliveryReceipt[] =
    person.truth === 'none'
      ? []
      : person.steps
          .filter((at) => at === step)
          .map(() =>
            aReceipt(openid, sentAt, {
              ...{ kind, ...template, status: person.truth as ReceiptStatus },
              ...(person.own ? { messageId: idOf(openid) } : {}),
            }),
          );
  // Of other notices to the same person: before this one, or with ids of their own.
  const others = person.noise
    .filter((at) => at === step)
    .flatMap(() => [
      aReceipt(openid, sentAt - 3_600_000, { kind, ...template, status: 'failed' }),
      ...(person.named ? [aReceipt(openid, sentAt, { kind, ...template, messageId: '4', status: 'failed' })] : []),
    ]);
  return [...own, ...others];
};

describe('whatever the order in which receipts come, doubled, early, without ids', () => {
  it('everyone’s code is the truth at the end, and the counts are those of the codes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aPerson, { minLength: 1, maxLength: 60 }),
        fc.constantFrom<TemplateChannel>('template', 'long-term-subscription'),
        fc.nat(steps - 1),
        fc.constantFrom(1, 16),
        async (people, channel, recordedAt, shards) => {
          now.advance(3_600_000);
          const id = `p${number++}`;
          const push = aPush(table, now, aNotice(now(), { id, channel, shards }), { mostReceipts: 20 });
          const byOpenid = new Map(people.map((person, place) => [`o${1000 + place}`, person]));
          const ofShard = (shard: number) =>
            [...byOpenid.keys()].filter((openid) => shards === 1 || shardOf(openid) === shard).sort();
          const used = Array.from({ length: shards }, (_, shard) => shard).filter((shard) => ofShard(shard).length > 0);
          for (const shard of used) {
            await push.segments.create(id, shard, 0, ofShard(shard), true);
            await push.claim(shard);
          }
          const sentAt = now();
          for (let step = 0; step < steps; step += 1) {
            if (step === recordedAt)
              for (const shard of used)
                await push.sent((openid) => {
                  const named = byOpenid.get(openid)?.named === true && channel === 'template';
                  return named ? { code: 'a', messageId: idOf(openid) } : { code: 'a' };
                }, shard);
            const come = [...byOpenid].flatMap(([openid, person]) => receiptsAt(person, openid, step, channel, sentAt));
            const named = channel === 'template' ? come : come.filter(({ messageId }) => messageId !== '4');
            if (named.length > 0) await push.come(...named);
            now.advance(step % 2 === 0 ? 20_000 : 200_000);
            await (step % 2 === 0 ? push.fold() : Promise.all([push.fold(), push.fold()]));
          }
          const truth = [...byOpenid].map(([openid, { truth: status }]) => [openid, codeOf[status]]);
          expect(await push.codes()).toEqual(Object.fromEntries(truth));
          expect(await push.tallies.sum(id)).toEqual(countsOf(await push.deliveries()));
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);
});
