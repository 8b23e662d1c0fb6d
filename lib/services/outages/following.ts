import { mostFollowedAreas } from '../../followers/followed-areas.ts';
import { requirePresence } from '../../guard/presence.ts';
import { Refusal } from '../../guard/refusal.ts';
import type { ApiCall } from '../../guard/service.ts';
import { isFollowable } from '../../notices/areas/followable.ts';
import type { Area } from '../../notices/areas/model.ts';
import { areaOf } from './areas.ts';
import type { FinderPorts } from './ports.ts';

/** How a follower stands to an area that may be followed. */
export interface AreaFollowing {
  followed: boolean;
  /** They follow as many others as one may. */
  full: boolean;
  /** Areas that one may follow. */
  most: number;
}

type Ports = Pick<FinderPorts, 'areas' | 'followedAreas'>;

/** How the follower stands to the area; undefined for one that may not be followed. */
export const followingOf = async (
  { followedAreas }: Pick<Ports, 'followedAreas'>,
  openid: string,
  area: Area,
): Promise<AreaFollowing | undefined> => {
  if (!isFollowable(area)) return undefined;
  const all = await followedAreas.of(openid);
  const followed = all.some(({ id }) => id === area.id);
  return { followed, full: !followed && all.length >= mostFollowedAreas, most: mostFollowedAreas };
};

const notFollowable = (): Refusal =>
  new Refusal('not_followable', '楼栋和房间不能关注。请关注所在的小区或校区，或者绑定自己的账户。');

const full = (): Refusal =>
  new Refusal('too_many_followed', `最多关注${mostFollowedAreas}个地区，已经满了。请先取消一个，再回来关注。`, {
    status: 409,
    next: { label: '去取消', href: '/pages/notices' },
  });

/** Follows an area for the follower of the session. Repeatable. Throws `Refusal`: `not_following`, `unknown_area`, `not_followable`, `too_many_followed`. */
export const followArea = async (ports: Ports, call: ApiCall<{ area: string }>): Promise<AreaFollowing> => {
  const { follower, input, now } = call;
  requirePresence(follower);
  const { id, name, kind } = await areaOf(ports, input.area);
  if (!isFollowable({ kind })) throw notFollowable();
  if (!(await ports.followedAreas.follow(follower.openid, { id, name, followedAt: now }))) throw full();
  return { followed: true, full: false, most: mostFollowedAreas };
};

/** Ends it. Repeatable, also for an area that the tree no longer has. */
export const unfollowArea = async (
  { followedAreas }: Pick<Ports, 'followedAreas'>,
  { follower, input }: ApiCall<{ area: string }>,
): Promise<AreaFollowing> => {
  await followedAreas.unfollow(follower.openid, input.area);
  return { followed: false, full: false, most: mostFollowedAreas };
};
