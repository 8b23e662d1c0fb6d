import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fill } from '../../lib/platform/wording.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { openingOf } from './support/organisations.ts';
import { replyOf } from './support/replies.ts';

const onMessage = '/aws/lambda/on-message';
const onMenu = '/aws/lambda/on-menu';
const send = '/cgi-bin/message/custom/send';
const token = '/cgi-bin/stable_token';

/** Every answer that takes longer is a late one. Short, so that these tests wait less. */
const deadlineMs = 1000;
const delayMs = 1700;

let account: OpenAccount;
beforeAll(async () => {
  const env = { WECHAT_REPLY_DEADLINE_MS: String(deadlineMs) };
  account = await openAccount({ organisation: 'power', env });
});
afterEach(() => account.clearFaults());
afterAll(() => account?.close());

/** A follower to whom no message is allowed but in return for what they do from now on. */
const aQuietFollower = async () => {
  const person = await account.follow();
  await account.advance(61_000);
  return person;
};

const expectOneDeliveryEach = (delivered: { attempts: number; banner: boolean }[]) => {
  for (const { attempts, banner } of delivered) expect({ attempts, banner }).toEqual({ attempts: 1, banner: false });
};

describe('an answer that WeChat no longer waits for', () => {
  it('comes once, when the recognition of a voice takes long', async () => {
    const person = await account.follow();
    account.faults({ path: '/tencent-cloud/SentenceRecognition', delayMs });
    const delivered = await account.afterInvocations('on-message', 1, () => person.voice('电价'));
    expectOneDeliveryEach([delivered]);
    expect(delivered.reply).toBeUndefined();
    const [, answer, ...more] = await person.heard();
    expect(answer).toContain(openingOf(account, 'tariff'));
    expect(more).toEqual([]);
  });

  it('says that nothing was understood, when the recognition takes long and fails', async () => {
    const person = await account.follow();
    account.faults(
      { path: onMessage, delayMs: 300 },
      { path: '/tencent-cloud/SentenceRecognition', delayMs, errcode: 1 },
    );
    await account.afterInvocations('on-message', 1, () => person.voice('电价'));
    expect((await person.heard()).slice(1)).toEqual([account.profile.texts.voiceUnclear]);
  });

  it('is kept when WeChat allows no more messages, and shown once, with the next message', async () => {
    const person = await aQuietFollower();
    account.faults({ path: onMessage, delayMs, times: 6 });
    const words = ['电价', '停电', '报修', '跳闸', '欠费', '发票'];
    const openings = ['tariff', 'outage', 'outage-fault', 'trip', 'arrears', 'invoice'].map((id) =>
      openingOf(account, id),
    );
    const saying = () => Promise.all(words.map((word) => person.say(word)));
    expectOneDeliveryEach(await account.afterInvocations('on-message', 6, saying));
    const late = (await person.heard()).slice(1);
    expect(late).toHaveLength(5);

    const missing = openings.findIndex((opening) => !late.some((text) => text.includes(opening)));
    const next = replyOf(await person.say('过户'));
    expect(next).toContain(fill(account.profile.texts.lateAnswer, { question: words[missing] ?? '' }));
    expect(next).toContain(openings[missing]);
    expect(next).toContain(openingOf(account, 'transfer'));
    expect(replyOf(await person.say('过户')).startsWith(openingOf(account, 'transfer'))).toBe(true);
  });

  it('is kept when the three messages after taps are used up', async () => {
    const person = await aQuietFollower();
    account.faults({ path: onMenu, delayMs, times: 4 });
    const tapping = () => Promise.all(['tariff', 'outage', 'pay', 'invoice'].map((key) => person.tap(key)));
    expectOneDeliveryEach(await account.afterInvocations('on-menu', 4, tapping));
    expect((await person.heard()).slice(1)).toHaveLength(3);
    expect((await account.store.profile(person.openid))?.['keptAnswers']).toHaveLength(1);
    await person.say('电价');
    expect((await account.store.profile(person.openid))?.['keptAnswers'] ?? []).toHaveLength(0);
  });

  it('never asks WeChat for what it would refuse', async () => {
    const responses = (await account.calls(send)).map(({ response }) => response);
    expect(responses.length).toBeGreaterThan(0);
    expect(responses.filter((response) => JSON.stringify(response).includes('45047'))).toEqual([]);
  });

  it('goes to nobody who has unfollowed meanwhile, and leaves nothing behind', async () => {
    const person = await account.follow();
    account.faults({ path: onMessage, delayMs });
    const sends = (await account.calls(send)).length;
    await account.afterInvocations('on-message', 1, async () => {
      await person.say('电价');
      await account.advance(2000);
      await person.unfollow();
    });
    expect((await person.heard()).slice(1)).toEqual([]);
    expect(await account.calls(send)).toHaveLength(sends);
  });
});

describe('an access token that ends in the middle of a late answer', () => {
  const lateAnswer = async () => {
    const person = await account.follow();
    account.faults({ path: onMessage, delayMs });
    const [tokens, sends] = [(await account.calls(token)).length, (await account.calls(send)).length];
    expectOneDeliveryEach([await account.afterInvocations('on-message', 1, () => person.say('电价'))]);
    return {
      person,
      heard: (await person.heard()).slice(1),
      refreshes: (await account.calls(token)).length - tokens,
      sends: (await account.calls(send)).length - sends,
    };
  };

  it.each([40001, 42001])('by %i is renewed once, and the answer comes once', async (errcode) => {
    account.faults({ path: send, errcode });
    const { heard, refreshes, sends } = await lateAnswer();
    expect(heard).toEqual([expect.stringContaining(openingOf(account, 'tariff'))]);
    expect([refreshes, sends]).toEqual([1, 2]);
  });

  it('by a revocation is renewed once, and the answer comes once', async () => {
    await account.simulator.post('/control/revoke-tokens');
    const { heard, refreshes } = await lateAnswer();
    expect(heard).toEqual([expect.stringContaining(openingOf(account, 'tariff'))]);
    expect(refreshes).toBe(1);
  });

  it('by its age is renewed before it is used', async () => {
    await account.advance(2 * 3_600_000 + 1000);
    const { heard, refreshes, sends } = await lateAnswer();
    expect(heard).toEqual([expect.stringContaining(openingOf(account, 'tariff'))]);
    expect([refreshes, sends]).toEqual([1, 1]);
  });

  it('with WeChat giving no other keeps the answer for the next message', async () => {
    await account.simulator.post('/control/revoke-tokens');
    account.faults({ path: token, errcode: -1, times: 20 });
    const { heard, person } = await lateAnswer();
    expect(heard).toEqual([]);
    account.clearFaults();
    const next = replyOf(await person.say('停电'));
    expect(next).toContain(fill(account.profile.texts.lateAnswer, { question: '电价' }));
    expect(next).toContain(openingOf(account, 'tariff'));
    expect(next).toContain(openingOf(account, 'outage'));
  });
});

describe('a message to which WeChat gives no answer', () => {
  it('is not sent a second time, since nobody knows whether it arrived', async () => {
    const person = await account.follow();
    account.faults({ path: onMessage, delayMs }, { path: send, httpStatus: 502 });
    const sends = (await account.calls(send)).length;
    await account.afterInvocations('on-message', 1, () => person.say('电价'));
    expect((await account.calls(send)).length - sends).toBe(1);
    expect(replyOf(await person.say('停电')).startsWith(openingOf(account, 'outage'))).toBe(true);
  });
});
