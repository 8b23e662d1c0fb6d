import { areaRoot } from '../../../notices/areas/model.ts';
import type { Areas } from '../../../notices/areas/store.ts';
import { inParallel } from '../../../platform/parallel.ts';
import { type FoundArea, findAreas } from '../areas/find.ts';

/** What a word in a table means: one area, or why it is none, in Chinese. */
export type Meaning = { id: string; name: string } | { fault: string };

const mostFound = 2000;
const lanes = 12;

/** Full-width and half-width marks, digits and letters are the same: （北区） and (北区). */
const plain = (words: string): string => words.normalize('NFKC').trim();

/** 城中区/中山街道/幸福小区, or with › or > between. */
const stepsOf = (word: string): string[] => plain(word).split(/\s*[/›>]\s*/);

const endsWith = (way: readonly string[], end: readonly string[]): boolean =>
  end.every((step, place) => way[way.length - end.length + place] === step);

const wayOf = ({ path, name }: FoundArea): string => [...path, name].join('/');

const meaningOf = (word: string, found: readonly FoundArea[], partial: boolean): Meaning => {
  const steps = stepsOf(word);
  const fitting = found.filter((area) => endsWith([...area.path, area.name].map(plain), steps));
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return { id: only.id, name: only.name };
  if (only === undefined) return { fault: `没有找到“${word}”${partial ? '，请改用区域编号' : ''}` };
  const ways = fitting.slice(0, 3).map(wayOf).join('；');
  return { fault: `“${word}”有 ${fitting.length} 个，请写完整：${ways}` };
};

/** What each word means: an area's id, its name, or its name after the names above it, with / between. One walk through the tree for all. */
export const resolveAreas = async (
  areas: Pick<Areas, 'get' | 'children'>,
  words: readonly string[],
): Promise<Map<string, Meaning>> => {
  const different = [...new Set(words)];
  const byId = await inParallel(different, lanes, (word) => areas.get(plain(word)));
  const meanings = new Map<string, Meaning>();
  for (const [place, word] of different.entries()) {
    const area = byId[place];
    if (area !== undefined) meanings.set(word, { id: area.id, name: area.name });
  }
  const left = different.filter((word) => !meanings.has(word));
  if (left.length === 0) return meanings;
  const names = new Set(left.map((word) => stepsOf(word).at(-1)));
  const root = { id: areaRoot, name: '', path: [] };
  const found = await findAreas(areas, root, ({ name }) => names.has(plain(name)), mostFound);
  for (const word of left) meanings.set(word, meaningOf(word, found.areas, found.partial));
  return meanings;
};
