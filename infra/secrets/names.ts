import { randomBytes } from 'node:crypto';
import { readCallers } from '../../lib/doors/open/callers.ts';
import { AppError } from '../../lib/platform/errors.ts';
import type { SecretName } from '../../lib/platform/secrets.ts';

/** What an operator has to know of a secret. */
export interface SecretKind {
  /** Whether a deployment is refused without it. */
  needed: boolean;
  /** Where it comes from. */
  source: string;
  format: RegExp;
  formatInWords: string;
  /** Looks closer at one that has the format. Throws an `AppError` that says what is wrong, without the values. */
  parts?: (value: string) => void;
  /** Makes a new one; absent where somebody else does. */
  generate?: () => string;
  /** Why it must not be replaced without a thought. */
  precious?: string;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const randomLetters = (length: number): string => {
  let text = '';
  while (text.length < length) {
    // 248 is a multiple of 62: bytes above it would favour some letters.
    for (const byte of randomBytes(64)) if (byte < 248) text += letters[byte % letters.length];
  }
  return text.slice(0, length);
};

const token: SecretKind = {
  needed: true,
  source: 'your choice; enter the same at WeChat (服务器配置, 令牌 Token)',
  format: /^[A-Za-z0-9]{3,32}$/,
  formatInWords: '3 to 32 letters and digits',
  generate: () => randomLetters(32),
};
const encodingAesKey: SecretKind = {
  needed: true,
  source: 'your choice; enter the same at WeChat (服务器配置, 消息加解密密钥 EncodingAESKey)',
  format: /^[A-Za-z0-9]{43}$/,
  formatInWords: '43 letters and digits',
  // Its last letter carries only four bits: one whose lower two are 0 is a canonical base64 end.
  generate: () =>
    randomLetters(42) +
    (['A', 'E', 'I', 'M', 'Q', 'U', 'Y', 'c', 'g', 'k', 'o', 's', 'w', '0', '4', '8'][(randomBytes(1)[0] ?? 0) % 16] ??
      'A'),
};

const fieldKey = (number: number): string => `k${number}:${randomBytes(32).toString('base64')}`;

/** The ring with a new key before the old ones: it encrypts from now on, and they go on opening what they sealed. */
export const withNewFieldKey = (ring: string): string => `${fieldKey(ring.split(',').length + 1)},${ring}`;

/** Every secret that functions may ask for. */
export const secretKinds: Record<SecretName, SecretKind> = {
  'wechat-app-secret': {
    needed: true,
    source: "WeChat's back office (基本配置, 开发者密码 AppSecret)",
    format: /^[0-9a-f]{32}$/,
    formatInWords: '32 hexadecimal digits',
  },
  'wechat-token': token,
  'wechat-token-next': { ...token, needed: false },
  'wechat-encoding-aes-key': encodingAesKey,
  'wechat-encoding-aes-key-next': { ...encodingAesKey, needed: false },
  'tencent-cloud-secret-id': {
    needed: false,
    source: 'Tencent Cloud (访问管理, API 密钥管理): a sub-account with the services in use alone',
    format: /^\S{10,80}$/,
    formatInWords: '10 to 80 characters',
  },
  'tencent-cloud-secret-key': {
    needed: false,
    source: 'Tencent Cloud (访问管理, API 密钥管理)',
    format: /^\S{10,80}$/,
    formatInWords: '10 to 80 characters',
  },
  'backend-secret': {
    needed: false,
    source: "agreed with the organisation's IT, when its systems answer in place of imported data (BACKEND_URL)",
    format: /^\S{16,200}$/,
    formatInWords: '16 to 200 characters',
    generate: () => randomLetters(48),
  },
  'open-api-callers': {
    needed: false,
    source:
      'made here for each system of the organisation that may call the open door; infra/docs/open-api.md says how',
    format: /^\[[\s\S]*\]$/,
    formatInWords: 'a JSON list of { id, secret, rights, perMinute }',
    parts: (value) => void readCallers(value),
  },
  'campus-client-secret': {
    needed: false,
    source: "the campus's unified sign-on, where it is OpenID Connect (统一身份认证, client secret)",
    format: /^\S{8,200}$/,
    formatInWords: '8 to 200 characters',
  },
  'field-encryption-key': {
    needed: true,
    source: 'made here: npm run secrets -- generate field-encryption-key',
    format: /^[a-z0-9]{1,8}:[A-Za-z0-9+/]{43}=(,[a-z0-9]{1,8}:[A-Za-z0-9+/]{43}=)*$/,
    formatInWords: 'a ring of id:base64 of 32 bytes, separated by commas, the newest first',
    generate: () => fieldKey(1),
    precious: 'what was encrypted with it can never be read again',
  },
};

/** Names in the order in which an operator meets them. */
export const secretNames = Object.keys(secretKinds) as SecretName[];

/** The name if it is one. Throws `AppError('unknown_secret', 'reject')` that lists all. */
export const readSecretName = (name: string | undefined): SecretName => {
  const known = secretNames.find((candidate) => candidate === name);
  if (known !== undefined) return known;
  throw new AppError(
    'unknown_secret',
    'reject',
    `There is no secret "${name ?? ''}". There are: ${secretNames.join(', ')}`,
  );
};

/** Throws `AppError('bad_secret', 'reject')` when the value can't be right. Never quotes it. */
export const checkSecret = (name: SecretName, value: string): void => {
  const { format, formatInWords, source, parts } = secretKinds[name];
  if (!format.test(value)) {
    throw new AppError(
      'bad_secret',
      'reject',
      `${name} must be ${formatInWords}; got ${value.length} characters. It comes from: ${source}`,
    );
  }
  parts?.(value);
};
