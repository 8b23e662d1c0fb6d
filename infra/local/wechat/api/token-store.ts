import { beijingDay } from '../beijing-time.ts';
import { nextNumber, randomText } from '../ids.ts';
import type { IssuedToken } from '../state.ts';
import type { World } from '../world.ts';
import { ApiError } from './error.ts';

const lifeMs = 7_200_000;
/** 有效期最后 5 分钟: only then is a stable token renewed, and both are good for as long. */
const overlapMs = 300_000;
const forcedPauseMs = 30_000;
const forcedPerDay = 20;
/** Expired tokens are remembered for a day, to be told from invented ones. */
const rememberedMs = 86_400_000;

const isCurrent = (token: IssuedToken, now: number): boolean =>
  token.expiresAt > now && (token.revokedAt === undefined || token.revokedAt > now);

const issue = (world: World, kind: IssuedToken['kind']): IssuedToken => {
  const now = world.now();
  // The first four characters differ, so that logs can tell tokens apart without giving them away.
  const value = `${nextNumber(world).toString(36).padStart(4, '0')}_${randomText(130)}`;
  const token: IssuedToken = { value, kind, expiresAt: now + lifeMs };
  world.state.tokens = [...world.state.tokens.filter((old) => old.expiresAt > now - rememberedMs), token];
  world.changed();
  return token;
};

const latest = (world: World, kind: IssuedToken['kind']): IssuedToken | undefined =>
  world.state.tokens.findLast((token) => token.kind === kind && isCurrent(token, world.now()));

/** A new token from `/cgi-bin/token`; the one before works five more minutes. The stable token is not touched. */
export const issuePlain = (world: World): IssuedToken => {
  const before = latest(world, 'plain');
  if (before) before.revokedAt = world.now() + overlapMs;
  return issue(world, 'plain');
};

/** The stable token: the same while more than five minutes are left, then a new one beside the old. */
export const issueStable = (world: World): IssuedToken => {
  const current = latest(world, 'stable');
  if (!current) return issue(world, 'stable');
  if (current.expiresAt - world.now() > overlapMs) return current;
  current.expiresAt = world.now() + overlapMs;
  return issue(world, 'stable');
};

/** `force_refresh`: ends the current token at once; at most 20 a day and 30 s apart, otherwise nothing is refreshed. */
export const forceStable = (world: World): IssuedToken => {
  const { forced } = world.state;
  const now = world.now();
  const count = forced.day === beijingDay(now) ? forced.count : 0;
  if (now - forced.at < forcedPauseMs || count >= forcedPerDay) return issueStable(world);
  world.state.forced = { day: beijingDay(now), count: count + 1, at: now };
  for (const token of world.state.tokens) if (token.kind === 'stable' && isCurrent(token, now)) token.revokedAt = now;
  return issue(world, 'stable');
};

/** Ends every token: for tests of what the account does then. */
export const revokeAll = (world: World): void => {
  const now = world.now();
  for (const token of world.state.tokens) if (isCurrent(token, now)) token.revokedAt = now;
  world.changed();
};

/** Throws 41001, 40014, 40001 or 42001 unless `value` is a token that works now. */
export const checkToken = (world: World, value: string | undefined): void => {
  if (!value) throw new ApiError(41001);
  if (!/^[\w-]{40,512}$/.test(value)) throw new ApiError(40014);
  const token = world.state.tokens.find((candidate) => candidate.value === value);
  if (!token) throw new ApiError(40001);
  if (token.expiresAt <= world.now()) throw new ApiError(42001);
  if (!isCurrent(token, world.now())) throw new ApiError(40001);
};
