import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseXml } from '../../lib/wechat/xml.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { contentOf, knock, openSealed, plainRequest, sealedRequest, textXml } from './support/callback.ts';
import { openingOf } from './support/organisations.ts';
import { expectRefusal } from './support/refusals.ts';
import { replyOf } from './support/replies.ts';

describe('a compatible account', () => {
  let account: OpenAccount;
  beforeAll(async () => {
    account = await openAccount({ organisation: 'power', env: { WECHAT_SECURITY_MODE: 'compatible' } });
  });
  afterAll(() => account?.close());

  it('welcomes, answers, shows and forgets like a safe one', async () => {
    const person = await account.follow('poster-7');
    expect(replyOf(person.welcomed)).toBe(account.profile.welcome);
    expect(replyOf(await person.say('电价'))).toContain(openingOf(account, 'tariff'));
    expect(replyOf(await person.tap('停电查询'))).toContain(openingOf(account, 'outage'));
    expect(await person.unfollow()).toMatchObject({ attempts: 1 });
  });

  it('believes the encrypted part, and never the clear fields beside it', async () => {
    const person = await account.follow();
    const request = sealedRequest(account.stack, textXml(account.stack, person.openid, '电价'));
    const clear = `<FromUserName>o000</FromUserName><MsgType>text</MsgType><Content>人工</Content>`;
    const body = String(request.body).replace('<Encrypt>', `${clear}<Encrypt>`);
    const answer = await knock(account.stack, { ...request, body });
    const reply = openSealed(account.stack, answer.body);
    expect(reply.children['ToUserName']?.[0]?.text).toBe(person.openid);
    expect(contentOf(reply)).toContain(openingOf(account, 'tariff'));
  });

  it('refuses a message without its encrypted part', async () => {
    const person = await account.follow();
    await expectRefusal(account, plainRequest(account.stack, textXml(account.stack, person.openid, '电价')));
  });
});

describe('a plaintext account', () => {
  let account: OpenAccount;
  beforeAll(async () => {
    account = await openAccount({ organisation: 'power', env: { WECHAT_SECURITY_MODE: 'plaintext' } });
  });
  afterAll(() => account?.close());

  it('welcomes, answers, shows and forgets like a safe one', async () => {
    const person = await account.follow('poster-7');
    expect(replyOf(person.welcomed)).toBe(account.profile.welcome);
    expect(replyOf(await person.say('电价'))).toContain(openingOf(account, 'tariff'));
    expect(replyOf(await person.tap('停电查询'))).toContain(openingOf(account, 'outage'));
    expect(await person.unfollow()).toMatchObject({ attempts: 1 });
  });

  it('answers in clear, the same to the same bytes', async () => {
    const person = await account.follow();
    const request = plainRequest(account.stack, textXml(account.stack, person.openid, '电价'));
    const [first, second] = [await knock(account.stack, request), await knock(account.stack, request)];
    expect(contentOf(parseXml(first.body))).toContain(openingOf(account, 'tariff'));
    expect(contentOf(parseXml(second.body))).toBe(contentOf(parseXml(first.body)));
  });

  it('refuses another token’s signature and a stale timestamp', async () => {
    const person = await account.follow();
    const xml = textXml(account.stack, person.openid, '电价');
    await expectRefusal(account, plainRequest(account.stack, xml, { token: 'another' }));
    await expectRefusal(
      account,
      plainRequest(account.stack, xml, { timestamp: Math.floor(account.now() / 1000) - 330 }),
    );
  });

  it('refuses what is no XML, even when it is signed', async () => {
    for (const body of ['', 'hello', '<!DOCTYPE xml [<!ENTITY a "b">]><xml>&a;</xml>', '<xml><a></xml>']) {
      await expectRefusal(account, plainRequest(account.stack, body));
    }
  });
});
