import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyState } from './empty-state.ts';
import type { State } from './state.ts';

/** Keeps the state on disk, atomically: a new file is written beside and renamed over the old one. */
export interface Persistence {
  /** Says that the state changed: it is on disk a second later, or later still when writing takes long. */
  changed(): void;
  /** Writes at once, if anything changed, and stops. */
  close(): void;
}

const pauseMs = 1000;
/** Writing may take a twentieth of the time at most, however many followers there are. */
const share = 20;

/** Reads `wechat.json` of the folder; an empty state when there is none. */
export const loadState = (dataDir: string): State => {
  mkdirSync(join(dataDir, 'wechat-media'), { recursive: true });
  try {
    const text = readFileSync(join(dataDir, 'wechat.json'), 'utf8');
    return { ...emptyState(), ...(JSON.parse(text) as Partial<State>) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return emptyState();
    throw error;
  }
};

/** Starts keeping `state` in the folder. */
export const createPersistence = (dataDir: string, state: State): Persistence => {
  const file = join(dataDir, 'wechat.json');
  let timer: NodeJS.Timeout | undefined;
  let wait = pauseMs;
  let closed = false;
  const write = (): void => {
    const start = performance.now();
    // The state holds the account's tokens, so nobody else on the machine may read it.
    writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    wait = Math.max(pauseMs, share * (performance.now() - start));
    timer = undefined;
  };
  return {
    changed: () => {
      // What was under way at the end must not write into a folder that may be gone.
      if (!closed) timer ??= setTimeout(write, wait);
    },
    close: () => {
      closed = true;
      if (!timer) return;
      clearTimeout(timer);
      write();
    },
  };
};
