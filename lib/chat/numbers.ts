import type { MenuPosition } from '../followers/follower.ts';
import { positionKeptMs } from '../followers/follower.ts';
import type { Profile } from '../platform/organisation.ts';
import type { NumberEntry } from '../platform/profile/menu.ts';
import { fill } from '../platform/wording.ts';

/** What a number leads to, from where the follower stands. */
export type NumberChoice =
  | { kind: 'topic'; id: string; path: number[] }
  | { kind: 'level'; path: number[] }
  | { kind: 'unknown'; path: number[] };

const numerals = '零一二三四五六七八九十';

/** The number that was typed or said, in normal form: one or two digits, or a numeral up to ten; undefined for other words. */
export const numberIn = (said: string): number | undefined => {
  if (/^\d{1,2}$/.test(said)) return Number(said);
  const numeral = said.length === 1 ? numerals.indexOf(said.replace('〇', '零')) : -1;
  return numeral < 0 ? undefined : numeral;
};

/** The level that a path of numbers leads to; the top when the path leads nowhere any more. */
const levelAt = (entries: NumberEntry[], path: number[]): { entries: NumberEntry[]; path: number[] } => {
  let level = entries;
  for (const number of path) {
    const below = level.find((entry) => entry.number === number)?.entries;
    if (below === undefined) return { entries, path: [] };
    level = below;
  }
  return { entries: level, path };
};

/** The path at which the follower stands, if they came there within ten minutes; the top otherwise. */
export const currentPath = (position: MenuPosition | undefined, now: number): number[] =>
  position !== undefined && now - position.at < positionKeptMs ? position.path : [];

/** `0` goes one level up; a number of the shown level leads on; one of the top level does so from everywhere. */
export const chooseNumber = (profile: Profile, from: number[], number: number): NumberChoice => {
  const here = levelAt(profile.numbers, from);
  if (number === 0) return { kind: 'level', path: here.path.slice(0, -1) };
  const isOf = (entry: NumberEntry) => entry.number === number;
  const found = here.entries.find(isOf);
  const path = found === undefined ? [] : here.path;
  const entry = found ?? profile.numbers.find(isOf);
  if (entry === undefined) return { kind: 'unknown', path: here.path };
  if (entry.topic !== undefined) return { kind: 'topic', id: entry.topic, path };
  return { kind: 'level', path: [...path, entry.number] };
};

/** The list of a level, as a message. */
export const numbersText = ({ numbers, texts }: Profile, at: number[]): string => {
  const { entries, path } = levelAt(numbers, at);
  const parent = path.length === 0 ? undefined : levelAt(numbers, path.slice(0, -1));
  const name = parent?.entries.find(({ number }) => number === path.at(-1))?.name;
  const lines = entries.map((entry) => `【${entry.number}】${entry.name}`);
  return name === undefined
    ? [texts.numbersIntro, ...lines].join('\n')
    : [`${name}：`, ...lines, texts.numbersBack].join('\n');
};

/** The list of a level after a number that it lacks. */
export const unknownNumberText = (profile: Profile, at: number[], number: number): string =>
  `${fill(profile.texts.numberUnknown, { number: String(number) })}\n\n${numbersText(profile, at)}`;
