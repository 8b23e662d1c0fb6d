import { createTakingOver, mostAtOnce, type Seen, type TakenOver } from '../../../lib/followers/taking-over.ts';
import type { Clock } from '../../../lib/platform/clock.ts';
import { inParallel } from '../../../lib/platform/parallel.ts';
import type { Table } from '../../../lib/platform/table.ts';
import type { Turn } from './pace.ts';

/** What taking over a page takes. */
export interface PageDeps {
  table: Table;
  now: Clock;
  /** Asked before people are written. */
  turn: Turn;
  /** Looks, and writes nothing. */
  dryRun: boolean;
}

/** What became of each person of a page; undefined when it grew too old to go by. */
export type PageOutcome = (TakenOver | 'failed')[] | undefined;

const minuteMs = 60_000;
/**
 * How long before the page was asked for its people count as followers: an unfollow that is on its way, or counted by a clock that differs from
 * ours by less, wins over what the page says.
 */
const marginMs = 60 * minuteMs;
/** Marks of who has gone last a day; a page is used for far less, also by a machine that slept in between. */
const pageKeptMs = 60 * minuteMs;
/** Lanes of 50 people, and people of each at once: below the 50 connections that the table's client keeps. */
const [lanes, atOnce] = [4, 10];

const wouldBe: Record<Seen, TakenOver> = { nothing: 'new', unlisted: 'listed', known: 'known', gone: 'gone' };

const isOpenid = (text: string): boolean => /^[\w-]{1,64}$/.test(text);

const groupsOf = (openids: readonly string[]): string[][] => {
  const groups: string[][] = [];
  for (let start = 0; start < openids.length; start += mostAtOnce)
    groups.push(openids.slice(start, start + mostAtOnce));
  return groups;
};

/** Takes over the people of one page, read at `readAt` (epoch milliseconds), each once. What was done of a page before a crash is passed over. */
export const takePage = async (deps: PageDeps, page: readonly string[], readAt: number): Promise<PageOutcome> => {
  const takingOver = createTakingOver(deps.table);
  const at = Math.floor((readAt - marginMs) / 1000) * 1000;
  const isTooOld = () => deps.now() - readAt > pageKeptMs;

  const takeGroup = async (openids: string[]): Promise<PageOutcome> => {
    const seen = [...(await takingOver.look(openids))];
    const missing = seen.filter(([, state]) => state === 'nothing' || state === 'unlisted').length;
    if (deps.dryRun) return seen.map(([, state]) => wouldBe[state]);
    await deps.turn(missing);
    if (isTooOld()) return undefined;
    return inParallel(seen, atOnce, ([openid, state]) => takingOver.take(openid, at, state));
  };

  const different = [...new Set(page)];
  const openids = different.filter(isOpenid);
  const groups = await inParallel(groupsOf(openids), lanes, takeGroup);
  if (groups.includes(undefined)) return undefined;
  const failed = Array.from({ length: different.length - openids.length }, () => 'failed' as const);
  return [...groups.flatMap((outcomes) => outcomes ?? []), ...failed];
};
