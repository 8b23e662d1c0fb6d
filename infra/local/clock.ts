import { closeSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';

/** The clock of a local stack: the machine's time and an offset that tests and demonstrations move forward. */
export interface LocalClock {
  /** Simulated present, epoch milliseconds. */
  now(): number;
  offsetMs(): number;
  /** Moves the clock forward (or, for tests, back) by so many milliseconds, for every process that reads `file`. */
  advance(ms: number): void;
  /** Holds the offset: 8 bytes, signed, little-endian, milliseconds. */
  readonly file: string;
  close(): void;
}

const openOrCreate = (file: string): number => {
  mkdirSync(path.dirname(file), { recursive: true });
  return openSync(file, 'a+');
};

const readOffset = (descriptor: number, buffer: Buffer): number =>
  readSync(descriptor, buffer, 0, 8, 0) === 8 ? Number(buffer.readBigInt64LE()) : 0;

/** Opens the clock kept in `file`; a new one shows the machine's time. The real time is taken before anybody patches `Date`. */
export const openClock = (file: string): LocalClock => {
  const machineNow = Date.now.bind(Date);
  // Opened for appending only to create it; written through a second descriptor, since appending ignores positions.
  closeSync(openOrCreate(file));
  const descriptor = openSync(file, 'r+');
  const buffer = Buffer.alloc(8);
  const offsetMs = () => readOffset(descriptor, buffer);
  return {
    file,
    offsetMs,
    now: () => machineNow() + offsetMs(),
    advance: (ms) => {
      const next = Buffer.alloc(8);
      next.writeBigInt64LE(BigInt(Math.round(offsetMs() + ms)));
      ftruncateSync(descriptor, 8);
      writeSync(descriptor, next, 0, 8, 0);
    },
    close: () => closeSync(descriptor),
  };
};
