import { AppError } from '../../../lib/platform/errors.ts';
import type { WeChatApi } from '../../../lib/wechat/api.ts';
import { WeChatApiError } from '../../../lib/wechat/api-errors.ts';
import { type FollowerPage, readFollowerPage } from '../../../lib/wechat/follower-list.ts';
import { createFollowersJournal } from './journal.ts';
import { createPace } from './pace.ts';
import { type PageDeps, takePage } from './take-page.ts';
import { emptyTally, peopleIn, startedAgain, type Tally, withPage } from './tally.ts';

/** Whose followers, into what. */
export interface FollowersOrder extends Omit<PageDeps, 'turn'> {
  api: Pick<WeChatApi, 'get'>;
  sleep: (ms: number) => Promise<void>;
  /** New followers a second at most. */
  perSecond: number;
  /** Told after each page: people so far, and of how many. */
  onPage?: (people: number, total: number) => void;
}

/** How an import ended: through, or by an error, after which the next one goes on where it was. */
export interface FollowersOutcome {
  tally: Tally;
  /** It went on from a run before. */
  resumed: boolean;
  /** People whom this run has written, or would have. */
  written: number;
  error?: unknown;
}

/** Where an import stands. */
interface Position {
  tally: Tally;
  next?: string;
}

/** A list that loses its place again and again is not worth the calls that it costs. */
const mostStarts = 4;

const begin = async ({ table, dryRun }: FollowersOrder): Promise<Position> => {
  const last = dryRun ? undefined : await createFollowersJournal(table).last();
  if (last?.state !== 'writing' || last.next === undefined) return { tally: emptyTally };
  return { tally: last.tally, next: last.next };
};

const beginAgain = ({ tally }: Position, starts: number): Position => {
  if (starts < mostStarts) return { tally: startedAgain(tally) };
  throw new AppError('list_lost', 'give-up', 'WeChat loses the place in its list again and again');
};

const note = async ({ table, now, dryRun }: FollowersOrder, { tally, next }: Position): Promise<void> => {
  if (dryRun) return;
  const at = new Date(now()).toISOString();
  const state = next === undefined ? { state: 'finished' as const } : { state: 'writing' as const, next };
  await createFollowersJournal(table).write({ ...state, at, tally });
};

const pageAfter = async ({ api }: FollowersOrder, next: string | undefined): Promise<FollowerPage | 'lost'> => {
  try {
    return await readFollowerPage(api, next);
  } catch (error) {
    // Whom the last page ended with has left since, so that WeChat does not know where that was.
    if (next !== undefined && error instanceof WeChatApiError && error.errcode === 40003) return 'lost';
    throw error;
  }
};

/** Where the import stands after one more page; `outdated` when the page grew too old meanwhile, and has to be read again. */
const takeNext = async (
  order: FollowersOrder,
  deps: PageDeps,
  { tally, next }: Position,
): Promise<Position | 'lost' | 'outdated'> => {
  const readAt = order.now();
  const page = await pageAfter(order, next);
  if (page === 'lost') return 'lost';
  const outcomes = await takePage(deps, page.openids, readAt);
  if (outcomes === undefined) return 'outdated';
  const after = page.next === undefined ? {} : { next: page.next };
  return { tally: withPage(tally, page.total, outcomes), ...after };
};

const outcomeOf = (begun: Position, { tally }: Position): FollowersOutcome => {
  const written = tally.new + tally.listed - begun.tally.new - begun.tally.listed;
  return { tally, resumed: begun.next !== undefined, written };
};

/**
 * Takes over everybody who follows the account at WeChat, page by page (10,000 people, one call each), and notes after each page where the next
 * begins. Nobody who is stored already is changed; who leaves meanwhile stays away. Repeatable, also twice at once. Never throws: an error is part of the
 * outcome, beside what was done before it.
 */
export const importFollowers = async (order: FollowersOrder): Promise<FollowersOutcome> => {
  const deps: PageDeps = { ...order, turn: createPace(order.perSecond, order.now, order.sleep) };
  let begun: Position = { tally: emptyTally };
  let at = begun;
  try {
    begun = await begin(order);
    at = begun;
    for (let starts = 1; ; ) {
      const after = await takeNext(order, deps, at);
      if (after === 'outdated') continue;
      if (after === 'lost') at = beginAgain(at, starts++);
      else {
        at = after;
        await note(order, at);
        order.onPage?.(peopleIn(at.tally), at.tally.total);
        if (at.next === undefined) return outcomeOf(begun, at);
      }
    }
  } catch (error) {
    return { ...outcomeOf(begun, at), error };
  }
};
