import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Key, keys } from '../platform/keys.ts';
import { readBatch } from '../platform/read-batch.ts';
import { type Table, written } from '../platform/table.ts';
import { isPresent } from './follower.ts';
import { createFollowing } from './following.ts';
import { readFollower, toFollower } from './item.ts';

/**
 * What the table has of somebody who follows the account: nothing; a follower who is not on the list for notices to everyone, since they have only
 * written, or whose taking over broke off; all there is to have; or that they have left or were erased.
 */
export type Seen = 'nothing' | 'unlisted' | 'known' | 'gone';

/** What became of them: taken over, put on the list, or left as they were. */
export type TakenOver = 'new' | 'listed' | 'known' | 'gone';

/** Takes over followers whom the account had before this table. Safe to repeat, and to do twice at once. */
export interface TakingOver {
  /** At most 50 different people; may be some seconds old. One read unit each. */
  look(openids: readonly string[]): Promise<Map<string, Seen>>;
  /**
   * Notes that they followed at `at` (epoch milliseconds), unless something is stored of them already, and puts them on the list for notices to
   * everyone. Who has left or been erased, before or meanwhile, stays so, and an unfollow from `at` or later finds them. Opens no window for
   * messages, since they have done nothing. Three write units for who is new.
   */
  take(openid: string, at: number, seen: Seen): Promise<TakenOver>;
}

/** Two items of each person are read at once, a hundred in all. */
export const mostAtOnce = 50;

const attributes = 'pk, sk, followedAt, lastSeenAt, unfollowedAt, erasedAt';

const seenIn = (openid: string, profile: Key | undefined, isListed: boolean): Seen => {
  if (profile === undefined) return 'nothing';
  if (!isPresent(toFollower(openid, { ...profile }))) return 'gone';
  return isListed ? 'known' : 'unlisted';
};

/** Taking over into the table. */
export const createTakingOver = (table: Table): TakingOver => {
  const following = createFollowing(table);

  const enter = (openid: string, at: number): Promise<boolean> =>
    written(
      table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...keys.follower(openid), openid, followedAt: at },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );

  return {
    look: async (openids) => {
      const wanted = openids.flatMap((openid) => [keys.follower(openid), keys.following(openid)]);
      const stored = await readBatch<Key>(table, wanted, { attributes });
      const find = ({ pk, sk }: Key) => stored.find((item) => item.pk === pk && item.sk === sk);
      return new Map(
        openids.map((openid) => {
          const [profile, entry] = [find(keys.follower(openid)), find(keys.following(openid))];
          return [openid, seenIn(openid, profile, entry !== undefined)];
        }),
      );
    },
    take: async (openid, at, seen) => {
      if (seen === 'known' || seen === 'gone') return seen;
      // The list first: an entry without a follower is passed over, a follower without an entry would never be told anything.
      await following.add(openid, at);
      if (seen === 'nothing' && (await enter(openid, at))) return 'new';
      // Somebody else has stored them meanwhile, or they have left: what is there now decides.
      if (isPresent(await readFollower(table, openid))) return 'listed';
      await following.remove(openid, at);
      return 'gone';
    },
  };
};
