import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fill } from '../../lib/platform/wording.ts';
import type { XmlElement } from '../../lib/wechat/xml.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { callbackXml, contentOf, knock, openSealed, sealedRequest, textXml } from './support/callback.ts';
import { openingOf } from './support/organisations.ts';
import { replyOf } from './support/replies.ts';

const onMessage = '/aws/lambda/on-message';

let account: OpenAccount;
beforeAll(async () => {
  account = await openAccount({ organisation: 'power' });
});
afterEach(() => account.clearFaults());
afterAll(() => account?.close());

const apology = () => fill(account.profile.texts.fault, { telephone: account.profile.telephone });

/** All of a reply but its `CreateTime`, which is the second in which it was sealed. */
const withoutTime = ({ children: { CreateTime: _time, ...children } }: XmlElement): string => JSON.stringify(children);

describe('deliveries that come together', () => {
  it.each([0, 1500])('give one event the same reply three times, and one effect (%i ms)', async (delayMs) => {
    const person = await account.follow();
    account.faults({ path: onMessage, delayMs });
    const xml = textXml(account.stack, person.openid, '电价');
    const before = account.invocations('on-message');
    const deliveries = [1, 2, 3].map(() => knock(account.stack, sealedRequest(account.stack, xml)));
    const answers = await Promise.all(deliveries);
    const replies = answers.map(({ body }) => withoutTime(openSealed(account.stack, body)));
    expect(replies[0]).toContain(openingOf(account, 'tariff'));
    expect(new Set(replies).size).toBe(1);
    expect(account.invocations('on-message') - before).toBe(1);
  });

  it('are told apart when two events share a second', async () => {
    const person = await account.follow();
    const events = ['tariff', 'outage'].map((EventKey) => {
      const xml = callbackXml(account.stack, person.openid, { MsgType: 'event', Event: 'CLICK', EventKey });
      return knock(account.stack, sealedRequest(account.stack, xml));
    });
    const replies = (await Promise.all(events)).map(({ body }) => contentOf(openSealed(account.stack, body)));
    expect(replies[0]).toContain(openingOf(account, 'tariff'));
    expect(replies[1]).toContain(openingOf(account, 'outage'));
  });
});

describe('slow answers', () => {
  it('come as replies after 1 and 3 s, as customer-service messages after 6 and 12 s, each of them once', async () => {
    const people = await Promise.all([1, 2, 3, 4].map(() => account.follow()));
    account.faults(...[1000, 3000, 6000, 12_000].map((delayMs) => ({ path: onMessage, delayMs })));
    const delivered = await account.afterInvocations('on-message', 4, () =>
      Promise.all(people.map((person) => person.say('电价'))),
    );
    for (const { attempts, banner, elapsedMs } of delivered) {
      expect({ attempts, banner }).toEqual({ attempts: 1, banner: false });
      expect(elapsedMs).toBeLessThan(5000);
    }
    const answers = await Promise.all(people.map(async (person) => (await person.answers()).slice(1)));
    expect(answers.map((own) => own.length)).toEqual([1, 1, 1, 1]);
    expect(answers.map(([answer]) => answer?.via).sort()).toEqual([
      'customer-service',
      'customer-service',
      'passive',
      'passive',
    ]);
    for (const person of people) expect((await person.heard())[1]).toContain(openingOf(account, 'tariff'));
  });
});

describe('functions that fail', () => {
  it('leave an apology, once', async () => {
    const person = await account.follow();
    account.faults({ path: onMessage, errmsg: 'throws' });
    const delivered = await person.say('电价');
    expect(delivered).toMatchObject({ attempts: 1, banner: false });
    expect(replyOf(delivered)).toBe(apology());
    expect((await person.heard()).slice(1)).toEqual([apology()]);
  });

  it('leave the same apology to a repeated delivery', async () => {
    const person = await account.follow();
    account.faults({ path: onMessage, errmsg: 'throws' });
    const request = sealedRequest(account.stack, textXml(account.stack, person.openid, '电价'));
    for (let delivery = 0; delivery < 2; delivery += 1) {
      const { body } = await knock(account.stack, request);
      expect(contentOf(openSealed(account.stack, body))).toBe(apology());
    }
  });

  it('are asked again when Lambda refuses for too many requests', async () => {
    const person = await account.follow();
    account.faults({ path: onMessage, httpStatus: 429, times: 3 });
    expect(replyOf(await person.say('电价'))).toContain(openingOf(account, 'tariff'));
    expect((await person.heard()).slice(1)).toHaveLength(1);
  });

  it('show no banner when Lambda itself is down', async () => {
    const person = await account.follow();
    account.faults({ path: onMessage, httpStatus: 500, times: 3 });
    expect(replyOf(await person.say('电价'))).toBe(apology());
  });
});

describe('a table that refuses', () => {
  const throttled = (operation: string, times: number) => ({
    path: `/aws/dynamodb/${operation}`,
    errcode: 400,
    times,
  });

  it.each(['PutItem', 'UpdateItem'])('a few times for %s delays the answer and no more', async (operation) => {
    const person = await account.follow();
    account.faults(throttled(operation, 2));
    expect(await person.say('电价')).toMatchObject({ attempts: 1, banner: false });
    expect((await person.heard()).slice(1)).toEqual([expect.stringContaining(openingOf(account, 'tariff'))]);
  });

  it.each(['PutItem', 'UpdateItem', 'GetItem'])(
    '%s for long leaves an answer or an apology, once',
    async (operation) => {
      const person = await account.follow();
      account.faults(throttled(operation, 100));
      const delivered = await person.say('电价');
      expect(delivered).toMatchObject({ attempts: 1, banner: false });
      account.clearFaults();
      const heard = (await person.heard()).slice(1);
      expect(heard).toHaveLength(1);
      expect([apology(), expect.stringContaining(openingOf(account, 'tariff'))]).toContainEqual(heard[0]);
    },
  );

  it('everything for a while says so to each, and all is well afterwards', async () => {
    const person = await account.follow();
    account.faults({ path: '/aws/dynamodb/*', errcode: 400, times: 500 });
    expect(replyOf(await person.say('电价'))).toBe(apology());
    expect(replyOf(await person.tap('tariff'))).toBe(apology());
    account.clearFaults();
    expect(replyOf(await person.say('电价'))).toContain(openingOf(account, 'tariff'));
  });

  it('that answers too slowly leaves an answer, an apology or nothing, but no banner', async () => {
    const person = await account.follow();
    account.faults({ path: '/aws/dynamodb/UpdateItem', delayMs: 6000, times: 3 });
    const delivered = await person.say('电价');
    expect(delivered).toMatchObject({ attempts: 1, banner: false });
    expect((await person.heard()).length).toBeLessThanOrEqual(2);
  });
});
