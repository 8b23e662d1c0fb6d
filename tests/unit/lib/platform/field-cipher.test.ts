import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFieldCipher } from '../../../../lib/platform/field-cipher.ts';

const aKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;

describe('a field cipher', () => {
  const older = aKey('k1');
  const newer = aKey('k2');
  const cipher = createFieldCipher(newer);

  it('gives back any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, context) => {
        expect(cipher.decrypt(cipher.encrypt(text, context), context)).toBe(Buffer.from(text).toString());
      }),
    );
  });

  it('never writes the same text the same way, and hashes it the same way always', () => {
    expect(cipher.encrypt('13800005678', 'phone')).not.toBe(cipher.encrypt('13800005678', 'phone'));
    expect(cipher.hash('13800005678', 'phone')).toBe(cipher.hash('13800005678', 'phone'));
  });

  it('keeps fields apart: neither hash nor ciphertext of one passes for another', () => {
    expect(cipher.hash('1', 'phone')).not.toBe(cipher.hash('1', 'name'));
    expect(() => cipher.decrypt(cipher.encrypt('1', 'phone'), 'name')).toThrow(
      expect.objectContaining({ code: 'bad_field' }),
    );
  });

  it('opens what an older key of the ring sealed, and finds it by a hash per key', () => {
    const before = createFieldCipher(older);
    const after = createFieldCipher(`${newer},${older}`);
    expect(after.decrypt(before.encrypt('张三', 'name'), 'name')).toBe('张三');
    expect(after.hashes('张三', 'name')).toEqual([after.hash('张三', 'name'), before.hash('张三', 'name')]);
    expect(after.encrypt('张三', 'name')).toMatch(/^k2\./);
  });

  it('refuses what was changed in any byte, cut short, or sealed by a key that is gone', () => {
    const sealed = cipher.encrypt('张三', 'name');
    const [id, body = ''] = sealed.split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => cipher.decrypt(`${id}.${changed.toString('base64url')}`, 'name')).toThrow('could not be opened');
    }
    expect(() => cipher.decrypt('k2.AAAA', 'name')).toThrow('could not be opened');
    expect(() => createFieldCipher(older).decrypt(sealed, 'name')).toThrow('could not be opened');
  });

  it.each(['', 'k1', 'k1:c2hvcnQ=', ':AAAA', 'K1:AAAA'])('refuses the ring %j without saying what is in it', (ring) => {
    expect(() => createFieldCipher(ring)).toThrow(expect.objectContaining({ code: 'bad_field_key' }));
  });
});
