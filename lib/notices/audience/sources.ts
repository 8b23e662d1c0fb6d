import { shardOf } from '../../platform/keys.ts';
import type { Table } from '../../platform/table.ts';
import type { Areas } from '../areas/store.ts';
import type { Audience } from '../model.ts';
import { type EarlierDeps, readEarlier, recipientsOf } from './earlier.ts';
import { bindingsIn, followersOf, membersOf, type Part, pageSizeFor } from './lists.ts';
import type { NextPage } from './merge.ts';

/** What reading audiences takes. */
export interface SourceDeps extends EarlierDeps {
  table: Table;
  areas: Pick<Areas, 'descendants'>;
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
  const ids = await areas.descendants(audience.areaIds);
  const options = { kinds: audience.bindingKinds, pageSize: pageSizeFor(ids.length) };
  return ids.map((id) => bindingsIn(table, id, part, options));
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
