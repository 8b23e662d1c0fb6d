import * as z from 'zod/mini';
import { type DeskRoute, defineDeskRoute } from '../../../guard/desk.ts';
import { areaRoot } from '../../../notices/areas/model.ts';
import type { Areas } from '../../../notices/areas/store.ts';
import { findAreas } from './find.ts';

const areaId = z.string().check(z.minLength(1), z.maxLength(100));
const Children = z.strictObject({ under: z.optional(areaId) });
const Search = z.strictObject({
  words: z.string().check(z.trim(), z.minLength(1, '请输入名称'), z.maxLength(40)),
  under: z.optional(areaId),
});

const mostFound = 30;

/** Routes of the area picker, in every room that has one: the tree level by level, and by name. */
export const areaRoutes = ({ areas }: { areas: Pick<Areas, 'get' | 'children'> }): DeskRoute[] => [
  defineDeskRoute({
    method: 'GET',
    path: '/areas/children',
    input: Children,
    handle: async ({ input }) => ({ areas: await areas.children(input.under ?? areaRoot) }),
  }),
  defineDeskRoute({
    method: 'GET',
    path: '/areas/search',
    input: Search,
    handle: async ({ input: { words, under = areaRoot } }) => {
      const name = (await areas.get(under))?.name ?? '';
      return findAreas(areas, { id: under, name, path: [] }, (area) => area.name.includes(words), mostFound);
    },
  }),
];
