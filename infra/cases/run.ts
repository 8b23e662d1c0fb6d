import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runApiErrors } from './api-errors.ts';
import { runCrypto } from './crypto.ts';
import { runHostile } from './hostile.ts';
import { runJsSdk } from './jssdk.ts';
import { runMessages } from './messages.ts';
import type { Outcome } from './outcome.ts';
import { runReplies } from './replies.ts';
import { runSignature } from './signature.ts';

const open = <File>(folder: string, name: string): File =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));

/** Files of the collection that the code answers for, by name. */
const runners: Record<string, (folder: string) => Promise<Outcome[]>> = {
  signature: (folder) => runSignature(open(folder, 'signature')),
  crypto: (folder) => runCrypto(open(folder, 'crypto')),
  messages: (folder) => runMessages(open(folder, 'messages')),
  replies: (folder) => runReplies(open(folder, 'replies')),
  hostile: (folder) => runHostile(open(folder, 'hostile'), open(folder, 'crypto')),
  jssdk: (folder) => runJsSdk(open(folder, 'jssdk')),
  'api-errors': (folder) => runApiErrors(open(folder, 'api-errors')),
};

const hasId = (value: object): boolean => 'id' in value;

/** Cases in a file of any shape: whatever has an id. */
const countCases = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  return hasId(value) ? 1 : Object.values(value).reduce((sum: number, member) => sum + countCases(member), 0);
};

/** The lines that report one file. */
export const report = (name: string, outcomes: readonly Outcome[]): string[] => {
  const count = (kind: Outcome['kind']): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  const skipped = count('skipped') === 0 ? '' : `, ${count('skipped')} skipped`;
  const details = outcomes.flatMap((outcome) =>
    outcome.kind === 'passed' ? [] : [`  ${outcome.kind} ${outcome.id}: ${outcome.why}`],
  );
  return [`${name}: ${count('passed')} passed, ${count('failed')} failed${skipped}`, ...details];
};

/** Runs every file of a folder of public cases; true when nothing failed. */
export const runFolder = async (folder: string, print: (line: string) => void): Promise<boolean> => {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'));
  let failed = 0;
  for (const name of names) {
    const run = runners[name];
    if (run === undefined) {
      print(`${name}: not concerned yet, ${countCases(open(folder, name))} skipped`);
      continue;
    }
    const outcomes = await run(folder);
    failed += outcomes.filter(({ kind }) => kind === 'failed').length;
    for (const line of report(name, outcomes)) print(line);
  }
  if (names.length === 0) print(`no case files in ${folder}`);
  return failed === 0 && names.length > 0;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = process.argv[2];
  if (folder === undefined) console.error('Usage: npm run cases -- <folder>');
  process.exitCode = folder !== undefined && (await runFolder(folder, console.log)) ? 0 : 1;
}
