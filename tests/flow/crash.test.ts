import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ReceiptLines, unpackReceipts } from '../../lib/notices/receipts/receipt-lines.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { callbackXml, contentOf, knock, openSealed, sealedRequest, textXml } from './support/callback.ts';
import { openingOf } from './support/organisations.ts';
import { replyOf } from './support/replies.ts';
import { until } from './support/until.ts';

const onMessage = '/aws/lambda/on-message';

let account: OpenAccount;
beforeAll(async () => {
  account = await openAccount({ organisation: 'power' });
});
afterEach(() => account.clearFaults());
afterAll(() => account?.close());

const claims = async () => (await account.store.beginningWith('claim#')).length;

/** Delivers a message, kills the account once it is claimed, starts it again and delivers the message as WeChat then does. */
const killedInTheMiddle = async (openid: string, afterMs: number, fault: { delayMs: number; httpStatus?: number }) => {
  const xml = textXml(account.stack, openid, '电价');
  const claimed = await claims();
  account.faults({ path: onMessage, ...fault });
  const first = knock(account.stack, sealedRequest(account.stack, xml)).catch(() => undefined);
  await until('the claim', async () => ((await claims()) > claimed ? true : undefined));
  await sleep(afterMs);
  await account.stack.restartAccount();
  expect(await first).toBeUndefined();
  const { body } = await knock(account.stack, sealedRequest(account.stack, xml));
  return body === 'success' ? [] : [contentOf(openSealed(account.stack, body))];
};

describe('an account that is killed in the middle of a message', () => {
  it('answers the second delivery by the reply of the function, which lived on', async () => {
    const person = await account.follow();
    const before = account.invocations('on-message');
    const replies = await killedInTheMiddle(person.openid, 300, { delayMs: 3000 });
    expect(replies).toEqual([expect.stringContaining(openingOf(account, 'tariff'))]);
    expect(account.invocations('on-message') - before).toBe(1);
    expect((await person.heard()).slice(1)).toEqual([]);
  });

  it.each([400, 1500])(
    'answers once, after the second delivery, when the function never ran (%i ms)',
    async (afterMs) => {
      const person = await account.follow();
      // The raw delivery opens no window in the simulator, so a message goes before it.
      await person.say('停电');
      const replies = await killedInTheMiddle(person.openid, afterMs, { delayMs: 2500, httpStatus: 500 });
      const answers = async () => [...replies, ...(await person.heard()).slice(2)];
      await until('an answer', async () => ((await answers()).length > 0 ? true : undefined));
      await sleep(500);
      expect(await answers()).toEqual([expect.stringContaining(openingOf(account, 'tariff'))]);
    },
  );

  it('knows everybody afterwards, and answers them', async () => {
    const person = await account.follow('poster-7');
    await person.say('2');
    await account.stack.restartAccount();
    expect(replyOf(await person.say('6'))).toContain(openingOf(account, 'compensation'));
    expect(await account.store.profile(person.openid)).toMatchObject({ firstScene: 'poster-7' });
  });
});

describe('a table whose answer gets lost', () => {
  it('does not make a delivery take its own claim for another’s', async () => {
    const person = await account.follow();
    const path = '/aws/dynamodb/PutItem';
    account.faults({ path, delayMs: 1200 }, { path, delayMs: 700 });
    expect(replyOf(await person.say('电价'))).toContain(openingOf(account, 'tariff'));
    expect((await person.heard()).slice(1)).toHaveLength(1);
  });
});

describe('a thousand receipts at once', () => {
  it('are all written, while a person is answered', async () => {
    const person = await account.follow();
    const fields = { MsgType: 'event', Event: 'TEMPLATESENDJOBFINISH', Status: 'success' };
    const requests = Array.from({ length: 1000 }, (_, job) => {
      const xml = callbackXml(account.stack, person.openid, { ...fields, MsgID: String(900_000 + job) });
      return sealedRequest(account.stack, xml);
    });
    const deliveries = Promise.all(requests.map((request) => knock(account.stack, request)));
    const [answers, delivered] = await Promise.all([deliveries, person.say('电价')]);
    expect(delivered).toMatchObject({ attempts: 1, banner: false });
    expect(replyOf(delivered)).toContain(openingOf(account, 'tariff'));
    expect(answers.filter(({ status, body }) => status === 200 && body === 'success')).toHaveLength(1000);
    await until('all receipts in the table', async () => {
      const batches = await account.store.beginningWith('receipts#');
      const receipts = batches.flatMap((batch) => unpackReceipts(batch as unknown as ReceiptLines));
      return new Set(receipts.map(({ messageId }) => messageId)).size === 1000 ? true : undefined;
    });
  });
});
