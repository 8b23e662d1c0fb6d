import { createHash } from 'node:crypto';
import type { Crowd, Follower } from '../state.ts';
import type { World } from '../world.ts';

const numberLength = 6;
const openidLength = 28;

/** One of the silent followers: which crowd, and the number among all of them. */
export interface CrowdMember {
  crowd: Crowd;
  number: number;
}

/** The openid of the silent follower with this number. */
export const crowdOpenid = (world: World, number: number): string => {
  const digits = number.toString(36).padStart(numberLength, '0');
  const digest = createHash('sha256').update(`${world.options.account.appId} crowd ${number}`).digest('base64url');
  return `o${digits}${digest}`.slice(0, openidLength);
};

/** How many silent followers there are. */
export const crowdSize = (world: World): number => world.state.crowds.reduce((sum, { count }) => sum + count, 0);

/** The silent follower with this openid, if it is one of theirs. */
export const crowdMember = (world: World, openid: string): CrowdMember | undefined => {
  const [, digits] = /^o([0-9a-z]{6})[\w-]{21}$/.exec(openid) ?? [];
  if (digits === undefined || world.state.crowds.length === 0) return undefined;
  const number = Number.parseInt(digits, 36);
  const crowd = world.state.crowds.find(({ first, count }) => number >= first && number < first + count);
  if (crowd === undefined || crowdOpenid(world, number) !== openid) return undefined;
  return { crowd, number };
};

/** Adds silent followers; nobody is told of them, and all of one crowd are alike. */
export const addCrowd = (world: World, wanted: Omit<Crowd, 'first' | 'followedAt'>): Crowd => {
  const crowd = { first: crowdSize(world), followedAt: world.now(), ...wanted };
  world.state.crowds.push(crowd);
  world.changed();
  return crowd;
};

/** What is known of a silent follower, in the shape of any other; `longTerm` consents are -1. */
export const traitsOf = ({ crowd, number }: CrowdMember): Partial<Follower> => ({
  nickname: `听众${number}`,
  following: crowd.following,
  followedAt: crowd.followedAt,
  notices: crowd.notices,
  consents: Object.fromEntries(crowd.longTerm.map((template) => [template, -1])),
});
