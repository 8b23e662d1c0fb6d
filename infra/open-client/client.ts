import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { signatureHeaders, signRequest } from '../../lib/backend/http/signature.ts';

/** One request to the open door. */
export interface OpenRequest {
  method: 'GET' | 'POST' | 'PATCH';
  /** Below `/open/v1`: `/outages`. */
  path: string;
  body?: unknown;
  /** Of a request that does something; the same for the same request. */
  idempotencyKey?: string;
}

/** What came back. */
export interface OpenAnswer {
  status: number;
  body: Record<string, unknown>;
  /** Whether the request had been done before. */
  isReplay: boolean;
  /** Seconds to wait before the same request, where the door says so. */
  retryAfter: number;
}

/** What the client stands on. */
export interface ClientOptions {
  /** Address of the account, such as https://wx.example.gov.cn. */
  url: string;
  caller: string;
  secret: string;
  now?: () => number;
  fetch?: typeof fetch;
}

const jsonOf = async (response: Response): Promise<Record<string, unknown>> => {
  const text = await response.text();
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { text };
  }
};

/** Signs a request and sends it once. An example of what an organisation's systems do; any language will do. */
export const createOpenClient = ({ url, caller, secret, now = Date.now, fetch: send = fetch }: ClientOptions) => ({
  request: async ({ method, path, body, idempotencyKey }: OpenRequest): Promise<OpenAnswer> => {
    const target = new URL(`/open/v1${path}`, url);
    const text = body === undefined ? '' : JSON.stringify(body);
    const signed = { method, path: target.pathname + target.search, body: text };
    const fresh = { timestamp: Math.floor(now() / 1000), nonce: randomUUID() };
    const headers = {
      'X-Bianmin-Caller': caller,
      [signatureHeaders.timestamp]: String(fresh.timestamp),
      [signatureHeaders.nonce]: fresh.nonce,
      [signatureHeaders.signature]: signRequest(secret, { ...signed, ...fresh }),
      ...(text === '' ? {} : { 'Content-Type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
    };
    const response = await send(target, { method, headers, ...(text === '' ? {} : { body: text }) });
    return {
      status: response.status,
      body: await jsonOf(response),
      isReplay: response.headers.get('idempotent-replay') === 'true',
      retryAfter: Number(response.headers.get('retry-after') ?? 0),
    };
  },
});
export type OpenClient = ReturnType<typeof createOpenClient>;

const isPassing = ({ status }: OpenAnswer): boolean => status === 429 || status >= 500;

/** The same, again where no answer came or the door says not now: under the same idempotency key, so that nothing is done twice. */
export const requestPatiently = async (client: OpenClient, request: OpenRequest, tries = 4): Promise<OpenAnswer> => {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await client.request(request).catch((error: unknown) => {
      if (attempt >= tries) throw error;
      return undefined;
    });
    if (answer !== undefined && (!isPassing(answer) || attempt >= tries)) return answer;
    await sleep(Math.max((answer?.retryAfter ?? 0) * 1000, 250 * 2 ** attempt));
  }
};
