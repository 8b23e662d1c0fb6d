import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const holderOf = (file: string): number | undefined => {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return pid > 0 && alive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
};

const create = (file: string): boolean => {
  // Linking a finished file is atomic: nobody ever reads a lock without its holder.
  const own = `${file}.${process.pid}`;
  try {
    writeFileSync(own, String(process.pid));
    linkSync(own, file);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(own, { force: true });
  }
};

/** Takes the lock `file` for this process; answers how to give it back, or who holds it. A dead process holds nothing. */
export const tryLock = (file: string): { release: () => void } | { holder: number } => {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (create(file)) return { release: () => rmSync(file, { force: true }) };
    const holder = holderOf(file);
    if (holder !== undefined) return { holder };
    rmSync(file, { force: true });
  }
  return { holder: 0 };
};

/** Runs `work` while no other process does the same under `file`. */
export const withLock = async <T>(file: string, work: () => Promise<T>): Promise<T> => {
  for (;;) {
    const lock = tryLock(file);
    if ('release' in lock) return await work().finally(lock.release);
    await sleep(100);
  }
};
