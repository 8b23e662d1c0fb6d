import { type AreaChild, areaRoot } from '../../notices/areas/model.ts';
import type { Areas } from '../../notices/areas/store.ts';
import { inParallel } from '../../platform/parallel.ts';

/** Levels of the tree that names are looked for in: districts, streets, communities. */
const levels = 3;
/** Most areas of one level whose children are looked at. */
const mostOpened = 60;
const lanes = 12;

/** What people leave out: 城中区 is 城中. */
const endings = /(新村|街道|社区|小区|校区|区|镇|乡|村)$/;

const isNamed = (said: string, { name }: AreaChild): boolean => {
  const short = name.replace(endings, '');
  return said.includes(name) || (short.length > 1 && said.includes(short));
};

const longest = (areas: readonly AreaChild[]): AreaChild | undefined =>
  areas.toSorted((a, b) => b.name.length - a.name.length)[0];

/** What was said beside the topic's own words. */
const besideOf = (words: string, topicWords: readonly string[]): string =>
  topicWords
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, word) => text.replaceAll(word, ''), words.replaceAll(/[\s\p{P}]/gu, ''));

/** The area that the words name, the narrowest where several fit, down to communities; undefined when they name none. */
export const areaIn = async (
  areas: Pick<Areas, 'children'>,
  words: string,
  topicWords: readonly string[],
): Promise<AreaChild | undefined> => {
  const said = besideOf(words, topicWords);
  if ([...said].length < 2) return undefined;
  let level = await areas.children(areaRoot);
  let found: AreaChild | undefined;
  for (let depth = 0; depth < levels && level.length > 0; depth += 1) {
    const named = level.filter((area) => isNamed(said, area));
    found = longest(named) ?? found;
    const open = (named.length > 0 ? named : level).filter(({ inner }) => inner).slice(0, mostOpened);
    level = (await inParallel(open, lanes, ({ id }) => areas.children(id))).flat();
  }
  return found;
};
