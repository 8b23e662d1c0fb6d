import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
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

/** random(16) ‖ uint32be(length) ‖ message ‖ appid ‖ padding, in one piece. */
const assemble = (message: string, appId: Buffer, random16: Buffer | undefined): Buffer => {
  const length = Buffer.byteLength(message);
  const end = headerSize + length + appId.length;
  const padding = blockSize - (end % blockSize);
  const plain = Buffer.allocUnsafe(end + padding);
  if (random16 === undefined) randomFillSync(plain, 0, 16);
  else random16.copy(plain);
  plain.writeUInt32BE(length, 16);
  plain.write(message, headerSize);
  appId.copy(plain, headerSize + length);
  return plain.fill(padding, end);
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
    // Whole blocks without automatic padding leave nothing for `final` to add.
    encrypt: (message, random16) =>
      createCipheriv('aes-256-cbc', key, iv)
        .setAutoPadding(false)
        .update(assemble(message, tail, random16))
        .toString('base64'),
    decrypt: (encrypted) => {
      const bytes = Buffer.from(encrypted, 'base64');
      if (bytes.length === 0 || bytes.length % 16 !== 0) return refuse();
      const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      return open(unpad(decipher.update(bytes)), tail);
    },
  };
};
