import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portIsFree } from '../../infra/local/ports.ts';
import { type Stack, startStack } from '../../infra/local/stack.ts';
import { openAccount } from './support/account.ts';
import { contentOf, knock, openSealed, plainRequest, sealedRequest, textXml } from './support/callback.ts';
import { openingOf } from './support/organisations.ts';
import { type OtherWeChat, openOtherWeChat } from './support/other-wechat.ts';
import { anOldFollower } from './support/person.ts';
import { replyOf } from './support/replies.ts';
import { until } from './support/until.ts';

describe('a stack that is stopped and started on the same data', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'bianmin-restart-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('still has its followers, their chats, their place in the number menu, and its time', async () => {
    const before = await openAccount({ organisation: 'power', dataDir });
    const person = await before.follow('poster-7');
    await before.advance(3_600_000);
    await person.say('2');
    const [chat, stored, time] = [await person.chat(), await before.store.profile(person.openid), before.now()];
    await before.close();

    const after = await openAccount({ organisation: 'power', dataDir });
    try {
      const again = anOldFollower(after.simulator, person);
      expect(await again.chat()).toEqual(chat);
      expect(await after.store.profile(person.openid)).toEqual(stored);
      expect(after.now() - time).toBeGreaterThan(0);
      expect(after.now() - time).toBeLessThan(60_000);
      expect(replyOf(await again.say('6'))).toContain(openingOf(after, 'compensation'));
    } finally {
      await after.close();
    }
  });
});

describe('an account of the real WeChat, by the environment alone', () => {
  let weChat: OtherWeChat;
  let stack: Stack;
  beforeAll(async () => {
    weChat = await openOtherWeChat();
    const env = {
      WECHAT_API_URL: weChat.url,
      WECHAT_APP_ID: 'wxfedcba9876543210',
      WECHAT_APP_SECRET: 'fedcba9876543210fedcba9876543210',
      WECHAT_TOKEN: 'therealtoken',
      WECHAT_ENCODING_AES_KEY: 'GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba',
      WECHAT_ORIGINAL_ID: 'gh_ba9876543210',
      WECHAT_REPLY_DEADLINE_MS: '800',
    };
    stack = await startStack({ organisation: 'power', env, quiet: true });
  });
  afterAll(async () => {
    await stack?.stop();
    await weChat?.close();
  });

  it('starts no simulator, and calls nobody by itself', async () => {
    expect(stack.simulatorUrl).toBeUndefined();
    expect(await portIsFree(Number(new URL(stack.accountUrl).port) + 1)).toBe(true);
    expect(weChat.calls).toEqual([]);
  });

  it('proves its address with the token of the environment', async () => {
    const { query } = plainRequest(stack, '');
    const response = await fetch(`${stack.accountUrl}/wechat?${new URLSearchParams({ ...query, echostr: '4242' })}`);
    expect([response.status, await response.text()]).toEqual([200, '4242']);
  });

  it('answers under its own key', async () => {
    const { body } = await knock(stack, sealedRequest(stack, textXml(stack, 'oReal00000000000000000000001', '指南')));
    expect(contentOf(openSealed(stack, body))).toContain('电费账单');
  });

  it('sends a late answer to the WeChat of the environment', async () => {
    const openid = 'oReal00000000000000000000002';
    stack.faults.add({ path: '/aws/lambda/on-message', delayMs: 1500, times: 1 });
    const { status, body } = await knock(stack, sealedRequest(stack, textXml(stack, openid, '指南')));
    expect([status, body]).toEqual([200, 'success']);
    const sent = () => weChat.calls.find(({ path: called }) => called === '/cgi-bin/message/custom/send');
    expect(await until('the late answer', sent)).toMatchObject({ body: { touser: openid, msgtype: 'text' } });
    expect(weChat.calls.map(({ path: called }) => called)).toEqual([
      '/cgi-bin/stable_token',
      '/cgi-bin/message/custom/send',
    ]);
  });
});
