import { afterEach, describe, expect, it } from 'vitest';
import { createWeChatApi } from '../../../../lib/wechat/api.ts';
import { WeChatApiError, WeChatNetworkError } from '../../../../lib/wechat/api-errors.ts';
import { leanFetch } from '../../../../lib/wechat/fetch.ts';
import { createSilentLog } from './silent-log.ts';
import { json, type ReceivedCall, type ServedAnswer, startWeChatServer } from './wechat-server.ts';

const send = '/cgi-bin/message/custom/send';
let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

/** A client against a real server that gives `answers` in turn, the last one for ever. */
const aClient = async (...answers: (ServedAnswer | ((call: ReceivedCall) => ServedAnswer))[]) => {
  const server = await startWeChatServer((call, index) => {
    const answer = answers[Math.min(index, answers.length - 1)] ?? json({});
    return typeof answer === 'function' ? answer(call) : answer;
  });
  close = server.close;
  const renewed: string[] = [];
  const pauses: number[] = [];
  const log = createSilentLog();
  const token = {
    get: async () => 'OLD-TOKEN',
    renew: async (failed: string) => {
      renewed.push(failed);
      return 'NEW-TOKEN';
    },
  };
  const sleep = async (ms: number) => void pauses.push(ms);
  const deps = {
    baseUrl: server.url,
    token,
    fetch: leanFetch,
    now: Date.now,
    sleep,
    random: () => 0.5,
    log,
    timeoutMs: 300,
  };
  return { api: createWeChatApi(deps), calls: server.calls, renewed, pauses, log };
};

const failure = async (call: Promise<unknown>): Promise<unknown> => call.then(() => undefined).catch((error) => error);

describe('a call to WeChat', () => {
  it('sends the token in the query and Chinese text unescaped', async () => {
    const { api, calls } = await aClient(json({ errcode: 0, errmsg: 'ok' }));
    await api.post(send, { text: { content: '电费' } });
    expect(calls[0]?.query.get('access_token')).toBe('OLD-TOKEN');
    expect(calls[0]).toMatchObject({ method: 'POST', path: send, body: '{"text":{"content":"电费"}}' });
  });

  it('reads JSON that claims to be plain text, without an errcode, with control characters and 64-bit ids', async () => {
    const body = '{"nickname":"a\u0008b","msgid":9007199254740993}';
    const { api } = await aClient({ contentType: 'text/plain', body });
    expect(await api.get('/cgi-bin/user/info', { openid: 'o1' })).toEqual({
      nickname: 'ab',
      msgid: '9007199254740993',
    });
  });

  it('takes a repeated client_msg_id for sent', async () => {
    const { api } = await aClient(json({ errcode: 45065, errmsg: 'clientmsgid exist', msg_id: 7 }));
    expect(await api.post('/cgi-bin/message/mass/sendall', {})).toMatchObject({ msg_id: '7' });
  });

  it.each([
    ['a string', { errcode: '45015', errmsg: 'x' }],
    ['inside base_resp', { base_resp: { errcode: 45015, errmsg: 'x' } }],
  ])('finds the errcode that is %s', async (_where, answer) => {
    const { api } = await aClient(json(answer));
    await expect(api.get('/x')).rejects.toMatchObject({ errcode: 45015 });
  });
});

describe('a refused token', () => {
  const refused = json({ errcode: 40001, errmsg: 'invalid credential, access_token is invalid or not latest' });

  it('is renewed once and the call repeated with the new one, even for a message', async () => {
    const { api, calls, renewed } = await aClient(refused, json({ errcode: 0 }));
    await api.post(send, {}, { idempotent: false });
    expect(calls.map((call) => call.query.get('access_token'))).toEqual(['OLD-TOKEN', 'NEW-TOKEN']);
    expect(renewed).toEqual(['OLD-TOKEN']);
  });

  it('that stays refused is given up after two calls', async () => {
    const { api, calls, renewed } = await aClient(refused);
    await expect(api.get('/x')).rejects.toMatchObject({ errcode: 40001 });
    expect([calls.length, renewed.length]).toEqual([2, 1]);
  });
});

describe('a busy WeChat', () => {
  const busy = json({ errcode: -1, errmsg: 'system error' });

  it('is asked again after growing pauses', async () => {
    const { api, pauses } = await aClient(busy, busy, json({ ok: 1 }));
    expect(await api.get('/x')).toEqual({ ok: 1 });
    expect(pauses).toEqual([300, 600]);
  });

  it('is asked three times at most', async () => {
    const { api, calls } = await aClient(busy);
    await expect(api.get('/x')).rejects.toMatchObject({ errcode: -1, kind: 'retry' });
    expect(calls).toHaveLength(3);
  });

  it('is not asked again to send a message, which might go out twice', async () => {
    const { api, calls } = await aClient(busy);
    await expect(api.post(send, {}, { idempotent: false })).rejects.toMatchObject({ errcode: -1 });
    expect(calls).toHaveLength(1);
  });
});

