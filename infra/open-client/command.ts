import { createHash, randomUUID } from 'node:crypto';
import { AppError } from '../../lib/platform/errors.ts';
import type { OpenRequest } from './client.ts';

/** How the command is used. */
export const usage = `npm run announce -- outage|account-change|application-step|emergency|notice FILE
npm run announce -- change outage|emergency ID FILE
npm run announce -- show outage|emergency|notice ID
npm run announce -- confirm|stop|resume|cancel ID        a notice
each with --url https://… (PUBLIC_URL) --caller ID (local) [--key IDEMPOTENCY-KEY]; FILE may be - for what is piped in.
The secret is read from OPEN_API_SECRET. Without --key the same file is the same request.`;

/** Where each kind of thing is, below the door. */
const paths: Readonly<Record<string, string>> = {
  outage: '/outages',
  'account-change': '/account-changes',
  'application-step': '/application-steps',
  emergency: '/emergencies',
  notice: '/notices',
};

const wrongUse = (): AppError => new AppError('usage', 'reject', usage);

const pathOf = (kind: string | undefined, allowed: readonly string[]): string => {
  const path = kind !== undefined && allowed.includes(kind) ? paths[kind] : undefined;
  if (path === undefined) throw wrongUse();
  return path;
};

const needed = (word: string | undefined): string => {
  if (word === undefined || word === '') throw wrongUse();
  return word;
};

const parse = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('bad_json', 'reject', `${file} is no JSON`);
  }
};

/** The same request has the same key, whoever sends it and whenever. */
const keyOf = (...parts: string[]): string => createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 40);

/** The request that a command line asks for. `read` gives a file's text. Throws `AppError` of kind `reject`: `usage`, `bad_json`. */
export const requestOf = async (
  words: readonly string[],
  read: (file: string) => Promise<string>,
  key?: string,
): Promise<OpenRequest> => {
  const [command, first, second, third] = words;
  const sending = async (method: 'POST' | 'PATCH', path: string, file: string): Promise<OpenRequest> => {
    const text = await read(file);
    return { method, path, body: parse(file, text), idempotencyKey: key ?? keyOf(method, path, text) };
  };
  switch (command) {
    case 'show':
      return { method: 'GET', path: `${pathOf(first, ['outage', 'emergency', 'notice'])}/${needed(second)}` };
    case 'change':
      return sending('PATCH', `${pathOf(first, ['outage', 'emergency'])}/${needed(second)}`, needed(third));
    case 'confirm':
    case 'stop':
    case 'resume':
    case 'cancel':
      return { method: 'POST', path: `/notices/${needed(first)}/${command}`, idempotencyKey: key ?? randomUUID() };
    default:
      return sending('POST', pathOf(command, Object.keys(paths)), needed(first));
  }
};
