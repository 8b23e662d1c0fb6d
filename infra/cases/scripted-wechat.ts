import { createWeChatApi } from '../../lib/wechat/api.ts';
import { fetchStableToken } from '../../lib/wechat/stable-token.ts';
import { createTokenSource, type StoredToken } from '../../lib/wechat/token.ts';
import { createMemoryTokenStore } from './memory-token-store.ts';

/** One answer of the scripted WeChat: JSON or a text with its HTTP status. */
export type ScriptedAnswer = object | { status: number; text: string };

export interface Script {
  /** Answers to calls in turn, the last one for ever. */
  calls?: ScriptedAnswer[];
  /** Answers of the token endpoint in turn, the last one for ever. */
  tokens?: ScriptedAnswer[];
  /** What the store holds at first; `expiresAt` in milliseconds from now. */
  stored?: StoredToken;
}

const toResponse = (answer: ScriptedAnswer): Response =>
  'text' in answer && 'status' in answer
    ? new Response(answer.text, { status: answer.status, headers: { 'content-type': 'text/plain' } })
    : new Response(JSON.stringify(answer), { headers: { 'content-type': 'text/plain' } });

const isTokenCall = ({ pathname }: URL): boolean => pathname === '/cgi-bin/stable_token';

/** The real client and token source over a WeChat that answers by a script, on a clock that only sleeping moves. */
export const scriptedWeChat = ({
  calls = [{}],
  tokens = [{ access_token: 'NEW', expires_in: 7200 }],
  stored,
}: Script) => {
  let now = 1_800_000_000_000;
  const startedAt = now;
  const seen = { callTokens: [] as string[], tokenBodies: [] as string[], log: [] as string[], sleptMs: 0 };
  const fetchScripted: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const count = isTokenCall(url)
      ? seen.tokenBodies.push(String(init?.body))
      : seen.callTokens.push(url.searchParams.get('access_token') ?? '');
    const answers = isTokenCall(url) ? tokens : calls;
    return toResponse(answers[Math.min(count, answers.length) - 1] ?? {});
  };
  const store = createMemoryTokenStore(() => now, stored && { ...stored, expiresAt: now + stored.expiresAt });
  const keep = (event: string, fields?: object) => void seen.log.push(JSON.stringify({ event, ...fields }));
  const sleep = async (ms: number) => {
    now += ms;
    seen.sleptMs = now - startedAt;
    await new Promise((resolve) => setImmediate(resolve));
  };
  const wire = { fetch: fetchScripted, now: () => now, sleep, random: () => 0.5, log: { info: keep, warn: keep } };
  const account = { baseUrl: 'http://wechat.test', appId: 'wx1', appSecret: 'THE-SECRET' };
  const fetchToken = () => fetchStableToken({ ...account, fetch: fetchScripted });
  const token = createTokenSource({ ...wire, fetchToken, store });
  return { api: createWeChatApi({ ...wire, baseUrl: account.baseUrl, token }), token, store, seen, now: () => now };
};
