import { WeChatApiError, WeChatNetworkError } from '../../lib/wechat/api-errors.ts';
import { expectEqual, expectThat } from './outcome.ts';
import { type Script, scriptedWeChat } from './scripted-wechat.ts';

const minutes = 60_000;
const oldToken = { value: 'OLD', expiresAt: 60 * minutes, version: 1 };
const refused = { errcode: 40001, errmsg: 'invalid credential, access_token is invalid or not latest' };
const busy = { errcode: -1, errmsg: 'system error' };
const lambdaLimitMs = 30_000;

const failureOf = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(() => undefined).catch((error) => error);

const errcodeOf = (error: unknown): number | undefined => (error instanceof WeChatApiError ? error.errcode : undefined);

/** Makes one call against a script, and says what came of it. */
const callOnce = async (script: Script) => {
  const { api, seen } = scriptedWeChat({ stored: oldToken, ...script });
  let result: unknown;
  const error = await failureOf(api.get('/cgi-bin/menu/get').then((answer) => (result = answer)));
  return { result, error, errcode: errcodeOf(error), tokens: seen.callTokens, fetches: seen.tokenBodies.length, seen };
};

const expectOk = ({ error }: { error: unknown }): void => expectEqual('error', error, undefined);

const expireThenOk = async (): Promise<void> => {
  const call = await callOnce({ calls: [refused, { errcode: 0, errmsg: 'ok' }] });
  expectOk(call);
  expectEqual('tokens used', call.tokens, ['OLD', 'NEW']);
  expectEqual('token fetches', call.fetches, 1);
};

const expireForever = async (): Promise<void> => {
  const call = await callOnce({ calls: [refused] });
  expectEqual('error', call.errcode, 40001);
  expectEqual('calls', call.tokens.length, 2);
};

const concurrentExpire = async (): Promise<void> => {
  const expired = { errcode: 42001, errmsg: 'access_token expired' };
  const calls = [...Array(10).fill(expired), { errcode: 0 }];
  const { api, seen } = scriptedWeChat({ stored: oldToken, calls });
  await Promise.all(Array.from({ length: 10 }, () => api.get('/x')));
  expectEqual('token fetches', seen.tokenBodies.length, 1);
  expectEqual('tokens used', seen.callTokens, [...Array(10).fill('OLD'), ...Array(10).fill('NEW')]);
};

const staleExpire = async (): Promise<void> => {
  const { api, token, store, seen, now } = scriptedWeChat({ stored: oldToken, calls: [refused, { errcode: 0 }] });
  await token.get();
  await store.write('NEW', now() + 90 * minutes, 1);
  await api.get('/x');
  expectEqual('tokens used', seen.callTokens, ['OLD', 'NEW']);
  expectEqual('token fetches', seen.tokenBodies.length, 0);
  expectEqual('stored', (await store.read())?.value, 'NEW');
};

const busyForAWhile = async (): Promise<void> => {
  const call = await callOnce({ calls: [busy, busy, { errcode: 0 }] });
  expectOk(call);
  expectThat(call.seen.sleptMs > 0, 'repeated without a pause');
};

const busyForever = async (): Promise<void> => {
  const call = await callOnce({ calls: [busy] });
  expectEqual('error', call.errcode, -1);
  expectThat(call.tokens.length <= 5, `${call.tokens.length} calls`);
  expectThat(call.seen.sleptMs < lambdaLimitMs, `${call.seen.sleptMs} ms of pauses`);
};

const notRetryable = async (): Promise<void> => {
  for (const errcode of [45015, 43101, 48001, 40003, 47003, 50002]) {
    const call = await callOnce({ calls: [{ errcode, errmsg: 'no' }] });
    expectEqual(`outcome of ${errcode}`, [call.errcode, call.tokens.length, call.fetches], [errcode, 1, 0]);
  }
};

const quota = async (): Promise<void> => {
  const call = await callOnce({ calls: [{ errcode: 45009, errmsg: 'reach max api daily quota limit' }] });
  expectEqual('calls', call.tokens.length, 1);
  expectEqual('action', call.error instanceof WeChatApiError && call.error.action, 'quota');
};

const codeAsString = async (): Promise<void> => {
  const call = await callOnce({ calls: [{ errcode: '40001' }] });
  expectEqual('outcome', [call.errcode, call.tokens.length], [40001, 2]);
};

const baseResp = async (): Promise<void> => {
  const call = await callOnce({ calls: [{ base_resp: { errcode: -1, errmsg: 'x' } }] });
  expectEqual('error', call.errcode, -1);
};