describe('what will not pass', () => {
  it.each([45015, 43101, 48001, 40003, 47003, 50002, 45009, 40164])(
    '%i is answered after one call',
    async (errcode) => {
      const { api, calls, renewed } = await aClient(json({ errcode, errmsg: 'no' }));
      await expect(api.get('/x')).rejects.toMatchObject({ errcode });
      expect([calls.length, renewed.length]).toEqual([1, 0]);
    },
  );
});

describe('no answer', () => {
  it('in time is unknown, and a message is not sent again', async () => {
    const { api, calls } = await aClient({ ...json({ errcode: 0 }), delayMs: 2000 });
    const error = await failure(api.post(send, {}, { idempotent: false }));
    expect(error).toMatchObject({ failure: 'timeout', kind: 'retry' });
    expect(calls).toHaveLength(1);
  });

  it('in time is asked for again where that does no harm, within three time limits', async () => {
    const { api, calls } = await aClient({ ...json({ errcode: 0 }), delayMs: 2000 });
    await expect(api.get('/x')).rejects.toMatchObject({ failure: 'timeout' });
    expect(calls.length).toBeGreaterThan(1);
    expect(calls.length).toBeLessThanOrEqual(3);
  });

  it('but an HTML page is an HTTP failure, never a syntax error', async () => {
    const { api } = await aClient({ status: 502, contentType: 'text/html', body: '<html>Bad Gateway</html>' });
    const error = await failure(api.get('/x'));
    expect(error).toBeInstanceOf(WeChatNetworkError);
    expect(error).toMatchObject({ failure: 'http-status' });
  });

  it('but a page with HTTP 200 is a bad body', async () => {
    const { api } = await aClient({ contentType: 'text/html', body: '<html></html>' });
    await expect(api.get('/x')).rejects.toMatchObject({ failure: 'bad-body' });
  });

  it('because nobody listens is a connection failure', async () => {
    const { api } = await aClient(json({}));
    await close?.();
    await expect(api.get('/x')).rejects.toMatchObject({ failure: 'connection' });
  });
});

describe('secrets', () => {
  const echo = (call: ReceivedCall) => json({ errcode: 47001, errmsg: `bad ${call.query.get('access_token')}` });
  const timeout = { ...json({}), delayMs: 2000 };
  const oldToken = json({ errcode: 42001, errmsg: 'expired OLD-TOKEN' });

  it.each<[string, ServedAnswer | typeof echo]>([
    ['an echo of the token', echo],
    ['a time-out', timeout],
    ['a broken body', { body: 'OLD-TOKEN' }],
    ['a refused token', oldToken],
  ])('stay out of errors and logs after %s', async (_what, answer) => {
    const { api, log } = await aClient(answer);
    const error = await failure(api.get('/x', { openid: 'o1' }));
    const shown = `${String(error)} ${JSON.stringify(error)} ${(error as Error).stack} ${log.lines.join()}`;
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).cause).toBeUndefined();
    expect(shown).not.toMatch(/(OLD|NEW)-TOKEN|access_token=/);
  });
});

describe('files', () => {
  const picture = { name: 'a.jpg', contentType: 'image/jpeg', bytes: new Uint8Array([0xff, 0xd8, 0xff]) };

  it('go up as the multipart field media', async () => {
    const { api, calls } = await aClient(json({ type: 'image', media_id: 'm1', created_at: 1 }));
    expect(await api.upload('/cgi-bin/media/upload', picture, { type: 'image' })).toMatchObject({ media_id: 'm1' });
    expect(calls[0]?.contentType).toMatch(/^multipart\/form-data; boundary=/);
    expect(calls[0]?.body).toContain('name="media"; filename="a.jpg"');
    expect(calls[0]?.query.get('type')).toBe('image');
  });

  it('come down byte by byte', async () => {
    const bytes = Buffer.from([0x23, 0x21, 0x41, 0x4d, 0x52, 0x0a, 0xff, 0x00]);
    const { api } = await aClient({ contentType: 'audio/amr', body: bytes });
    expect(await api.download('/cgi-bin/media/get', { media_id: 'm' })).toEqual({ bytes, contentType: 'audio/amr' });
  });

  it.each(['application/json; encoding=utf-8', 'text/plain', 'image/jpeg'])(
    'that are an error with HTTP 200 as %s are seen to be one',
    async (contentType) => {
      const { api } = await aClient({ contentType, body: '{"errcode":40007,"errmsg":"invalid media_id"}' });
      await expect(api.download('/cgi-bin/media/get', { media_id: 'm' })).rejects.toBeInstanceOf(WeChatApiError);
    },
  );
});
