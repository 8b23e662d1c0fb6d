import { type Key, keys } from '../platform/keys.ts';
import { readBatch } from '../platform/read-batch.ts';
import { type Table, written } from '../platform/table.ts';
import { isPresent, type Tier } from './follower.ts';
import { isStored, toFollower, updateFollower } from './item.ts';

/** Which notices a follower wants, and when. */
export interface NoticePreferences {
  /** Choices of the profile (`notices.choices`) that are switched off. */
  off: string[];
  /** Own quiet hours, `HH:MM` in Beijing, over midnight where `to` is before `from`; bulk notices wait for their end. */
  quiet?: { from: string; to: string };
  /** Agreed to a text message to the proved phone where WeChat can't deliver. */
  sms: boolean;
}

/** What the engine needs to know of a recipient. */
export interface Recipient {
  /** False for who has gone, was erased, or was never here. */
  following: boolean;
  preferences: NoticePreferences;
  tier: Tier;
}

/** Preferences of followers, on their own item. */
export interface NoticePreferencesStore {
  of(openid: string): Promise<NoticePreferences>;
  /** False when the follower is not stored. */
  set(openid: string, preferences: NoticePreferences): Promise<boolean>;
  /** Of at most 100 people at once, by openid, an entry for each; may be some seconds old. */
  ofMany(openids: readonly string[]): Promise<Map<string, Recipient>>;
}

/** Of who has chosen nothing: all notices, at any hour, no text messages. */
export const defaultPreferences: NoticePreferences = { off: [], sms: false };

const attributes = 'pk, sk, openid, tier, followedAt, lastSeenAt, unfollowedAt, erasedAt, notices';

type Item = Key & { openid?: string; notices?: NoticePreferences };

const recipientOf = (openid: string, item: Item | undefined): Recipient => {
  const follower = toFollower(openid, item && { ...item });
  const following = isPresent(follower);
  return { following, tier: follower.tier, preferences: (following && item?.notices) || defaultPreferences };
};

/** The preferences in the table. */
export const createNoticePreferences = (table: Table): NoticePreferencesStore => {
  const ofMany = async (openids: readonly string[], consistent = false): Promise<Map<string, Recipient>> => {
    const wanted = [...new Set(openids)].map((openid) => ({ openid, key: keys.follower(openid) }));
    const items = await readBatch<Item>(
      table,
      wanted.map(({ key }) => key),
      { attributes, consistent },
    );
    const byPartition = new Map(items.map((item) => [item.pk, item]));
    return new Map(wanted.map(({ openid, key }) => [openid, recipientOf(openid, byPartition.get(key.pk))]));
  };
  return {
    of: async (openid) => (await ofMany([openid], true)).get(openid)?.preferences ?? defaultPreferences,
    set: (openid, { off, quiet, sms }) =>
      written(
        updateFollower(table, openid, {
          set: 'notices = :notices',
          condition: isStored,
          values: { ':notices': { off: [...new Set(off)], ...(quiet && { quiet }), sms } },
        }),
      ),
    ofMany: (openids) => ofMany(openids),
  };
};
