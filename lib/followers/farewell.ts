import type { Log } from '../platform/log.ts';
import type { Incoming } from '../wechat/incoming.ts';
import type { Erasure } from './erasure.ts';
import type { Followers } from './store.ts';

/** What saying goodbye needs; `erasureDelayDays` is the organisation's. */
export interface FarewellDeps {
  followers: Pick<Followers, 'unfollow' | 'forgetPlace'>;
  erasure: Erasure;
  erasureDelayDays: number;
  log: Log;
}

const dayMs = 86_400_000;

/** Unfollowing erases at once, or marks for erasure after the organisation's delay. Repeatable. */
const leave = async (deps: FarewellDeps, openid: string, at: number): Promise<void> => {
  if (deps.erasureDelayDays > 0) {
    await deps.followers.unfollow(openid, at, at + deps.erasureDelayDays * dayMs);
    return;
  }
  const { items } = await deps.erasure.erase(openid, at);
  deps.log.info('follower_erased', { openid, items });
};

/**
 * The events by which people take themselves or a consent away. Of what a revoked authorization covered, only the reported place is ever stored;
 * `user_info_modified` changes nothing, since no nickname or picture is kept.
 */
export const bidFarewell = async (deps: FarewellDeps, incoming: Incoming): Promise<void> => {
  if (incoming.kind !== 'event') return;
  const at = incoming.createTime * 1000;
  if (incoming.event === 'unsubscribe') await leave(deps, incoming.openid, at);
  if (incoming.event === 'user_authorization_revoke' && incoming.affected !== '') {
    deps.log.info('authorization_revoked', { openid: incoming.affected, info: incoming.revokeInfo });
    await deps.followers.forgetPlace(incoming.affected);
  }
};
