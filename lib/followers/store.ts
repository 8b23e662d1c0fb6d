import { index } from '../platform/keys.ts';
import { type Table, written } from '../platform/table.ts';
import type { Follower, MenuPosition, Place } from './follower.ts';
import { isStored, notErasedSince, readFollower, updateFollower, updateOrRead } from './item.ts';
import { type Act, openWindow } from './ledger.ts';

/** Followers, each in one item. Times in epoch milliseconds. */
export interface Followers {
  /** Notes that the follower acted, opens the window of that act, and gives them back: one round trip. */
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
}

const alive = 'erasedAt, expiresAt';
const rememberScene = ', firstScene = if_not_exists(firstScene, :scene), lastScene = :scene';

/** The followers in the table. */
export const createFollowers = (table: Table): Followers => ({
  touch: (openid, act, at) => {
    const window = openWindow(act);
    return updateOrRead(table, openid, {
      set: `openid = :openid, lastSeenAt = :at, ${window.set}`,
      remove: alive,
      condition: `${notErasedSince} AND ${window.isNewer}`,
      values: { ':openid': openid, ':at': at, ...window.values },
    });
  },
  follow: (openid, at, scene) => {
    const window = openWindow('tap');
    return updateOrRead(table, openid, {
      set: `openid = :openid, lastSeenAt = :at, followedAt = if_not_exists(followedAt, :at), ${window.set}${scene === undefined ? '' : rememberScene}`,
      remove: `${alive}, unfollowedAt, gsi1pk, gsi1sk`,
      condition: `${notErasedSince} AND (attribute_not_exists(unfollowedAt) OR unfollowedAt <= :at)`,
      values: { ':openid': openid, ':at': at, ':scene': scene, ...window.values },
    });
  },
  scan: (openid, at, scene) => {
    const window = openWindow('tap');
    return updateOrRead(table, openid, {
      set: `openid = :openid, lastSeenAt = :at, ${window.set}${rememberScene}`,
      remove: alive,
      condition: `${notErasedSince} AND ${window.isNewer}`,
      values: { ':openid': openid, ':at': at, ':scene': scene, ...window.values },
    });
  },
  unfollow: (openid, at, eraseAt) => {
    const due = index.erasureDue(eraseAt);
    return written(
      updateFollower(table, openid, {
        set: 'unfollowedAt = :at, gsi1pk = :duePartition, gsi1sk = :dueAt',
        condition: `${isStored} AND (attribute_not_exists(followedAt) OR followedAt <= :at)`,
        values: { ':at': at, ':duePartition': due.gsi1pk, ':dueAt': due.gsi1sk },
      }),
    );
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
});
