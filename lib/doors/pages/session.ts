import { timingSafeEqual } from 'node:crypto';
import type { FieldCipher } from '../../platform/field-cipher.ts';

/** Cookies that hold what this server signed. Keys rotate with the ring of the field cipher. */
export interface SignedCookies {
  /** `use` keeps one kind of cookie from passing for another. */
  seal(use: string, value: object, expiresAt: number): Promise<string>;
  /** The value, if this server signed it for this use and it has not expired. */
  open<Value>(use: string, cookie: string | undefined): Promise<Value | undefined>;
}

const equal = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const parse = (payload: string): { expiresAt?: unknown; value?: unknown } | undefined => {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

/** Signed cookies: base64url of the JSON, a dot, and its keyed hash. Times in epoch milliseconds. */
export const createSignedCookies = (openCipher: () => Promise<FieldCipher>, now: () => number): SignedCookies => ({
  seal: async (use, value, expiresAt) => {
    const payload = Buffer.from(JSON.stringify({ value, expiresAt })).toString('base64url');
    return `${payload}.${(await openCipher()).hash(payload, `cookie ${use}`)}`;
  },
  open: async <Value>(use: string, cookie: string | undefined) => {
    const [payload, signature = '', ...rest] = (cookie ?? '').split('.');
    if (payload === undefined || payload === '' || rest.length > 0) return undefined;
    const signatures = (await openCipher()).hashes(payload, `cookie ${use}`);
    if (!signatures.some((expected) => equal(expected, signature))) return undefined;
    const content = parse(payload);
    return typeof content?.expiresAt === 'number' && content.expiresAt > now() ? (content.value as Value) : undefined;
  },
});

/** A signed-in follower. */
export interface Session {
  openid: string;
}

export const sessionCookie = 'bianmin_session';
export const sessionMs = 2 * 3_600_000;
