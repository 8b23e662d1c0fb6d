import { readFileSync } from 'node:fs';
import path from 'node:path';

const lib = path.resolve(import.meta.dirname, '../../lib/backend');

/** Doc comments of one line above a field of a source file, by field. */
const notesIn = (source: string): Record<string, string> => {
  const matches = source.matchAll(/\/\*\* ([^\n]*?) \*\/\n\s+([a-zA-Z0-9]+)(?:[:,])/g);
  return Object.fromEntries([...matches].map(([, note = '', field = '']) => [field, note]));
};

/** What each field of a kind means, from the comments in its source: one place, so that code and contract agree. */
export const fieldNotes = (kind: string): Record<string, string> =>
  notesIn(readFileSync(path.join(lib, 'kinds', `${kind}.ts`), 'utf8'));

/** The sentence above a kind's schema. */
export const kindNote = (kind: string): string => {
  const source = readFileSync(path.join(lib, 'kinds', `${kind}.ts`), 'utf8');
  const notes = [...source.matchAll(/\/\*\* ([^\n]*?) \*\/\nexport const [A-Z]\w+ = z\.object/g)];
  return notes.at(-1)?.[1] ?? '';
};

/** Notes of one request or answer around them. */
export const contractNotes = (schema: string): Record<string, string> => {
  const source = readFileSync(path.join(lib, 'http/contract.ts'), 'utf8');
  const from = source.indexOf(`export const ${schema} =`);
  return notesIn(source.slice(from, source.indexOf('\nexport ', from + 1)));
};
