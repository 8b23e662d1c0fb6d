import { createCipheriv } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenAccount, openAccount } from './support/account.ts';
import { contentOf, knock, openSealed, plainRequest, sealedRequest, textXml } from './support/callback.ts';
import { openingOf } from './support/organisations.ts';
import { expectRefusal } from './support/refusals.ts';

const seconds = (account: OpenAccount) => Math.floor(account.now() / 1000);

/** Encrypted under the right key, but with a padding of no PKCS#7. */
const badlyPadded = ({ stack }: OpenAccount): string => {
  const key = Buffer.from(`${stack.env.WECHAT_ENCODING_AES_KEY}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.alloc(64, 77)), cipher.final()]).toString('base64');
};

describe('a safe account', () => {
  let account: OpenAccount;
  let openid: string;
  beforeAll(async () => {
    account = await openAccount({ organisation: 'power' });
    openid = (await account.follow()).openid;
  });
  afterAll(() => account?.close());

  const sealed = (sealing = {}) => sealedRequest(account.stack, textXml(account.stack, openid, '电价'), sealing);

  it('answers sealed messages with sealed replies', async () => {
    const { status, body } = await knock(account.stack, sealed());
    expect(status).toBe(200);
    expect(contentOf(openSealed(account.stack, body))).toContain(openingOf(account, 'tariff'));
  });

  it('answers the same bytes twice the same, with one effect', async () => {
    account.stack.aws.calls.clear();
    const request = sealed();
    const replies = [await knock(account.stack, request), await knock(account.stack, request)];
    const [first, second] = replies.map(({ body }) => contentOf(openSealed(account.stack, body)));
    expect(first).toContain(openingOf(account, 'tariff'));
    expect(second).toBe(first);
    expect(account.invocations('on-message')).toBe(1);
  });

  it('proves its address to WeChat, and to nobody else', async () => {
    expect(await account.simulator.post('/control/verify')).toMatchObject({ ok: true });
    const { query } = plainRequest(account.stack, '', { token: 'another' });
    const address = `${account.stack.accountUrl}/wechat?${new URLSearchParams({ ...query, echostr: '42' })}`;
    const response = await fetch(address);
    expect([response.status, await response.text()]).toEqual([403, '']);
  });

  it('refuses a plaintext message, however well it is signed', () =>
    expectRefusal(account, plainRequest(account.stack, textXml(account.stack, openid, '电价'))));

  it('refuses a plaintext message that says it were encrypted', async () => {
    const plain = plainRequest(account.stack, textXml(account.stack, openid, '电价'));
    const query = { ...plain.query, encrypt_type: 'aes', msg_signature: plain.query['signature'] ?? '' };
    await expectRefusal(account, { ...plain, query });
  });

  it('refuses a stale and a premature timestamp', async () => {
    await expectRefusal(account, sealed({ timestamp: seconds(account) - 330 }));
    await expectRefusal(account, sealed({ timestamp: seconds(account) + 330 }));
  });

  it('refuses another account’s message', () => expectRefusal(account, sealed({ appId: 'wxffffffffffffffff' })));

  it('refuses another token’s signature', () => expectRefusal(account, sealed({ token: 'another' })));

  it('refuses a signature for other bytes', async () => {
    const request = sealed();
    const body = String(request.body).replace(
      /(CDATA\[[A-Za-z0-9+/]{40})(.)/,
      (_all, start: string, letter: string) => start + (letter === 'A' ? 'B' : 'A'),
    );
    expect(body).not.toBe(request.body);
    await expectRefusal(account, { ...request, body });
  });

  it('refuses a missing signature, nonce or timestamp', async () => {
    for (const name of ['msg_signature', 'nonce', 'timestamp']) {
      const { [name]: _left, ...query } = sealed().query;
      await expectRefusal(account, { ...sealed(), query });
    }
  });

  it('refuses a broken padding and a broken length, though they are signed', async () => {
    await expectRefusal(account, sealed({ tamper: () => badlyPadded(account) }));
    await expectRefusal(account, sealed({ tamper: (encrypted: string) => encrypted.slice(0, -8) }));
  });

  it('refuses a body of one byte over 1 MiB', async () => {
    const request = sealed();
    const body = String(request.body).padEnd(1024 * 1024 + 1, ' ');
    await expectRefusal(account, { ...request, body }, [403, 413]);
    expect((await knock(account.stack, { ...request, body: body.slice(0, -1) })).status).toBe(200);
  });

  it('refuses what is not UTF-8', async () => {
    const request = sealed();
    const bytes = new Uint8Array([...new TextEncoder().encode(String(request.body)), 0xff, 0xfe]);
    await expectRefusal(account, { ...request, body: bytes, contentType: 'application/octet-stream' });
  });

  it('reads a body that the gateway hands over in base64', async () => {
    const answer = await knock(account.stack, { ...sealed(), contentType: 'application/octet-stream' });
    expect(contentOf(openSealed(account.stack, answer.body))).toContain(openingOf(account, 'tariff'));
  });

  it.each(['', 'hello', '<xml></xml>', '{"Encrypt":"x"}'])('refuses the body %j', (body) =>
    expectRefusal(account, { ...sealed(), body }),
  );

  it('refuses other methods than GET and POST', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      await expectRefusal(account, { ...sealed(), method }, [403, 404, 405]);
    }
  });
});
