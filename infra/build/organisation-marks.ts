import type { Topic } from '../../lib/platform/profile/menu.ts';
import type { Texts } from '../../lib/platform/profile/texts.ts';
import type { Fault, Path } from './organisation-faults.ts';

/** The marks that the code fills in, for each text. A new text needs its line here. */
const allowedMarks: Record<keyof Texts, readonly string[]> = {
  numbersIntro: [],
  numbersBack: [],
  numberUnknown: ['number'],
  unknownWithChoices: [],
  unknown: [],
  personOpen: ['telephone', 'hours'],
  personClosed: ['telephone', 'hours'],
  voiceUnclear: [],
  voiceHeard: ['text'],
  mediaReceived: [],
  linkReceived: [],
  outletsNearest: ['place'],
  outletsNone: ['telephone'],
  scanned: [],
  guideIntro: [],
  lateAnswer: ['question'],
  fault: ['telephone'],
  tierNeeded: ['service'],
  tierLink: [],
  limitReached: ['service', 'limit', 'resets'],
};

const unfilled = (text: string, allowed: readonly string[], path: Path): Fault[] =>
  [...text.matchAll(/\{[^{}]*\}|[{}]/g)]
    .map(([mark]) => mark)
    .filter((mark) => !allowed.some((name) => mark === `{${name}}`))
    .map((mark) => ({ path, message: `nothing fills in ${mark}; ${hint(allowed)}` }));

const hint = (allowed: readonly string[]) =>
  allowed.length === 0 ? 'no marks here' : `allowed here: ${allowed.map((name) => `{${name}}`).join(' ')}`;

/** Marks `{…}` that would reach a follower as they stand. */
export const marksOf = (texts: Texts | undefined, welcome: unknown, topics: readonly Topic[]): Fault[] => [
  ...unfilled(typeof welcome === 'string' ? welcome : '', [], ['welcome']),
  ...topics.flatMap(({ answer }, index) => unfilled(answer, [], ['topics', index, 'answer'])),
  ...Object.entries(texts ?? {}).flatMap(([name, text]) =>
    unfilled(text, allowedMarks[name as keyof Texts], ['texts', name]),
  ),
];
