import type { Log } from '../platform/log.ts';
import type { Incoming } from '../wechat/incoming.ts';
import type { Erasure } from './erasure.ts';
import type { Followers } from './store.ts';

/** What noting comings and goings needs; `erasureDelayDays` is the organisation's. */
export interface RelationDeps {
  followers: Pick<Followers, 'follow' | 'scan' | 'unfollow' | 'forgetPlace'>;
  erasure: Erasure;
  erasureDelayDays: number;
  log: Log;
}

const dayMs = 86_400_000;

/**
 * Unfollowing erases at once, or marks for erasure after the organisation's delay. Of whom nothing is stored there is nothing to keep until then: they get
 * the mark of an erasure, so that neither belated news of their coming nor an import of followers brings them back. Repeatable.
 */
const leave = async (deps: RelationDeps, openid: string, at: number): Promise<void> => {
  const eraseAt = at + deps.erasureDelayDays * dayMs;
  if (deps.erasureDelayDays > 0 && (await deps.followers.unfollow(openid, at, eraseAt))) return;
  const { items } = await deps.erasure.erase(openid, at);
  deps.log.info('follower_erased', { openid, items });
};

/**
 * Notes the events by which people come, come again, and take themselves or a consent away. Repeatable. Of what a revoked authorization covered,
 * only the reported place is ever stored; `user_info_modified` changes nothing, since no nickname or picture is kept.
 */
export const noteRelation = async (deps: RelationDeps, incoming: Incoming): Promise<void> => {
  if (incoming.kind !== 'event') return;
  const at = incoming.createTime * 1000;
  switch (incoming.event) {
    case 'subscribe':
      await deps.followers.follow(incoming.openid, at, incoming.scene);
      break;
    case 'SCAN':
      await deps.followers.scan(incoming.openid, at, incoming.scene);
      break;
    case 'unsubscribe':
      await leave(deps, incoming.openid, at);
      break;
    case 'user_authorization_revoke':
      deps.log.info('authorization_revoked', { openid: incoming.affected, info: incoming.revokeInfo });
      if (incoming.affected !== '') await deps.followers.forgetPlace(incoming.affected);
  }
};
