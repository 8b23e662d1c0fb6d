import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishMenus } from '../../infra/menu/account.ts';
import { fill } from '../../lib/platform/wording.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { runMenuCommand } from './support/menu-command.ts';
import { openingOf } from './support/organisations.ts';
import { choicesIn, replyOf } from './support/replies.ts';
import { openApiOf } from './support/wechat-api.ts';

let account: OpenAccount;
beforeAll(async () => {
  account = await openAccount({ organisation: 'power' });
});
afterAll(() => account?.close());

/** What 3, the bill, leads whom has bound nothing to. */
const toBill = '/pages/bind?kind=electricity-account';

describe('W3 auto-reply: numbers', () => {
  it('leads two levels down, and 0 leads back', async () => {
    const person = await account.follow();
    const level = replyOf(await person.say('2'));
    expect(level).toContain('【6】电器烧坏怎么赔');
    expect(replyOf(await person.say('6'))).toContain(openingOf(account, 'compensation'));
    expect(replyOf(await person.say('4'))).toContain(openingOf(account, 'trip'));
    expect(replyOf(await person.say('0'))).toContain(account.profile.texts.numbersIntro);
    expect(replyOf(await person.say('3'))).toContain(toBill);
  });

  it('forgets the level after ten minutes', async () => {
    const person = await account.follow();
    await person.say('5');
    await account.advance(11 * 60_000);
    expect(replyOf(await person.say('3'))).toContain(toBill);
  });

  it('says which number is missing, and shows the level again', async () => {
    const person = await account.follow();
    await person.say('5');
    const reply = replyOf(await person.say('77'));
    expect(reply).toContain(fill(account.profile.texts.numberUnknown, { number: '77' }));
    expect(reply).toContain('【2】峰谷电价');
  });

  it.each(['２', '②', '2。', ' 2 ', '2️⃣'])('reads %s as 2', async (typed) => {
    const person = await account.follow();
    expect(replyOf(await person.say(typed))).toContain('停电服务：');
  });
});

describe('W3 auto-reply: words', () => {
  it('answers a keyword', async () => {
    const person = await account.follow();
    expect(replyOf(await person.say('电价'))).toContain(openingOf(account, 'tariff'));
  });

  it('answers a sentence that holds a keyword, by the longest one', async () => {
    const person = await account.follow();
    const reply = replyOf(await person.say('请问一下，电费发票要怎么开呢？'));
    expect(reply).toContain(openingOf(account, 'invoice'));
  });

  it('offers choices for words that come near, and a tap on one answers its topic', async () => {
    const person = await account.follow();
    const reply = replyOf(await person.say('营业听'));
    expect(reply).toContain(account.profile.texts.unknownWithChoices);
    const outlets = choicesIn(reply).find(({ id }) => id === 'outlets');
    if (outlets === undefined) throw new Error(`no choice of outlets in ${reply}`);
    expect(replyOf(await person.choose(outlets))).toContain(openingOf(account, 'outlets'));
  });

  it('leads on from an answer by the choices below it', async () => {
    const person = await account.follow();
    const choices = choicesIn(replyOf(await person.say('跳闸')));
    expect(choices.length).toBeGreaterThan(0);
    for (const choice of choices) {
      expect(replyOf(await person.choose(choice))).toContain(openingOf(account, choice.id));
    }
  });

  it.each(['qwertyuiop', '😀👍🏽🎉', '[微笑][强]', '……', '\u200b'])('says what to do after %j', async (typed) => {
    const person = await account.follow();
    expect(replyOf(await person.say(typed))).toBe(account.profile.texts.unknown);
  });

  it('answers 2,000 characters in one delivery', async () => {
    const person = await account.follow();
    expect(await person.say('吧'.repeat(2000))).toMatchObject({ attempts: 1, banner: false });
    expect(replyOf(await person.say(`${'吧'.repeat(1990)}交电费`))).toContain(openingOf(account, 'pay'));
  });

  it.each([
    ']]><Content>坏</Content>',
    ']]></Content><MsgType><![CDATA[news]]></MsgType><Content><![CDATA[',
    '<xml><MsgType>event</MsgType></xml>',
    '&lt;&amp;&#0;&xxe;',
    '<a href="weixin://bizmsgmenu?msgmenucontent=x&msgmenuid=1">点我</a>',
  ])('shows %j to nobody as markup', async (typed) => {
    const person = await account.follow();
    const typedBack = replyOf(await person.say(typed));
    expect(typedBack).not.toContain(typed);
    const spokenBack = replyOf(await person.voice(typed, true));
    expect(spokenBack.startsWith(fill(account.profile.texts.voiceHeard, { text: typed }))).toBe(true);
  });
});

describe('W3 auto-reply: a person', () => {
  const marks = () => ({ telephone: account.profile.telephone, hours: account.profile.officeHoursText });

  it('says inside office hours that somebody is there', async () => {
    await account.advanceTo('10:00');
    const person = await account.follow();
    expect(replyOf(await person.say('人工'))).toBe(fill(account.profile.texts.personOpen, marks()));
  });

  it('says outside them when somebody will be', async () => {
    await account.advanceTo('22:30');
    const person = await account.follow();
    expect(replyOf(await person.say('我要找人工客服'))).toBe(fill(account.profile.texts.personClosed, marks()));
  });
});

describe('W2 menu: the command', () => {
  it('finds no difference, names one that somebody makes, and publishes it away', async () => {
    expect(await runMenuCommand(account.stack, 'diff')).toMatchObject({ code: 0 });
    const { menu, ...profile } = account.profile;
    await publishMenus(openApiOf(account.stack), { ...profile, menu: menu.slice(0, 2) });
    const changed = await runMenuCommand(account.stack, 'diff');
    expect(changed.code).toBe(1);
    expect(changed.output).toContain(menu[2]?.name);
    expect(await runMenuCommand(account.stack, 'publish')).toMatchObject({ code: 0 });
    expect(await runMenuCommand(account.stack, 'diff')).toMatchObject({ code: 0 });
  });
});
