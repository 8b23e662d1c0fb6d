import { describe, expect, it } from 'vitest';
import type { WeChatApi } from '../../../../lib/wechat/api.ts';
import { WeChatApiError } from '../../../../lib/wechat/api-errors.ts';
import { createErrands } from '../../../../lib/wechat/errands.ts';

const anApi = (answer: () => unknown): Pick<WeChatApi, 'get' | 'post'> => ({
  get: async <T>() => answer() as T,
  post: async <T>() => answer() as T,
});

describe("an operator's errands", () => {
  it('are run in order, each with its answer', async () => {
    const run = createErrands(anApi(() => ({ errcode: 0 })));
    const outcomes = await run([
      { method: 'GET', path: '/cgi-bin/menu/get' },
      { method: 'POST', path: '/cgi-bin/openapi/quota/get', body: { cgi_path: '/x' } },
    ]);
    expect(outcomes).toEqual([
      { kind: 'answer', answer: { errcode: 0 } },
      { kind: 'answer', answer: { errcode: 0 } },
    ]);
  });

  it('tell a refusal with its code, rather than fail', async () => {
    const refusal = new WeChatApiError({
      api: '/cgi-bin/stable_token',
      errcode: 40164,
      errmsg: 'invalid ip 198.51.100.7',
    });
    const run = createErrands(
      anApi(() => {
        throw refusal;
      }),
    );
    const [outcome] = await run([{ method: 'GET', path: '/cgi-bin/menu/get' }]);
    expect(outcome).toMatchObject({ kind: 'refused', errcode: 40164 });
    expect(JSON.stringify(outcome)).toContain('198.51.100.7');
  });

  it('fail for a fault of ours', async () => {
    const run = createErrands(
      anApi(() => {
        throw new TypeError('a bug');
      }),
    );
    await expect(run([{ method: 'GET', path: '/x' }])).rejects.toThrow('a bug');
  });
});
