import type { TakenOver } from '../../../lib/followers/taking-over.ts';

/** What became of the people on some pages of WeChat's list. */
export interface Tally extends Record<TakenOver, number> {
  pages: number;
  /** People whom WeChat names by something that is no openid. */
  failed: number;
  /** How many WeChat says there are in all. */
  total: number;
}

/** Before the first page. */
export const emptyTally: Tally = { pages: 0, new: 0, listed: 0, known: 0, gone: 0, failed: 0, total: 0 };

/** Everybody who was read so far. */
export const peopleIn = ({ new: added, listed, known, gone, failed }: Tally): number =>
  added + listed + known + gone + failed;

/** A tally with one more page, on which `outcomes` became of its people. */
export const withPage = (
  { pages, ...tally }: Tally,
  total: number,
  outcomes: readonly (TakenOver | 'failed')[],
): Tally => {
  const next: Tally = { ...tally, pages: pages + 1, total };
  for (const outcome of outcomes) next[outcome] += 1;
  return next;
};

/** The tally of a list that is read from its beginning once more: who was written stays counted, the rest is counted again. */
export const startedAgain = (tally: Tally): Tally => ({ ...emptyTally, new: tally.new, listed: tally.listed });
