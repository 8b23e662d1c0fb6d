import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A folder for the files of one test file, removed afterwards. */
export const useFolder = () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'import-test-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return {
    path: (name: string) => path.join(folder, name),
    write: async (name: string, content: string | Uint8Array): Promise<string> => {
      await writeFile(path.join(folder, name), content);
      return path.join(folder, name);
    },
    read: (name: string) => readFile(path.join(folder, name), 'utf8'),
  };
};
