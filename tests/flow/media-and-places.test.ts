import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill } from '../../lib/platform/wording.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { openingOf } from './support/organisations.ts';
import { replyOf } from './support/replies.ts';

let account: OpenAccount;
beforeAll(async () => {
  account = await openAccount({ organisation: 'power' });
});
afterAll(() => account?.close());

describe('W4 voice', () => {
  it('understands what WeChat recognised', async () => {
    const person = await account.follow();
    const reply = replyOf(await person.voice('电价', true));
    expect(reply).toContain(fill(account.profile.texts.voiceHeard, { text: '电价' }));
    expect(reply).toContain(openingOf(account, 'tariff'));
    expect(await account.calls('/tencent-cloud/SentenceRecognition')).toEqual([]);
  });

  it('has the recording recognised where WeChat did not', async () => {
    const person = await account.follow();
    const reply = replyOf(await person.voice('我想问停电通知'));
    expect(reply).toContain(fill(account.profile.texts.voiceHeard, { text: '我想问停电通知' }));
    expect(reply).toContain(openingOf(account, 'outage-notice'));
    expect(await account.calls('/tencent-cloud/SentenceRecognition')).toHaveLength(1);
  });

  it('reads a spoken number like a typed one', async () => {
    const person = await account.follow();
    expect(replyOf(await person.voice('2', true))).toContain('停电服务：');
    expect(replyOf(await person.say('6'))).toContain(openingOf(account, 'compensation'));
  });

  it('asks to say it again when the recognition fails, or hears nothing', async () => {
    const person = await account.follow();
    account.faults({ path: '/tencent-cloud/SentenceRecognition', errcode: 1, times: 10 });
    expect(replyOf(await person.voice('电价'))).toBe(account.profile.texts.voiceUnclear);
    account.clearFaults();
    expect(replyOf(await person.voice(''))).toBe(account.profile.texts.voiceUnclear);
  });
});

describe('W5 media', () => {
  it('acknowledges a photo and a video', async () => {
    const person = await account.follow();
    expect(replyOf(await person.send({ type: 'image' }))).toBe(account.profile.texts.mediaReceived);
    expect(replyOf(await person.send({ type: 'video' }))).toBe(account.profile.texts.mediaReceived);
  });

  it('says that a link is not read', async () => {
    const person = await account.follow();
    const link = { type: 'link', title: '停电公告', description: '', url: 'https://example.com' } as const;
    expect(replyOf(await person.send(link))).toBe(account.profile.texts.linkReceived);
  });

  it('takes kinds of messages that nobody knows yet without a word', async () => {
    const person = await account.follow();
    const elements = '<MsgType><![CDATA[hologram]]></MsgType><MsgId>1</MsgId>';
    const delivered = await person.send({ type: 'raw', elements });
    expect(delivered).toMatchObject({ attempts: 1, banner: false });
    expect(delivered.reply).toBeUndefined();
  });
});

describe('W6 location', () => {
  const nameBefore = (reply: string, metres: RegExp) => metres.exec(reply)?.[1];
  const first = (reply: string) => nameBefore(reply, /1\. (.+?)（/);

  it('shows the outlets nearest to a place that was sent', async () => {
    const person = await account.follow();
    const reply = replyOf(await person.locate(30.2519, 120.169, '人民路口'));
    expect(reply).toContain(fill(account.profile.texts.outletsNearest, { place: '人民路口' }));
    expect(first(reply)).toBe('城中营业厅');
  });

  it('uses the position that the phone reported, for ten minutes', async () => {
    const person = await account.follow();
    const reported = await person.report(30.2166, 120.1498);
    expect(reported.reply).toBeUndefined();
    expect(first(replyOf(await person.say('附近营业厅')))).toBe('南湖营业厅');
    expect(first(replyOf(await person.tap('附近营业厅')))).toBe('南湖营业厅');
    await account.advance(11 * 60_000);
    expect(replyOf(await person.say('附近营业厅'))).toContain(openingOf(account, 'outlets'));
  });
});

describe('W11 guide', () => {
  it('is found by keyword and by menu, the same both ways', async () => {
    const person = await account.follow();
    const typed = replyOf(await person.say('指南'));
    expect(typed).toContain(account.profile.texts.guideIntro);
    expect(typed).toContain('【电费账单】');
    expect(replyOf(await person.tap('使用指南'))).toBe(typed);
  });
});
