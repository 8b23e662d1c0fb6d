import type { Follower } from '../../lib/followers/follower.ts';

/** An openid in WeChat's shape. */
export const anOpenid = 'oLinJiang0a1b2c3d4e5f6g7h8i9j';

/** A follower who came by a poster and has asked nothing yet. */
export const aFollower = (changes: Partial<Follower> = {}): Follower => ({
  openid: anOpenid,
  tier: 'visitor',
  tags: [],
  followedAt: Date.parse('2026-05-01T09:00:00+08:00'),
  firstScene: 'poster-12',
  keptAnswers: [],
  ...changes,
});
