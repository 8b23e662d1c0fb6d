import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buttonsOf } from '../../lib/chat/menu.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { actionsOf, openingOf, organisations } from './support/organisations.ts';
import { replyOf } from './support/replies.ts';
import { openApiOf } from './support/wechat-api.ts';

describe.each(organisations)('the account of %s', (organisation) => {
  let account: OpenAccount;
  beforeAll(async () => {
    account = await openAccount({ organisation });
  });
  afterAll(() => account?.close());

  it('W1 follow: welcomes in the words of its profile', async () => {
    const person = await account.follow();
    expect(replyOf(person.welcomed)).toBe(account.profile.welcome);
    expect(person.welcomed.attempts).toBe(1);
  });

  it('W1 follow: remembers the first scene code for good, and answers a later scan', async () => {
    const person = await account.follow('poster-7');
    expect(replyOf(person.welcomed)).toBe(account.profile.welcome);
    expect(replyOf(await person.scan('outlet-3'))).toBe(account.profile.texts.scanned);
    expect(await account.store.profile(person.openid)).toMatchObject({ firstScene: 'poster-7', lastScene: 'outlet-3' });
  });

  it('W1 follow: erases who unfollows at once, or after the delay of the profile', async () => {
    const person = await account.follow('poster-7');
    await account.advance(1000);
    expect(await person.unfollow()).toMatchObject({ attempts: 1, banner: false });
    const gone = account.profile.erasureDelayDays === 0;
    const [item, ...rest] = await account.store.ofFollower(person.openid);
    expect(rest).toEqual([]);
    expect(item).toHaveProperty(gone ? 'erasedAt' : 'unfollowedAt');
    expect(item?.['firstScene']).toBe(gone ? undefined : 'poster-7');
  });

  it('W2 menu: shows each follower the menu of the profile', async () => {
    const person = await account.follow();
    expect(await person.menu()).toMatchObject(buttonsOf(account.profile.menu));
  });

  it('W2 menu: answers every button with something of its topic', async () => {
    const person = await account.follow();
    const { unknown, unknownWithChoices, fault } = account.profile.texts;
    for (const { name, topic } of actionsOf(account.profile.menu)) {
      const delivered = await person.tap(topic ?? name);
      const reply = replyOf(delivered);
      expect([name, delivered.attempts]).toEqual([name, 1]);
      expect([unknown, unknownWithChoices, fault], name).not.toContain(reply);
      expect(reply.length, name).toBeGreaterThan(20);
    }
  });

  it('W2 menu: shows a tagged follower the menu of the tag, whose buttons answer too', async () => {
    const api = openApiOf(account.stack);
    for (const [tag, menu] of Object.entries(account.profile.personalMenus ?? {})) {
      const person = await account.follow();
      const { tags } = await api.get<{ tags: { id: number; name: string }[] }>('/cgi-bin/tags/get');
      const tagid = tags.find(({ name }) => name === tag)?.id;
      await api.post('/cgi-bin/tags/members/batchtagging', { openid_list: [person.openid], tagid });
      expect(await person.menu()).toMatchObject(buttonsOf(menu));
      for (const { name, topic } of actionsOf(menu)) {
        expect(replyOf(await person.tap(topic ?? name)).length, name).toBeGreaterThan(20);
      }
    }
  });

  it('W3 auto-reply: answers every number of the top level, and every topic by its first word', async () => {
    const person = await account.follow();
    for (const { number, entries, topic } of account.profile.numbers) {
      const reply = replyOf(await person.say(String(number)));
      expect(reply).toContain(entries === undefined ? '' : (entries[0]?.name ?? ''));
      if (topic !== undefined) expect(reply.length).toBeGreaterThan(20);
      if (entries !== undefined) await person.say('0');
    }
    for (const { id, title, words, service } of account.profile.topics) {
      const reply = replyOf(await person.say(words[0] ?? title));
      expect(reply.length, title).toBeGreaterThan(20);
      if (service === undefined) expect(reply, title).toContain(openingOf(account, id));
    }
  });

  it('W11 guide: tells by keyword what the account can do', async () => {
    const person = await account.follow();
    expect(replyOf(await person.say('指南'))).toContain(account.profile.texts.guideIntro);
  });
});
