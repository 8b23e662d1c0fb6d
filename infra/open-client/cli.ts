import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { AppError } from '../../lib/platform/errors.ts';
import { createOpenClient, requestPatiently } from './client.ts';
import { requestOf, usage } from './command.ts';
import { inWords } from './in-words.ts';

/** `npm run announce -- …`: one request to the open door; see `usage`. */

const read = (file: string): Promise<string> => (file === '-' ? text(process.stdin) : readFile(file, 'utf8'));

let url = process.env['PUBLIC_URL'] ?? 'http://127.0.0.1:3000';

const run = async (): Promise<number> => {
  const word = { type: 'string' } as const;
  const options = { url: word, caller: word, key: word, help: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  url = values.url ?? url;
  if (!/^https?:/.test(url) || !URL.canParse(url))
    throw new AppError('bad_url', 'reject', `${url} is no address: it begins with https:// or http://`);
  const request = await requestOf(positionals, read, values.key);
  const secret = process.env['OPEN_API_SECRET'];
  if (!secret) throw new AppError('secret_missing', 'reject', 'OPEN_API_SECRET is not set: the secret of the caller');
  const client = createOpenClient({ url, caller: values.caller ?? 'local', secret });
  const answer = await requestPatiently(client, request);
  console.log(JSON.stringify(answer.body, null, 2));
  if (answer.isReplay) console.error('It had been done before; nothing was done again.');
  if (answer.status >= 300) console.error(`Refused: ${answer.status}`);
  return answer.status < 300 ? 0 : 1;
};

try {
  process.exitCode = await run();
} catch (error) {
  console.error(inWords(error, url));
  process.exitCode = 2;
}
