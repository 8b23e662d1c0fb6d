import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from './errors.ts';

/**
 * Encrypts personal fields one by one (AES-256-GCM), and finds them again by a keyed hash. Keys rotate: the first of the ring encrypts,
 * all of them decrypt; `hashes` gives one hash per key, newest first, to look under each.
 */
export interface FieldCipher {
  /** `k1.<base64url of nonce, ciphertext and tag>`; never the same twice. `context` (a field's name) must be the same when decrypting. */
  encrypt(value: string, context: string): string;
  /** Throws `AppError('bad_field', 'give-up')` when no key of the ring opens it. */
  decrypt(encrypted: string, context: string): string;
  /** Keyed hash of a value, by the newest key, as 32 characters of base64url. */
  hash(value: string, context: string): string;
  hashes(value: string, context: string): string[];
}

interface RingKey {
  id: string;
  encryption: Buffer;
  hashing: Buffer;
}

const nonceBytes = 12;
const tagBytes = 16;

const derive = (secret: Buffer, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `bianmin ${use}`, 32));

const parseRing = (ring: string): RingKey[] =>
  ring.split(',').map((entry) => {
    const [id = '', base64 = ''] = entry.trim().split(':');
    const secret = Buffer.from(base64, 'base64');
    if (!/^[a-z0-9]{1,8}$/.test(id) || secret.length !== 32) {
      throw new AppError(
        'bad_field_key',
        'give-up',
        'field-encryption-key must be id:base64 of 32 bytes, several separated by commas',
      );
    }
    return { id, encryption: derive(secret, 'encryption'), hashing: derive(secret, 'hashing') };
  });

const refuse = (): never => {
  throw new AppError('bad_field', 'give-up', 'an encrypted field could not be opened');
};

const openField = (key: RingKey, sealed: Buffer, context: string): string => {
  const decipher = createDecipheriv('aes-256-gcm', key.encryption, sealed.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const body = sealed.subarray(nonceBytes, sealed.length - tagBytes);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
};

const hashBy = (key: RingKey, value: string, context: string): string =>
  createHmac('sha256', key.hashing).update(`${context}\u0000${value}`).digest('base64url').slice(0, 32);

/** A cipher for a ring such as `k2:BASE64,k1:BASE64`, the newest key first. Throws `bad_field_key` for anything else. */
export const createFieldCipher = (ring: string): FieldCipher => {
  const keys = parseRing(ring);
  const [newest] = keys;
  if (newest === undefined) return refuse();
  return {
    encrypt: (value, context) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', newest.encryption, nonce).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([nonce, cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${newest.id}.${sealed.toString('base64url')}`;
    },
    decrypt: (encrypted, context) => {
      const [id, text = ''] = encrypted.split('.');
      const key = keys.find((candidate) => candidate.id === id);
      const sealed = Buffer.from(text, 'base64url');
      if (key === undefined || sealed.length < nonceBytes + tagBytes) return refuse();
      try {
        return openField(key, sealed, context);
      } catch {
        return refuse();
      }
    },
    hash: (value, context) => hashBy(newest, value, context),
    hashes: (value, context) => keys.map((key) => hashBy(key, value, context)),
  };
};
