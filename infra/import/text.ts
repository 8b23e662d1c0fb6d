import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { FileFault } from './fault.ts';

/** Character sets that files come in. */
export const encodings = ['utf-8', 'gbk'] as const;
export type Encoding = (typeof encodings)[number];

/** The text of a file, read once from its beginning. */
export interface FileText {
  chunks: AsyncIterable<string>;
  /** Bytes read so far. */
  readBytes(): number;
  /** SHA-256 of the bytes, once all are read. */
  digest(): string;
}

const chunkBytes = 256 * 1024;

const notReadable = (encoding: Encoding): FileFault =>
  new FileFault(
    0,
    encoding === 'utf-8'
      ? 'the file is not UTF-8, most likely GBK: save it as "CSV UTF-8", or add --encoding gbk'
      : 'the file is not GBK: leave --encoding out for UTF-8',
  );

/** Decodes an open file chunk by chunk, without its byte order mark. Throws `FileFault` where the bytes are not of this encoding. */
export const readText = (file: FileHandle, encoding: Encoding): FileText => {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const hash = createHash('sha256');
  let read = 0;
  const decode = (bytes?: Uint8Array): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw notReadable(encoding);
    }
  };
  async function* chunks(): AsyncGenerator<string> {
    const buffer = Buffer.alloc(chunkBytes);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, read);
      if (bytesRead === 0) break;
      read += bytesRead;
      hash.update(buffer.subarray(0, bytesRead));
      yield decode(buffer.subarray(0, bytesRead));
    }
    yield decode();
  }
  return { chunks: chunks(), readBytes: () => read, digest: () => hash.copy().digest('hex') };
};
