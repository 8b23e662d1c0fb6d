import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '../platform/errors.ts';

/** Encrypts and decrypts message bodies for one EncodingAESKey and one appid (消息加解密说明). */
export interface MessageCipher {
  /** Base64 of AES-256-CBC over random(16) ‖ uint32be(length) ‖ message ‖ appid, padded by PKCS#7 to 32 bytes. */
  encrypt(message: string, random16?: Buffer): string;
  /** The message inside. Throws `AppError('bad_ciphertext', 'reject')`, whichever check failed. */
  decrypt(encrypted: string): string;
}

const blockSize = 32;
const headerSize = 20;

const pad = (plain: Buffer): Buffer => {
  const size = blockSize - (plain.length % blockSize);
  return Buffer.concat([plain, Buffer.alloc(size, size)]);
};

const refuse = (): never => {
  throw new AppError('bad_ciphertext', 'reject', 'the message could not be decrypted');
};

const unpad = (padded: Buffer): Buffer => {
  const size = padded.at(-1) ?? 0;
  if (size < 1 || size > blockSize || size > padded.length) return refuse();
  const padding = padded.subarray(padded.length - size);
  return padding.every((byte) => byte === size) ? padded.subarray(0, padded.length - size) : refuse();
};

const keyBytes = (encodingAesKey: string): Buffer => {
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey)) {
    throw new AppError('bad_encoding_aes_key', 'give-up', 'EncodingAESKey must be 43 letters and digits');
  }
  return Buffer.from(`${encodingAesKey}=`, 'base64');
};

const open = (plain: Buffer, appId: Buffer): string => {
  if (plain.length < headerSize) return refuse();
  const end = headerSize + plain.readUInt32BE(16);
  if (end > plain.length || !plain.subarray(end).equals(appId)) return refuse();
  return plain.toString('utf8', headerSize, end);
};

/** A cipher for one key and one account. Throws `bad_encoding_aes_key` unless the key is 43 letters and digits. */
export const createCipher = (encodingAesKey: string, appId: string): MessageCipher => {
  const key = keyBytes(encodingAesKey);
  const iv = key.subarray(0, 16);
  const tail = Buffer.from(appId);
  return {
    encrypt: (message, random16 = randomBytes(16)) => {
      const body = Buffer.from(message);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(body.length);
      const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      const plain = pad(Buffer.concat([random16, length, body, tail]));
      return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
    },
    decrypt: (encrypted) => {
      const bytes = Buffer.from(encrypted, 'base64');
      if (bytes.length === 0 || bytes.length % 16 !== 0) return refuse();
      const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      return open(unpad(Buffer.concat([decipher.update(bytes), decipher.final()])), tail);
    },
  };
};
