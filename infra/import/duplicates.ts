import { createHmac, randomBytes } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Fault } from './fault.ts';

/** Finds keys that stand twice in a file, in memory that does not grow with it. */
export interface Duplicates {
  add(key: string, line: number): Promise<void>;
  /** Every line whose key stood before, with the line where it did. */
  faults(): AsyncIterable<Fault>;
  close(): Promise<void>;
}

const buckets = 64;
const digestBytes = 16;
const entryBytes = digestBytes + 4;
const bufferEntries = 1600;

interface Bucket {
  file: FileHandle;
  buffer: Buffer;
  used: number;
}

const flush = async (bucket: Bucket): Promise<void> => {
  await bucket.file.appendFile(bucket.buffer.subarray(0, bucket.used));
  bucket.used = 0;
};

function* doubled(entries: Buffer): Generator<Fault> {
  const seen = new Map<string, number>();
  for (let at = 0; at < entries.length; at += entryBytes) {
    const digest = entries.toString('latin1', at, at + digestBytes);
    const line = entries.readUInt32LE(at + digestBytes);
    const before = seen.get(digest);
    if (before === undefined) seen.set(digest, line);
    else yield { line, field: '', reason: `stands on line ${before} already` };
  }
}

/** Spreads digests of the keys over temporary files and compares each by itself. The digests are keyed anew each time, so the files tell nothing. */
export const openDuplicates = async (): Promise<Duplicates> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'import-'));
  const secret = randomBytes(32);
  const spread: Bucket[] = [];
  for (let number = 0; number < buckets; number += 1) {
    const file = await open(path.join(folder, String(number)), 'a+', 0o600);
    spread.push({ file, buffer: Buffer.alloc(bufferEntries * entryBytes), used: 0 });
  }
  return {
    add: async (key, line) => {
      const digest = createHmac('sha256', secret).update(key).digest();
      const bucket = spread[(digest[31] ?? 0) % buckets];
      if (bucket === undefined) return;
      digest.copy(bucket.buffer, bucket.used, 0, digestBytes);
      bucket.buffer.writeUInt32LE(line, bucket.used + digestBytes);
      bucket.used += entryBytes;
      if (bucket.used === bucket.buffer.length) await flush(bucket);
    },
    faults: async function* () {
      for (const bucket of spread) {
        await flush(bucket);
        const { size } = await bucket.file.stat();
        const entries = Buffer.alloc(size);
        await bucket.file.read(entries, 0, size, 0);
        yield* doubled(entries);
      }
    },
    close: async () => {
      for (const { file } of spread) await file.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
