import { randomBytes } from 'node:crypto';
import { AppError } from '../../platform/errors.ts';
import { authorizeUrl, type SignedIn } from '../../wechat/oauth.ts';
import type { SignedCookies } from './session.ts';
import type { SignIns } from './sign-in-store.ts';

/** What signing in by WeChat needs. */
export interface SignInDeps {
  apiUrl: string;
  appId: string;
  /** Where WeChat sends the browser back to: `<PUBLIC_URL>/pages/signed-in`. */
  redirectUri: string;
  cookies: SignedCookies;
  signIns: SignIns;
  exchange: (code: string) => Promise<SignedIn>;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
}

interface Pending {
  state: string;
  onward: string;
}

const pendingMs = 10 * 60_000;
export const pendingCookie = 'bianmin_sign_in';

/** An own path to return to; anything that could lead elsewhere becomes the overview. */
export const ownPath = (then: string | undefined): string =>
  then !== undefined && /^\/pages\/[\w./?=&%-]*$/.test(then) && !then.includes('..') ? then : '/pages/me';

/** Where to send the browser, and the cookie that ties the answer to it. */
export const beginSignIn = async (deps: SignInDeps, then: string | undefined) => {
  const pending: Pending = { state: randomBytes(16).toString('hex'), onward: ownPath(then) };
  const cookie = await deps.cookies.seal('sign-in', pending, deps.now() + pendingMs);
  const { apiUrl, appId, redirectUri } = deps;
  return { cookie, location: authorizeUrl({ apiUrl, appId, redirectUri, state: pending.state }) };
};

const refuse = (code: string): never => {
  throw new AppError(code, 'reject', 'the sign-in is not valid, or no longer');
};

/** The first arrival exchanges the code; one that arrives meanwhile waits for what it finds. */
const identify = async (deps: SignInDeps, state: string, code: string): Promise<SignedIn> => {
  if (await deps.signIns.claim(state, code, deps.now())) {
    const signedIn = await deps.exchange(code);
    await deps.signIns.finish(state, signedIn);
    return signedIn;
  }
  for (let tries = 0; tries < 20; tries += 1) {
    const found = await deps.signIns.read(state, code, deps.now());
    if (found !== undefined) return found;
    await deps.sleep(150);
  }
  return refuse('sign_in_used');
};

/**
 * The follower behind a return from WeChat, and the own path they were on their way to. Throws `AppError` of kind `reject`: `sign_in_foreign`
 * (not begun in this browser), `sign_in_used`; and what the exchange throws.
 */
export const finishSignIn = async (
  deps: SignInDeps,
  given: { state: string | undefined; code: string | undefined; cookie: string | undefined },
): Promise<SignedIn & { onward: string }> => {
  const pending = await deps.cookies.open<Pending>('sign-in', given.cookie);
  const { state, code } = given;
  if (pending === undefined || state === undefined || pending.state !== state || !code)
    return refuse('sign_in_foreign');
  return { ...(await identify(deps, state, code)), onward: ownPath(pending.onward) };
};