const plainText = async (): Promise<void> => {
  const call = await callOnce({ calls: [{ status: 200, text: '{"count":1}' }] });
  expectEqual('result', call.result, { count: 1 });
};

const controlCharacters = async (): Promise<void> => {
  const call = await callOnce({ calls: [{ status: 200, text: '{"nickname":"a\u0008b"}' }] });
  expectEqual('result', call.result, { nickname: 'ab' });
};

const htmlPage = async (): Promise<void> => {
  const call = await callOnce({ calls: [{ status: 502, text: '<html>502 Bad Gateway</html>' }] });
  expectThat(call.error instanceof WeChatNetworkError && call.error.kind === 'retry', `error: ${call.error}`);
};

const noCode = async (): Promise<void> => {
  const call = await callOnce({ calls: [{ ticket: 't', expires_in: 7200 }], stored: { ...oldToken, expiresAt: -1 } });
  expectOk(call);
  expectEqual('result', call.result, { ticket: 't', expires_in: 7200 });
};

const lifeOf = async (answer: object): Promise<number> => {
  const { token, store, now } = scriptedWeChat({ tokens: [answer] });
  await token.get();
  return (((await store.read())?.expiresAt ?? 0) - now()) / 1000;
};

const lifeAsString = async (): Promise<void> =>
  expectEqual('life', await lifeOf({ access_token: 'mock_access_token', expires_in: '1500' }), 1500);

const lifeMissing = async (): Promise<void> => expectEqual('life', await lifeOf({ access_token: 'a' }), 7200);

const tokenRefused = async (): Promise<void> => {
  const { token, store } = scriptedWeChat({ tokens: [{ errcode: 40013, errmsg: 'invalid appid' }] });
  expectEqual('error', errcodeOf(await failureOf(token.get())), 40013);
  expectEqual('stored', await store.read(), undefined);
};

const tokenBroken = async (): Promise<void> => {
  const tokens = [{ status: 500, text: 'no' }];
  const cold = await failureOf(scriptedWeChat({ tokens }).token.get());
  expectThat(cold instanceof WeChatNetworkError, `error: ${cold}`);
  const warm = scriptedWeChat({ tokens, stored: { ...oldToken, expiresAt: 4 * minutes } });
  expectEqual('token', await warm.token.get(), 'OLD');
  expectEqual('stored', (await warm.store.read())?.value, 'OLD');
};

const earlyRefresh = async (): Promise<void> => {
  const { token } = scriptedWeChat({ stored: { ...oldToken, expiresAt: minutes } });
  expectEqual('token', await token.get(), 'NEW');
};

const stableToken = async (): Promise<void> => {
  const { token, seen } = scriptedWeChat({});
  await token.get();
  const asked = { grant_type: 'client_credential', appid: 'wx1', secret: 'THE-SECRET', force_refresh: false };
  expectEqual(
    'request',
    seen.tokenBodies.map((body) => JSON.parse(body)),
    [asked],
  );
};

const secretHygiene = async (): Promise<void> => {
  // WeChat can echo only what it was sent: the token by a call, the secret by the token endpoint.
  const said = 'the token OLD';
  const tokens = [{ errcode: 40001, errmsg: 'the secret THE-SECRET' }];
  const calls = [
    [{ errcode: 47001, errmsg: said }],
    [refused],
    [busy],
    [{ status: 502, text: said }],
    [{ status: 200, text: said }],
  ];
  for (const answers of calls) {
    const { error, seen } = await callOnce({ calls: answers, tokens });
    const shown = `${error} ${JSON.stringify(error)} ${(error as Error).stack} ${seen.log.join()}`;
    expectThat(!/\bOLD\b|access_token=|THE-SECRET/.test(shown), `a secret is shown: ${shown}`);
  }
};

/** What the collection's scripts ask for, by their ids. */
export const behaviours: Record<string, () => Promise<void>> = {
  'expire-then-ok': expireThenOk,
  'expire-forever': expireForever,
  'concurrent-expire': concurrentExpire,
  'stale-expire': staleExpire,
  busy: busyForAWhile,
  'busy-forever': busyForever,
  'not-retryable': notRetryable,
  quota,
  'errcode-as-string': codeAsString,
  'base-resp': baseResp,
  'json-as-text-plain': plainText,
  'control-chars-in-json': controlCharacters,
  'html-502': htmlPage,
  'success-without-errcode': noCode,
  'token-expires-in-string': lifeAsString,
  'token-missing-expires-in': lifeMissing,
  'token-error-200': tokenRefused,
  'token-http-error': tokenBroken,
  'token-early-refresh': earlyRefresh,
  'stable-token': stableToken,
  'secret-hygiene': secretHygiene,
};
