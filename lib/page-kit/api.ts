/** What to do next, as a link. */
export interface NextStep {
  label: string;
  href: string;
}

/** Why an answer did not come, in words for the follower. `field` names the input at fault. */
export interface Fault {
  code: string;
  message: string;
  field?: string;
  next?: NextStep;
}

/** The account said no, or no answer came: `fault` says which, and what to do. */
export class ApiError extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.code);
    this.fault = fault;
  }
}

/** What a page sends and asks: text, numbers and switches; what is undefined is left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** Calls to `/api/…`. All throw `ApiError`. The types of the answers are the caller's word: they come from this very service. */
export interface Api {
  get<Answer>(path: string, query?: Query): Promise<Answer>;
  post<Answer>(path: string, body?: unknown): Promise<Answer>;
}

/** What the client needs of the browser. */
export interface ApiPorts {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Nobody is signed in: leaves for the sign-in page. False when that was just tried in vain, or the page stays and asks by itself. */
  signIn(): boolean;
  /** Said where the page stays; else how a follower opens it anew. */
  signedOut?: Fault;
  /** The page's own address: a refusal says how to come back to it. */
  page(): string;
  timeoutMs?: number;
}

const faults = {
  slow: { code: 'no_answer', message: '等了一会儿还没有结果，可能是网络慢。请再试一次。' },
  offline: { code: 'offline', message: '网络连不上。请检查手机信号或无线网，再试一次。' },
  garbled: { code: 'bad_answer', message: '系统开小差了，请稍后再试。' },
  signedOut: { code: 'signed_out', message: '没能确认您的身份。请关闭这个页面，回到公众号，从菜单重新打开。' },
} as const satisfies Record<string, Fault>;

/** The client of `/api`. Waits at most 12 s: the account itself gives up on other systems well before. */
export const createApi = (ports: ApiPorts): Api => {
  const call = async <Answer>(url: string, init: RequestInit): Promise<Answer> => {
    const response = await answerOf(ports, url, init);
    if (response.status === 401) return signInOrFail(ports);
    const body: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw new ApiError(faultOf(body));
    if (body === undefined && response.status !== 204) throw new ApiError(faults.garbled);
    return body as Answer;
  };
  return {
    get: (path, query) => call(addressOf(path, query), {}),
    post: (path, body = {}) =>
      call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  };
};

const answerOf = async (
  { fetch, page, timeoutMs = 12_000 }: ApiPorts,
  url: string,
  init: RequestInit,
): Promise<Response> => {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  const headers = { accept: 'application/json', 'x-page': page(), ...init.headers };
  try {
    return await fetch(url, { ...init, headers, signal: abort.signal });
  } catch {
    throw new ApiError(abort.signal.aborted ? faults.slow : faults.offline);
  } finally {
    clearTimeout(timer);
  }
};

/** While the browser leaves for the sign-in page, the caller keeps waiting: nothing flashes up in between. */
const signInOrFail = ({ signIn, signedOut = faults.signedOut }: ApiPorts): Promise<never> => {
  if (!signIn()) throw new ApiError(signedOut);
  return new Promise(() => {});
};

const faultOf = (body: unknown): Fault => {
  const { error } = (body ?? {}) as { error?: Partial<Fault> };
  if (typeof error?.message !== 'string' || typeof error.code !== 'string') return faults.garbled;
  return { ...error, code: error.code, message: error.message };
};

/** `path` with its query; sorted by nothing, so that the same query gives the same address. */
export const addressOf = (path: string, query: Query = {}): string => {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
};

/** The fault of whatever was thrown. */
export const faultIn = (error: unknown): Fault => (error instanceof ApiError ? error.fault : faults.garbled);
