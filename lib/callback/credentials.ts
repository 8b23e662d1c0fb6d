import type { Secrets } from '../platform/secrets.ts';
import { createCipher, type MessageCipher } from '../wechat/cipher.ts';

/**
 * What proves that WeChat is speaking. While the token or the key is being changed in WeChat's back office there are two of each:
 * the present one first, which also seals the replies until it alone is left.
 */
export interface Credentials {
  tokens: string[];
  ciphers: MessageCipher[];
}

const given = <Value>(values: (Value | undefined)[]): Value[] => values.filter((value) => value !== undefined);

/** The credentials in force, from the secrets. */
export const readCredentials = async (secrets: Secrets, appId: string): Promise<Credentials> => {
  const [token, nextToken, key, nextKey] = await Promise.all([
    secrets.get('wechat-token'),
    secrets.find('wechat-token-next'),
    secrets.get('wechat-encoding-aes-key'),
    secrets.find('wechat-encoding-aes-key-next'),
  ]);
  return {
    tokens: given([token, nextToken]),
    ciphers: given([key, nextKey]).map((encodingAesKey) => createCipher(encodingAesKey, appId)),
  };
};
