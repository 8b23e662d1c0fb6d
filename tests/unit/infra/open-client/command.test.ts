import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createOpenClient, requestPatiently } from '../../../../infra/open-client/client.ts';
import { requestOf } from '../../../../infra/open-client/command.ts';
import { inWords } from '../../../../infra/open-client/in-words.ts';
import { signRequest } from '../../../../lib/backend/http/signature.ts';

const read = async () => '{"kind":"fault"}';

describe('npm run announce', () => {
  it.each([
    [['outage', 'a.json'], 'POST', '/outages'],
    [['account-change', 'a.json'], 'POST', '/account-changes'],
    [['application-step', 'a.json'], 'POST', '/application-steps'],
    [['emergency', 'a.json'], 'POST', '/emergencies'],
    [['notice', 'a.json'], 'POST', '/notices'],
    [['change', 'outage', 'o1', 'a.json'], 'PATCH', '/outages/o1'],
    [['change', 'emergency', 'e1', 'a.json'], 'PATCH', '/emergencies/e1'],
    [['show', 'notice', 'n1'], 'GET', '/notices/n1'],
    [['stop', 'n1'], 'POST', '/notices/n1/stop'],
  ])('%j asks %s %s', async (words, method, path) => {
    expect(await requestOf(words, read)).toMatchObject({ method, path });
  });

  it('makes the same file the same request, unless a key is given', async () => {
    const [one, again] = [await requestOf(['outage', 'a'], read), await requestOf(['outage', 'b'], read)];
    expect(one.idempotencyKey).toBe(again.idempotencyKey);
    expect((await requestOf(['outage', 'a'], read, 'my-own-key')).idempotencyKey).toBe('my-own-key');
  });

  it.each([
    [[]],
    [['announce']],
    [['outage']],
    [['show', 'people', '1']],
    [['change', 'notice', 'n1', 'a']],
    [['stop']],
  ])('with %j says how it is used', async (words) => {
    await expect(requestOf(words, read)).rejects.toMatchObject({ code: 'usage' });
  });

  it('says which file is no JSON', async () => {
    await expect(requestOf(['outage', 'a.json'], async () => '{')).rejects.toThrow('a.json is no JSON');
  });
});

describe('what goes wrong on the command line', () => {
  const withCode = (message: string, code: string, cause?: unknown) =>
    Object.assign(new Error(message, { cause }), { code });
  const url = 'https://wx.example.gov.cn';

  it.each([
    [
      'a file that is not there',
      withCode("ENOENT: no such file or directory, open 'a.json'", 'ENOENT'),
      /can't be read.*a\.json/,
    ],
    [
      'an option that is none',
      withCode("Unknown option '--cler'", 'ERR_PARSE_ARGS_UNKNOWN_OPTION'),
      /--cler'\nnpm run announce/,
    ],
    [
      'no answer',
      new TypeError('fetch failed', { cause: withCode('', 'ECONNREFUSED') }),
      /No answer from .*ECONNREFUSED.*send the same again/,
    ],
    ['anything else', new RangeError('odd'), /^RangeError: odd$/],
  ])('is said in one line: %s', (_what, error, words) => {
    expect(inWords(error, url)).toMatch(words);
  });
});

describe('the client', () => {
  it('tries again under the same key and with a new nonce while the door says not now', async () => {
    const seen: Headers[] = [];
    const send: typeof fetch = async (_url, init) => {
      seen.push(new Headers(init?.headers));
      if (seen.length === 1) throw new TypeError('connection lost');
      return new Response('{}', { status: seen.length === 2 ? 503 : 202 });
    };
    const client = createOpenClient({ url: 'https://account.example', caller: 'core', secret: 's', fetch: send });
    const request = { method: 'POST', path: '/outages', body: {}, idempotencyKey: 'key-1' } as const;
    expect((await requestPatiently(client, request)).status).toBe(202);
    expect(new Set(seen.map((headers) => headers.get('idempotency-key'))).size).toBe(1);
    expect(new Set(seen.map((headers) => headers.get('x-bianmin-nonce'))).size).toBe(3);
  });
});

describe('the worked example of the documentation', () => {
  it('is right', () => {
    const page = readFileSync(new URL('../../../../infra/docs/open-api.md', import.meta.url), 'utf8');
    const signature = signRequest('example-secret-of-32-characters-ab', {
      method: 'POST',
      path: '/open/v1/account-changes',
      timestamp: 1_790_000_000,
      nonce: '0123456789abcdef',
      body: '{"about":"money","account":"6299990000000000012"}',
    });
    expect(page).toContain(`| \`X-Bianmin-Signature\` | \`${signature}\` |`);
  });
});
