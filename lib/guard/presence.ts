import { type Follower, isPresent } from '../followers/follower.ts';
import { Refusal } from './refusal.ts';

/** The refusal of who does not follow: nothing may be kept of them. */
export const notFollowing = (): Refusal =>
  new Refusal('not_following', '请先关注本公众号，再从菜单打开这个页面。', { status: 403 });

/** Throws `Refusal` unless something may be kept of the follower. */
export const requirePresence = (follower: Follower): void => {
  if (!isPresent(follower)) throw notFollowing();
};
