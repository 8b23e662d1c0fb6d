import type { Profile } from '../platform/organisation.ts';
import type { Topic } from '../platform/profile/menu.ts';
import { normalise } from './normalise.ts';
import { chooseNumber, numberIn } from './numbers.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a follower meant. `path` is where they then stand in the number menu. */
export type Intent =
  | { kind: 'topic'; topic: Topic; path?: number[] }
  | { kind: 'numbers'; path: number[] }
  | { kind: 'unknown-number'; path: number[]; number: number }
  /** Several topics fit equally well, or something near does. */
  | { kind: 'choices'; topics: Topic[] }
  | { kind: 'unknown' };

/** Words or a tap on a choice, as they came. */
export interface Utterance {
  words: string;
  choiceId?: string;
}

const mostChoices = 4;

const byNumber = (profile: Profile, vocabulary: Vocabulary, from: number[], number: number): Intent => {
  const choice = chooseNumber(profile, from, number);
  if (choice.kind === 'level') return { kind: 'numbers', path: choice.path };
  if (choice.kind === 'unknown') return { kind: 'unknown-number', path: choice.path, number };
  const topic = vocabulary.byId(choice.id);
  return topic === undefined ? { kind: 'unknown' } : { kind: 'topic', topic, path: choice.path };
};

const byWords = (vocabulary: Vocabulary, said: string): Intent => {
  const exact = vocabulary.exactly(said);
  if (exact !== undefined) return { kind: 'topic', topic: exact };
  const inside = vocabulary.inside(said);
  if (inside[0] !== undefined && inside.length === 1) return { kind: 'topic', topic: inside[0] };
  const topics = inside.length > 1 ? inside.slice(0, mostChoices) : vocabulary.near(said, mostChoices);
  return topics.length === 0 ? { kind: 'unknown' } : { kind: 'choices', topics };
};

/** Reads an utterance: a tapped choice, a number of the menu, a keyword, words that hold one, words that look like some. */
export const understand = (
  { profile, vocabulary }: { profile: Profile; vocabulary: Vocabulary },
  { words, choiceId }: Utterance,
  from: number[],
): Intent => {
  const chosen = choiceId === undefined ? undefined : vocabulary.byId(choiceId);
  if (chosen !== undefined) return { kind: 'topic', topic: chosen };
  const said = normalise(words);
  const number = numberIn(said);
  return number === undefined ? byWords(vocabulary, said) : byNumber(profile, vocabulary, from, number);
};
