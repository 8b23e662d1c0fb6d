import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenAccount, openAccount } from './support/account.ts';
import { callbackXml, knock, sealedRequest, textXml } from './support/callback.ts';
import { openingOf } from './support/organisations.ts';
import type { Person } from './support/person.ts';
import { replyOf } from './support/replies.ts';
import { until } from './support/until.ts';

const dayMs = 86_400_000;

/** Somebody who has told the account something of themselves: a scene, a place, a position in the number menu. */
const aKnownFollower = async (account: OpenAccount, level: string): Promise<Person> => {
  const person = await account.follow('poster-7');
  await person.report(30.25, 120.16);
  await person.say(level);
  return person;
};

const levelOf = ({ profile }: OpenAccount) => profile.numbers.find(({ entries }) => entries !== undefined);

describe('W1 follow: an organisation that erases at once', () => {
  let account: OpenAccount;
  beforeAll(async () => {
    account = await openAccount({ organisation: 'campus' });
  });
  afterAll(() => account?.close());

  it('keeps nothing of who unfollows but the mark of the erasure', async () => {
    const person = await aKnownFollower(account, String(levelOf(account)?.number));
    expect(await account.store.profile(person.openid)).toMatchObject({ firstScene: 'poster-7' });
    await account.advance(1000);
    expect(await person.unfollow()).toMatchObject({ attempts: 1, banner: false });
    const [mark, ...rest] = await account.store.ofFollower(person.openid);
    expect(rest).toEqual([]);
    expect(Object.keys(mark ?? {}).sort()).toEqual(['erasedAt', 'expiresAt', 'pk', 'sk']);
  });

  it('is not brought back by a message from before that arrives late', async () => {
    const person = await account.follow();
    const message = textXml(account.stack, person.openid, '1');
    await account.advance(2000);
    await person.unfollow();
    expect((await knock(account.stack, sealedRequest(account.stack, message))).status).toBe(200);
    const items = await account.store.ofFollower(person.openid);
    expect(items).toHaveLength(1);
    expect(items[0]).toHaveProperty('erasedAt');
  });

  it('erases again nothing of who has come back since, when the farewell is repeated late', async () => {
    const person = await account.follow('poster-7');
    const farewell = callbackXml(account.stack, person.openid, {
      MsgType: 'event',
      Event: 'unsubscribe',
      EventKey: '',
    });
    await account.advance(2000);
    await person.unfollow();
    await account.advance(2000);
    await person.follow('outlet-3');
    expect((await knock(account.stack, sealedRequest(account.stack, farewell))).status).toBe(200);
    expect(await account.store.profile(person.openid)).toMatchObject({ firstScene: 'outlet-3' });
  });

  it('meets who comes back as somebody new', async () => {
    const level = levelOf(account);
    const person = await aKnownFollower(account, String(level?.number));
    await account.advance(1000);
    await person.unfollow();
    await account.advance(2000);
    expect(replyOf(await person.follow())).toBe(account.profile.welcome);
    const profile = await account.store.profile(person.openid);
    expect(profile).not.toHaveProperty('firstScene');
    expect(profile).not.toHaveProperty('lastPlace');
    expect(profile).not.toHaveProperty('menuPosition');
    expect(profile).not.toHaveProperty('erasedAt');
  });

  it('erases even when the function fails at first, by the queue', async () => {
    const person = await account.follow('poster-7');
    await account.advance(1000);
    account.faults({ path: '/aws/lambda/on-subscribe', errmsg: 'throws' });
    expect(await person.unfollow()).toMatchObject({ attempts: 1, banner: false });
    // The mark comes first, so that nothing reads what is going.
    await until('the erasure', async () => (await account.store.profile(person.openid))?.['erasedAt']);
    await until(
      'the mark alone',
      async () => (await account.store.ofFollower(person.openid)).length === 1 || undefined,
    );
  });
});

describe('W1 follow: an organisation that erases after 30 days', () => {
  let account: OpenAccount;
  beforeAll(async () => {
    account = await openAccount({ organisation: 'power' });
  });
  afterAll(() => account?.close());

  it('keeps what it knows of who comes back inside the delay', async () => {
    const person = await aKnownFollower(account, '2');
    await account.advance(1000);
    await person.unfollow();
    expect(await account.store.profile(person.openid)).toHaveProperty('unfollowedAt');
    await account.advance(5 * dayMs);
    await person.follow();
    const profile = await account.store.profile(person.openid);
    expect(profile).toMatchObject({ firstScene: 'poster-7' });
    expect(profile).not.toHaveProperty('unfollowedAt');
    await account.advance(31 * dayMs);
    expect(replyOf(await person.say('电价'))).toContain(openingOf(account, 'tariff'));
    expect(await account.store.profile(person.openid)).toMatchObject({ firstScene: 'poster-7' });
  });

  it('erases by the hourly sweep who does not come back', async () => {
    const [gone, staying] = [await aKnownFollower(account, '2'), await account.follow('outlet-3')];
    await account.advance(1000);
    await gone.unfollow();
    await account.advance(29 * dayMs);
    expect(await account.store.profile(gone.openid)).toMatchObject({ firstScene: 'poster-7' });
    await account.advance(dayMs + 3_600_000);
    await until('the sweep', async () => (await account.store.profile(gone.openid))?.['erasedAt']);
    expect(await account.store.ofFollower(gone.openid)).toHaveLength(1);
    expect(await account.store.profile(staying.openid)).toMatchObject({ firstScene: 'outlet-3' });
  });
});
