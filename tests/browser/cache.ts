import { access, link, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../.cache/', import.meta.url));

/**
 * The path of a file under `.cache/`, made by `make` when it is not there yet. It appears whole or not at all, and is
 * never replaced: of two processes that make it at once, the first to finish wins, since a browser that runs from a
 * file that was replaced cannot start its helpers.
 */
export const madeOnce = async (name: string, make: (path: string) => Promise<void>): Promise<string> => {
  const path = join(folder, name);
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists) return path;
  const draft = `${path}.${process.pid}.${Date.now()}`;
  await mkdir(dirname(path), { recursive: true });
  await make(draft);
  await link(draft, path).catch(unlessThere);
  await rm(draft);
  return path;
};

const unlessThere = (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EEXIST') throw error;
};
