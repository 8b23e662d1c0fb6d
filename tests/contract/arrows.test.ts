import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** The floors of the house, highest first; a room may import from lower floors only. */
const floors = [
  ['functions'],
  ['lib/doors', 'lib/chat'],
  ['lib/services'],
  ['lib/guard', 'lib/notices'],
  ['lib/callback'],
  ['lib/followers', 'lib/backend', 'lib/account'],
  ['lib/wechat', 'lib/tencent-cloud'],
  ['lib/platform', 'lib/page-kit'],
];

const filesBelow = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.posix.join(folder, file));

const roomOf = (file: string): string | undefined => floors.flat().find((room) => file.startsWith(`${room}/`));
const floorOf = (room: string): number => floors.findIndex((rooms) => rooms.includes(room));

const importsOf = (file: string): string[] =>
  [...readFileSync(path.join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target]) =>
    path.posix.join(path.posix.dirname(file), target ?? ''),
  );

const serviceOf = (file: string): string | undefined => /^lib\/services\/([^/]+)\//.exec(file)?.[1];

/** What is wrong with one import, or nothing. */
const faultOf = (file: string, target: string): string | undefined => {
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from === undefined || to === undefined) return `${file} imports ${target}, which is outside the house`;
  if (from === 'lib/wechat' && to === 'lib/platform' && target !== 'lib/platform/errors.ts') {
    return `${file}: lib/wechat imports nothing of ours but platform/errors`;
  }
  const [mine, theirs] = [serviceOf(file), serviceOf(target)];
  if (mine !== undefined && theirs !== undefined && mine !== theirs)
    return `${file}: services do not import each other`;
  if (from !== to && floorOf(to) <= floorOf(from)) return `${file} climbs to ${target}`;
  return undefined;
};

describe('the house', () => {
  const files = ['functions', 'lib'].flatMap(filesBelow).filter((file) => !file.endsWith('.d.ts'));

  it('is on its floors: every file of functions/ and lib/ stands in a room', () => {
    expect(files.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  it('has arrows that go down only', () => {
    const faults = files.flatMap((file) => importsOf(file).map((target) => faultOf(file, target)));
    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
  });

  it('keeps functions/ to wiring of at most 30 lines without a condition', () => {
    for (const file of filesBelow('functions').filter((name) => !name.endsWith('.d.ts'))) {
      const text = readFileSync(path.join(root, file), 'utf8');
      expect(text.split('\n').length, file).toBeLessThanOrEqual(30);
      expect(text, file).not.toMatch(/\bif\s*\(|\?\s[^:]+:/);
    }
  });

  it('reads the environment in functions/ alone', () => {
    const readers = files.filter((file) => readFileSync(path.join(root, file), 'utf8').includes('process.env'));
    expect(readers.filter((file) => !file.startsWith('functions/'))).toEqual([]);
  });
});

describe('one file', () => {
  const mentions = (word: RegExp) =>
    filesBelow('lib').filter(
      (file) => !file.endsWith('.d.ts') && word.test(readFileSync(path.join(root, file), 'utf8')),
    );

  it.each([
    [/from 'xml2js/, 'lib/wechat/xml.ts'],
    [/aes-256-cbc/, 'lib/wechat/cipher.ts'],
    [/@tencent-sdk\/capi/, 'lib/tencent-cloud/client.ts'],
    [/follower#/, 'lib/platform/keys.ts'],
  ])('alone mentions %s', (word, file) => {
    expect(mentions(word)).toEqual([file]);
  });
});
