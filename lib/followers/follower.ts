/** What is proved about a follower: nothing, the phone by a one-time code, the real name. */
export type Tier = 'visitor' | 'registered' | 'verified';

const rank: Record<Tier, number> = { visitor: 0, registered: 1, verified: 2 };

/** Whether a follower of tier `has` may do what `needs` that tier. */
export const tierReaches = (has: Tier, needs: Tier): boolean => rank[has] >= rank[needs];

/** A tier that takes a proof. */
export type ProvedTier = Exclude<Tier, 'visitor'>;

/** The tiers below one that takes a proof. */
export const tiersBelow = (tier: ProvedTier): Tier[] =>
  (Object.keys(rank) as Tier[]).filter((each) => !tierReaches(each, tier));

/** Where the follower stands in the number menu: the numbers chosen so far. It is left after ten minutes. */
export interface MenuPosition {
  path: number[];
  /** Epoch milliseconds. */
  at: number;
}

export const positionKeptMs = 10 * 60_000;

/** An answer that came after WeChat's five seconds and found no room for a customer-service message. */
export interface KeptAnswer {
  id: string;
  /** What the follower had asked, cut to 30 characters. */
  question: string;
  content: string;
  /** Epoch milliseconds. */
  at: number;
}

/** Answers are offered for as long as WeChat's own window after a message lasts. */
export const keptAnswerMs = 48 * 3_600_000;

/** A place that the follower's phone reported, in GCJ-02 degrees. Only the newest is kept, and read for ten minutes. */
export interface Place {
  latitude: number;
  longitude: number;
  /** Epoch milliseconds. */
  at: number;
}

export const placeKeptMs = 10 * 60_000;

/** A follower as the services see them. Times in epoch milliseconds. */
export interface Follower {
  openid: string;
  tier: Tier;
  tags: string[];
  /** The latest follow. */
  followedAt?: number;
  /** They have gone, and are to be erased. */
  unfollowedAt?: number;
  /** Scene of the code that brought them (渠道二维码). */
  firstScene?: string;
  lastScene?: string;
  lastSeenAt?: number;
  menuPosition?: MenuPosition;
  lastPlace?: Place;
  keptAnswers: KeptAnswer[];
}

/** Someone of whom nothing is stored. */
export const stranger = (openid: string): Follower => ({ openid, tier: 'visitor', tags: [], keptAnswers: [] });

/** Whether the account may keep anything of this person: they follow, or wrote, and have neither gone nor been erased. */
export const isPresent = ({ followedAt, lastSeenAt, unfollowedAt }: Follower): boolean =>
  (followedAt ?? lastSeenAt) !== undefined && unfollowedAt === undefined;
