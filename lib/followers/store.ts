import { index } from '../platform/keys.ts';
import { type Table, written } from '../platform/table.ts';
import {
  type Follower,
  isPresent,
  type MenuPosition,
  type Place,
  type ProvedTier,
  type Tier,
  tierReaches,
  tiersBelow,
} from './follower.ts';
import { createFollowing } from './following.ts';
import { isStored, notErasedSince, readFollower, updateFollower, updateOrRead } from './item.ts';
import { type Act, openWindow } from './ledger.ts';

/** Followers, each in one item. Times in epoch milliseconds. */
export interface Followers {
  /** Notes that the follower acted, opens the window of that act, and gives them back: one round trip. Takes back an earlier unfollow. */
  touch(openid: string, act: Act, at: number): Promise<Follower>;
  /** Notes a follow; the first scene stays for good. Before a delayed erasure it takes that back. */
  follow(openid: string, at: number, scene: string | undefined): Promise<Follower>;
  /** Notes a scan by someone who follows already. */
  scan(openid: string, at: number, scene: string): Promise<Follower>;
  /** Marks for erasure at `eraseAt`; false when nothing is stored, or the follower came back after `at`. */
  unfollow(openid: string, at: number, eraseAt: number): Promise<boolean>;
  /** A stranger when nothing is stored. */
  get(openid: string): Promise<Follower>;
  /** Where the follower stands in the number menu; undefined leaves it. */
  moveTo(openid: string, position: MenuPosition | undefined): Promise<void>;
  /** The newest reported place takes the former one's. */
  placeAt(openid: string, place: Place): Promise<void>;
  forgetPlace(openid: string): Promise<void>;
  /** Raises the tier to what was proved, never lowers it; false when the follower is not there: never followed, gone, or erased. */
  raiseTier(openid: string, tier: ProvedTier): Promise<boolean>;
  /** Sets the tier after a proof was taken back. */
  setTier(openid: string, tier: Tier): Promise<void>;
}

/** Who acts is there, whatever an unfollow or an erasure before it left. */
const present = 'erasedAt, expiresAt, unfollowedAt, gsi1pk, gsi1sk';
const notGoneSince = `${notErasedSince} AND (attribute_not_exists(unfollowedAt) OR unfollowedAt < :at)`;
const notFollowedSince = '(attribute_not_exists(followedAt) OR followedAt < :at)';
const hasNotGone = `${isStored} AND attribute_not_exists(unfollowedAt)`;
const rememberScene = ', firstScene = if_not_exists(firstScene, :scene), lastScene = :scene';

/** The followers in the table, each with their place in the list of who follows. */
export const createFollowers = (table: Table): Followers => ({
  touch: (openid, act, at) => {
    const window = openWindow(act);
    return updateOrRead(table, openid, {
      set: `openid = :openid, lastSeenAt = :at, ${window.set}`,
      remove: present,
      condition: `${notGoneSince} AND ${window.isNewer}`,
      values: { ':openid': openid, ':at': at, ...window.values },
    });
  },
  follow: async (openid, at, scene) => {
    const window = openWindow('tap');
    // Both at once, for somebody waits for the welcome; a follow that turns out to be past is taken off the list again.
    const listed = createFollowing(table).add(openid, at);
    const update = updateOrRead(table, openid, {
      set: `openid = :openid, lastSeenAt = :at, followedAt = :at, ${window.set}${scene === undefined ? '' : rememberScene}`,
      remove: present,
      // Times are whole seconds: a follow in the second of an unfollow came after it.
      condition: `${notErasedSince} AND ${notFollowedSince} AND (attribute_not_exists(unfollowedAt) OR unfollowedAt <= :at)`,
      values: { ':openid': openid, ':at': at, ':scene': scene, ...window.values },
    });
    const [follower] = await Promise.all([update, listed]);
    if (!isPresent(follower)) await createFollowing(table).remove(openid, at);
    return follower;
  },
  scan: (openid, at, scene) => {
    const window = openWindow('tap');
    return updateOrRead(table, openid, {
      set: `openid = :openid, lastSeenAt = :at, ${window.set}${rememberScene}`,
      remove: present,
      condition: `${notGoneSince} AND ${window.isNotOlder}`,
      values: { ':openid': openid, ':at': at, ':scene': scene, ...window.values },
    });
  },
  unfollow: async (openid, at, eraseAt) => {
    const due = index.erasureDue(eraseAt);
    const gone = await written(
      updateFollower(table, openid, {
        set: 'unfollowedAt = :at, gsi1pk = :duePartition, gsi1sk = :dueAt',
        condition: `${isStored} AND (attribute_not_exists(followedAt) OR followedAt <= :at)`,
        values: { ':at': at, ':duePartition': due.gsi1pk, ':dueAt': due.gsi1sk },
      }),
    );
    if (gone) await createFollowing(table).remove(openid, at);
    return gone;
  },
  get: (openid) => readFollower(table, openid),
  moveTo: async (openid, position) => {
    const change =
      position === undefined
        ? { remove: 'menuPosition' }
        : { set: 'menuPosition = :position', values: { ':position': position } };
    await written(updateFollower(table, openid, { ...change, condition: isStored }));
  },
  placeAt: async (openid, place) => {
    await written(
      updateFollower(table, openid, {
        set: 'lastPlace = :place',
        condition: `${isStored} AND (attribute_not_exists(lastPlace) OR lastPlace.#at < :at)`,
        names: { '#at': 'at' },
        values: { ':place': place, ':at': place.at },
      }),
    );
  },
  forgetPlace: async (openid) => {
    await written(updateFollower(table, openid, { remove: 'lastPlace', condition: isStored }));
  },
  raiseTier: async (openid, tier) => {
    const lower = Object.fromEntries(tiersBelow(tier).map((each) => [`:${each}`, each]));
    const isLower = `(attribute_not_exists(tier) OR tier IN (${Object.keys(lower).join(', ')}))`;
    const raise = {
      set: 'tier = :tier',
      condition: `${hasNotGone} AND ${isLower}`,
      values: { ':tier': tier, ...lower },
    };
    if (await written(updateFollower(table, openid, raise))) return true;
    const follower = await readFollower(table, openid);
    return isPresent(follower) && tierReaches(follower.tier, tier);
  },
  setTier: async (openid, tier) => {
    await written(
      updateFollower(table, openid, { set: 'tier = :tier', condition: isStored, values: { ':tier': tier } }),
    );
  },
});
