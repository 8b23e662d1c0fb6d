import { describe, expect, it } from 'vitest';
import { runSecretCommand } from '../../../../infra/secrets/commands.ts';
import { checkSecret, secretKinds, secretNames } from '../../../../infra/secrets/names.ts';
import { createFieldCipher } from '../../../../lib/platform/field-cipher.ts';
import type { SecretName } from '../../../../lib/platform/secrets.ts';
import { createCipher } from '../../../../lib/wechat/cipher.ts';

const open = (stored: Partial<Record<SecretName, string>> = {}, answer = '') => {
  const values = new Map(Object.entries(stored));
  const said: string[] = [];
  const steps: string[] = [];
  const run = (words: string[], replace = false) =>
    runSecretCommand(
      {
        store: {
          list: async () => [...values.keys()].map((name) => ({ name, version: 1, changedAt: undefined })),
          read: async (name) => values.get(name),
          put: async (name, value) => {
            steps.push(`put ${name}`);
            values.set(name, value);
          },
          remove: async (name) => {
            steps.push(`remove ${name}`);
            values.delete(name);
          },
        },
        ask: async () => answer,
        say: (line) => void said.push(line),
        replace,
      },
      words,
    );
  return { run, values, said, steps };
};

describe('npm run secrets', () => {
  it('sets what was typed, without its spaces, and says nothing of it', async () => {
    const { run, values, said } = open({}, ' 0123456789abcdef0123456789abcdef ');
    await run(['set', 'wechat-app-secret']);
    expect(values.get('wechat-app-secret')).toBe('0123456789abcdef0123456789abcdef');
    expect(said.join()).not.toContain('0123456789');
  });

  it('refuses what can’t be right, and does not quote it', async () => {
    const { run, values } = open({}, 'not-a-secret');
    await expect(run(['set', 'wechat-app-secret'])).rejects.toThrow(/32 hexadecimal digits; got 12 characters/);
    await expect(run(['set', 'wechat-app-secret'])).rejects.not.toThrow(/not-a-secret/);
    expect(values.size).toBe(0);
  });

  it('lists what is missing, and never a value', async () => {
    const { run, said } = open({ 'wechat-token': 'abcdefgh' });
    await run(['list']);
    expect(said).toHaveLength(secretNames.length);
    expect(said.find((line) => line.startsWith('wechat-app-secret'))).toContain('MISSING');
    expect(said.join()).not.toContain('abcdefgh');
  });

  it('makes values that pass its own checks and the code that uses them', async () => {
    for (const name of secretNames) {
      const value = secretKinds[name].generate?.();
      if (value !== undefined) expect(() => checkSecret(name, value), name).not.toThrow();
    }
    const key = secretKinds['wechat-encoding-aes-key'].generate?.() ?? '';
    expect(() => createCipher(key, 'wx0123456789abcdef')).not.toThrow();
    expect(() => createFieldCipher(secretKinds['field-encryption-key'].generate?.() ?? '')).not.toThrow();
  });

  it('promotes the next token: written before the next is taken away', async () => {
    const { run, values, steps } = open({ 'wechat-token': 'old1', 'wechat-token-next': 'new1' });
    await run(['promote', 'wechat-token']);
    expect(steps).toEqual(['put wechat-token', 'remove wechat-token-next']);
    expect(values.get('wechat-token')).toBe('new1');
  });

  it('never replaces or removes the key of the fields by mistake', async () => {
    const { run } = open({ 'field-encryption-key': 'k1:x' });
    await expect(run(['generate', 'field-encryption-key'])).rejects.toThrow(/can never be read again/);
    await expect(run(['remove', 'field-encryption-key'])).rejects.toThrow(/--replace/);
  });

  it('rotates the key of the fields so that what was sealed still opens', async () => {
    const { run, values } = open();
    await run(['generate', 'field-encryption-key']);
    const sealed = createFieldCipher(values.get('field-encryption-key') ?? '').encrypt('13800138000', 'phone');
    await run(['rotate', 'field-encryption-key']);
    expect(createFieldCipher(values.get('field-encryption-key') ?? '').decrypt(sealed, 'phone')).toBe('13800138000');
  });

  it.each([
    [['set', 'wechat-tokn'], /There are: wechat-app-secret/],
    [['generate', 'wechat-app-secret'], /not ours to make/],
    [['show'], /npm run secrets -- list/],
  ])('says what there is, for %s', async (words, message) => {
    await expect(open().run(words)).rejects.toThrow(message);
  });
});
