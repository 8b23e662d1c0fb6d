import type { Organisation } from '../platform/organisation.ts';
import type { Topic } from '../platform/profile/menu.ts';
import { normalise } from './normalise.ts';

/** A keyword in its normal form, with its topic. */
interface Keyword {
  word: string;
  topic: Topic;
  pairs: Set<string>;
}

/** An organisation's topics, found by what followers say. Built once per instance. */
export interface Vocabulary {
  byId(id: string): Topic | undefined;
  /** The topic with exactly this keyword or title, or whose pattern the words fit. */
  exactly(words: string): Topic | undefined;
  /** Topics of which a keyword stands inside the words; those with the longest such keyword. */
  inside(words: string): Topic[];
  /** Topics whose keywords look like the words, best first, at most `count`. */
  near(words: string, count: number): Topic[];
}

/** Neighbouring characters, and each character alone, so that words of one or two characters compare too. */
const pairsOf = (word: string): Set<string> => {
  const characters = [...word];
  const pairs = characters.slice(1).map((character, position) => `${characters[position]}${character}`);
  return new Set([...characters, ...pairs]);
};

/** Share of the pairs that two words have in common (Sørensen–Dice), 0 to 1. */
const likeness = (a: Set<string>, b: Set<string>): number => {
  const common = [...a].filter((pair) => b.has(pair)).length;
  return (2 * common) / (a.size + b.size || 1);
};

/** Below this, words share hardly more than a common character. */
const leastLikeness = 0.34;

const unique = <Value>(values: Value[]): Value[] => [...new Set(values)];

const formsOf = ({ title, words }: Topic): string[] =>
  unique([title, ...words].map(normalise)).filter((word) => word !== '');

const keywordsOf = (topics: Topic[]): Keyword[] =>
  topics.flatMap((topic) => formsOf(topic).map((word) => ({ word, topic, pairs: pairsOf(word) })));

/** The vocabulary of an organisation's topics. A keyword wins over another topic's title of the same words. */
export const createVocabulary = ({ profile }: Organisation): Vocabulary => {
  const { topics } = profile;
  const keywords = keywordsOf(topics);
  const titles = topics.map((topic): [string, Topic] => [normalise(topic.title), topic]);
  const words = topics.flatMap((topic) => topic.words.map((word): [string, Topic] => [normalise(word), topic]));
  const exact = new Map([...titles, ...words]);
  const ids = new Map(topics.map((topic) => [topic.id, topic]));
  const patterns = topics.flatMap((topic) => {
    const { pattern } = topic;
    return pattern === undefined ? [] : [{ topic, shape: new RegExp(pattern, 'u') }];
  });
  return {
    byId: (id) => ids.get(id),
    exactly: (said) => exact.get(said) ?? patterns.find(({ shape }) => shape.test(said))?.topic,
    inside: (said) => {
      const found = keywords.filter(({ word }) => word.length > 1 && said.includes(word));
      const longest = Math.max(0, ...found.map(({ word }) => word.length));
      return unique(found.filter(({ word }) => word.length === longest).map(({ topic }) => topic));
    },
    near: (said, count) => {
      const pairs = pairsOf(said);
      const scored = keywords
        .map(({ topic, pairs: own }) => ({ topic, score: likeness(pairs, own) }))
        .filter(({ score }) => score >= leastLikeness)
        .sort((a, b) => b.score - a.score);
      return unique(scored.map(({ topic }) => topic)).slice(0, count);
    },
  };
};
