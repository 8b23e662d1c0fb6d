import { describe, expect, it } from 'vitest';
import { readCredentials } from '../../../../lib/callback/credentials.ts';
import type { SecretName, Secrets } from '../../../../lib/platform/secrets.ts';
import { aCipher, appId } from '../../../support/requests.ts';

const secretsOf = (values: Partial<Record<SecretName, string>>): Secrets => ({
  find: async (name) => values[name],
  get: async (name) => values[name] ?? Promise.reject(new Error(`${name} is missing`)),
});
const present = { 'wechat-token': 'present', 'wechat-encoding-aes-key': 'p'.repeat(43) };

describe('credentials', () => {
  it('are one token and one key as a rule', async () => {
    const { tokens, ciphers } = await readCredentials(secretsOf(present), appId);
    expect(tokens).toEqual(['present']);
    expect(ciphers.map((cipher) => cipher.decrypt(aCipher('p').encrypt('hello')))).toEqual(['hello']);
  });

  it('are two of each while they are being changed, the present one first', async () => {
    const next = { 'wechat-token-next': 'next', 'wechat-encoding-aes-key-next': 'n'.repeat(43) };
    const { tokens, ciphers } = await readCredentials(secretsOf({ ...present, ...next }), appId);
    expect(tokens).toEqual(['present', 'next']);
    expect([ciphers[0]?.decrypt(aCipher('p').encrypt('1')), ciphers[1]?.decrypt(aCipher('n').encrypt('2'))]).toEqual([
      '1',
      '2',
    ]);
  });

  it('are none without a token or with a malformed key', async () => {
    await expect(readCredentials(secretsOf({ 'wechat-token': 't' }), appId)).rejects.toThrow('missing');
    const malformed = secretsOf({ ...present, 'wechat-encoding-aes-key': 'short' });
    await expect(readCredentials(malformed, appId)).rejects.toMatchObject({ code: 'bad_encoding_aes_key' });
  });
});
