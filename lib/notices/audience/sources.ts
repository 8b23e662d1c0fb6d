import { shardOf } from '../../platform/keys.ts';
import type { Table } from '../../platform/table.ts';
import { partlyCovered } from '../areas/followable.ts';
import type { Areas } from '../areas/store.ts';
import type { Audience } from '../model.ts';
import { type EarlierDeps, readEarlier, recipientsOf } from './earlier.ts';
import { followersOf, membersOf, type Part, pageSizeFor, placesIn } from './lists.ts';
import type { NextPage } from './merge.ts';

/** What reading audiences takes. */
export interface SourceDeps extends EarlierDeps {
  table: Table;
  areas: Pick<Areas, 'descendants' | 'get'>;
}

const once = (openids: readonly string[]): NextPage => {
  let page: { openid: string }[] | undefined = openids.map((openid) => ({ openid }));
  return async () => {
    const given = page;
    page = undefined;
    return given?.length === 0 ? undefined : given;
  };
};

const areaLists = async ({ table, areas }: SourceDeps, audience: Extract<Audience, { of: 'areas' }>, part: Part) => {
  const { areaIds, bindingKinds: kinds, followed } = audience;
  const ids = await areas.descendants(areaIds);
  const above = followed ? await partlyCovered(areas, ids) : [];
  const pageSize = pageSizeFor(ids.length + above.length);
  return [
    ...ids.map((id) => placesIn(table, id, part, { kinds, followed: followed && 'too', pageSize })),
    ...above.map((id) => placesIn(table, id, part, { followed: 'alone', pageSize })),
  ];
};

/**
 * The lists whose union is one shard of an audience, each in the order of openids, from after one openid on. Throws `AppError`s:
 * `unknown_area`, `too_many_areas`, `unknown_notice` (`reject`), `not_frozen` (`retry`).
 */
export const listsOf = async (deps: SourceDeps, audience: Audience, part: Part): Promise<NextPage[]> => {
  switch (audience.of) {
    case 'areas':
      return areaLists(deps, audience, part);
    case 'group':
      return [membersOf(deps.table, audience.groupId, part)];
    case 'notice':
      return [recipientsOf(deps, await readEarlier(deps, audience.noticeId), audience, part)];
    case 'everyone':
      return [followersOf(deps.table, part)];
    case 'people': {
      const { shard, after = '' } = part;
      const some = audience.openids.filter((openid) => openid > after && shardOf(openid) === shard);
      return [once([...new Set(some)].sort())];
    }
  }
};
