import { beijingDay } from '../../platform/clock.ts';
import type { Notice } from '../model.ts';
import type { NoticeStore } from '../store.ts';
import { type CapDeps, type Capped, cappedBy, isCounted, mostNotices, othersThan } from './caps.ts';

/** What looking at the cap again takes. */
export interface LateCapDeps extends CapDeps {
  notices: Pick<NoticeStore, 'list' | 'get'>;
}

const nobody: Capped = async () => new Set();

/** Of two notices that go out, one is ahead: it was let go earlier, or has the smaller id. */
const isAhead = (other: Notice, { id, startedAt = 0 }: Notice): boolean =>
  other.startedAt !== undefined && (other.startedAt < startedAt || (other.startedAt === startedAt && other.id < id));

/** Notices ahead of this one on its day. The list is a second or two behind: what it shows as waiting is looked at as it is now. */
const noticesAhead = async (deps: LateCapDeps, notice: Notice): Promise<Notice[]> => {
  const day = beijingDay(notice.startedAt ?? deps.now());
  const listed = (await othersThan(deps, notice))
    .filter(({ state, startedAt }) => startedAt !== undefined || (state !== 'refused' && state !== 'cancelled'))
    .filter(({ startedAt }) => startedAt === undefined || beijingDay(startedAt) === day)
    .slice(0, mostNotices);
  if (listed.length < deps.perPersonPerDay) return [];
  const present = await Promise.all(
    listed.map((other) => (other.startedAt === undefined ? deps.notices.get(other.id) : other)),
  );
  return present
    .filter((other) => other !== undefined)
    .filter((other) => isAhead(other, notice) && beijingDay(other.startedAt ?? 0) === day);
};

/** Keeps calls apart, each after the last, and opens the lists anew when openids begin again: a pass over the shard has. */
const inTurn = (open: () => Capped): Capped => {
  let capped = open();
  let last = '';
  let before: Promise<unknown> = Promise.resolve();
  return (openids) => {
    const asked = before.then(() => {
      if ((openids[0] ?? '') <= last) capped = open();
      last = openids.at(-1) ?? last;
      return capped(openids);
    });
    before = asked.catch(() => {});
    return asked;
  };
};

/**
 * The cap looked at again when a segment is sent, since freezing sees none of the notices that wait beside this one: each of them that was let go after
 * this one was counted, and before it, counts now. So the cap holds however many are confirmed one after another; of those let go within the same second
 * a person may get one too many. Where no such notice is, which is the rule, it costs a look at the list for each run, and nothing for a segment.
 */
export const openLateCap = async (deps: LateCapDeps, notice: Notice, shard: number): Promise<Capped> => {
  if (!isCounted(notice)) return nobody;
  const ahead = await noticesAhead(deps, notice);
  const isNews = ({ confirmedAt = 0 }: Notice): boolean => confirmedAt >= notice.createdAt;
  if (ahead.length < deps.perPersonPerDay || !ahead.some(isNews)) return nobody;
  return inTurn(() => cappedBy(deps, ahead, shard));
};
