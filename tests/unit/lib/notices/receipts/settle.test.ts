import { describe, expect, it } from 'vitest';
import { createAwaitedMessages } from '../../../../../lib/notices/receipts/awaited.ts';
import type { DeliveryReceipt } from '../../../../../lib/notices/receipts/receipt.ts';
import { packReceipts, unpackReceipts } from '../../../../../lib/notices/receipts/receipt-lines.ts';
import { createSettle } from '../../../../../lib/notices/receipts/settle.ts';
import { aClock } from '../../../../support/clock.ts';
import { itemsOfFollower, useTable } from '../../../../support/table.ts';
import { aNotice, aPush, aReceipt, aTemplate } from './a-push.ts';

const table = useTable();
const now = aClock();
const awaited = createAwaitedMessages(table);
let number = 0;

/** A notice to a few people that WeChat has taken, and a way to settle it: message ids by person. */
const aNoticeToFew = async (
  messageIds: Record<string, string | undefined>,
  channel: 'template' | 'long-term-subscription' = 'template',
) => {
  const id = `s${number++}`;
  const push = aPush(table, now, aNotice(now(), { id, channel }));
  await push.segments.create(id, 0, 0, Object.keys(messageIds).sort(), true);
  await push.claim();
  const code = 'a' as const;
  await push.sent((openid) => {
    const messageId = messageIds[openid];
    return messageId === undefined ? { code } : { code, messageId };
  });
  for (const [openid, messageId] of Object.entries(messageIds)) {
    const name = messageId === undefined ? { templateId: 'T1' } : { messageId };
    await awaited.note(name, { openid, noticeId: id, shard: 0, number: 0, template: 'card', sentAt: now() });
  }
  const settle = createSettle({
    awaited: {
      of: awaited.of,
      // The table gives them in any order.
      find: async (named) => (await awaited.find(named)).sort((one, other) => (one.openid < other.openid ? -1 : 1)),
    },
    segments: push.segments,
    queues: { fallBack: async (noticeId, shard) => void push.done.push(`text ${noticeId} ${shard}`) },
    templates: { card: aTemplate(channel) },
    templateIds: new Map(),
  });
  return { ...push, id, settle };
};

const aSmallNotice = (
  openid: string,
  messageId: string | undefined,
  channel: 'template' | 'long-term-subscription' = 'template',
) => aNoticeToFew({ [openid]: messageId }, channel);

describe('the receipt of a notice to one person', () => {
  it('settles it at once', async () => {
    const notice = await aSmallNotice('oOne', '501');
    await notice.settle([
      aReceipt('oOther', now(), { messageId: '501' }),
      aReceipt('oOne', now(), { messageId: '501' }),
    ]);
    expect(await notice.codes()).toEqual({ oOne: 'd' });
    expect(await notice.tallies.sum(notice.id)).toEqual({ d: 1 });
  });

  it('settles it once, however often it comes', async () => {
    const notice = await aSmallNotice('oTwo', '502');
    const receipt = aReceipt('oTwo', now(), { messageId: '502' });
    await Promise.all([notice.settle([receipt, receipt]), notice.settle([receipt]), notice.settle([receipt])]);
    expect(await notice.codes()).toEqual({ oTwo: 'd' });
    expect(await notice.tallies.sum(notice.id)).toEqual({ d: 1 });
  });

  it('is found by the person where its id is 0', async () => {
    const notice = await aSmallNotice('oThree', '503');
    await notice.settle([aReceipt('oThree', now())]);
    expect(await notice.codes()).toEqual({ oThree: 'd' });
  });

  it('of a subscription is found by the template', async () => {
    const notice = await aSmallNotice('oFour', undefined, 'long-term-subscription');
    const receipt = { kind: 'subscription' as const, messageId: '9', templateId: 'T1' };
    await notice.settle([aReceipt('oFour', now(), receipt)]);
    expect(await notice.codes()).toEqual({ oFour: 'd' });
  });

  it('has a text message sent when it was not delivered, once', async () => {
    const notice = await aSmallNotice('oFive', '505');
    const receipt = aReceipt('oFive', now(), { messageId: '505', status: 'blocked' });
    await notice.settle([receipt]);
    await notice.settle([receipt]);
    expect(await notice.codes()).toEqual({ oFive: 'b' });
    expect(notice.done).toEqual([`text ${notice.id} 0`]);
  });

  it('has one sent too when it comes together with that of somebody who was reached', async () => {
    const notice = await aNoticeToFew({ oGlad: '601', oSad: '602' });
    await notice.settle([
      aReceipt('oGlad', now(), { messageId: '601' }),
      aReceipt('oSad', now(), { messageId: '602', status: 'blocked' }),
    ]);
    expect(await notice.codes()).toEqual({ oGlad: 'd', oSad: 'b' });
    expect(notice.done).toEqual([`text ${notice.id} 0`]);
  });

  it('is left to the fold while the notice is being sent', async () => {
    const notice = await aSmallNotice('oSix', '506');
    await notice.claim();
    await notice.settle([aReceipt('oSix', now(), { messageId: '506' })]);
    expect(await notice.codes()).toEqual({ oSix: 'a' });
  });

  it('changes nothing where nobody waits for it', async () => {
    const notice = await aSmallNotice('oSeven', '507');
    await notice.settle([aReceipt('oSeven', now(), { messageId: '1' }), aReceipt('oNobody', now())]);
    await notice.settle([]);
    expect(await notice.codes()).toEqual({ oSeven: 'a' });
  });
});

describe('a message that waits for its receipt', () => {
  it('stands in its person’s partition, so that erasure finds it', async () => {
    await aSmallNotice('oEight', '508');
    expect(await itemsOfFollower(table, 'oEight')).toMatchObject([
      { sk: 'awaited#508', expiresAt: expect.any(Number) },
    ]);
  });
});

describe('receipts as lines', () => {
  it('come out as they went in', () => {
    const receipts: DeliveryReceipt[] = [
      aReceipt('oA_-9', 1_778_896_800_000, { messageId: '18446744073709551615' }),
      aReceipt('oB', 1_778_896_801_000, { status: 'blocked' }),
      aReceipt('oC', 1_778_896_802_000, { kind: 'subscription', templateId: 'T 2', messageId: '1', status: 'failed' }),
      aReceipt('oD', 1_778_896_803_000, { kind: 'subscription', templateId: 'T1' }),
    ];
    expect(unpackReceipts(packReceipts(receipts))).toEqual(receipts);
  });
});
