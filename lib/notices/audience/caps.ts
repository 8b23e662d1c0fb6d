import { beijingDay } from '../../platform/clock.ts';
import { addMonths, beijingMonth } from '../../platform/months.ts';
import type { Notice, NoticeState } from '../model.ts';
import type { DeliveryCode } from '../segment.ts';
import type { SegmentStore } from '../segments.ts';
import type { NoticeStore } from '../store.ts';

/** What keeping the cap takes; `perPersonPerDay` is the profile's. */
export interface CapDeps {
  notices: Pick<NoticeStore, 'list'>;
  segments: Pick<SegmentStore, 'stream'>;
  perPersonPerDay: number;
  now: () => number;
}

/** Those of some people, in the order of openids, who have had as many bulk notices on the day as a person gets. Each call goes on after the last. */
export type Capped = (openids: readonly string[]) => Promise<ReadonlySet<string>>;

/** Notices of a day that are looked at, the newest: an organisation that sends more has other worries. */
export const mostNotices = 20;
const counting: ReadonlySet<NoticeState> = new Set(['scheduled', 'sending', 'stopped', 'sent']);
const arriving: ReadonlySet<DeliveryCode> = new Set(['.', 'a', 'd', 'q', 'u']);

const dayOf = ({ startedAt, releaseAt, confirmedAt }: Notice): string =>
  beijingDay(startedAt ?? Math.max(releaseAt ?? 0, confirmedAt ?? 0));

/** Follow-ups and notices to a few people are exempt, and do not count. */
export const isCounted = ({ lane, audience }: Notice): boolean =>
  lane === 'bulk' && audience.of !== 'notice' && audience.of !== 'people';

/** Other notices that count, of this month and the last, the newest first. A second or two behind. */
export const othersThan = async (
  { notices, now }: Pick<CapDeps, 'notices' | 'now'>,
  { id }: Notice,
): Promise<Notice[]> => {
  const month = beijingMonth(now());
  const recent = await Promise.all([month, addMonths(month, -1)].map((each) => notices.list(each)));
  return recent.flat().filter((other) => other.id !== id && isCounted(other));
};

const noticesOfDay = async (deps: CapDeps, notice: Notice): Promise<Notice[]> => {
  const goesOutAt = Math.max(notice.releaseAt ?? 0, deps.now());
  return (await othersThan(deps, notice))
    .filter((other) => counting.has(other.state) && dayOf(other) === beijingDay(goesOutAt))
    .slice(0, mostNotices);
};

/** Everyone whom a shard of a notice reaches, or is going to. */
async function* reachedBy(
  { segments }: Pick<CapDeps, 'segments'>,
  { id }: Notice,
  shard: number,
): AsyncGenerator<string> {
  for await (const { deliveries } of segments.stream(id, shard)) {
    for (const { openid, code } of deliveries) if (arriving.has(code)) yield openid;
  }
}

/** A list that is read along with the openids asked for. */
const alongside = (list: AsyncGenerator<string>) => {
  let head: IteratorResult<string> | undefined;
  return async (openid: string): Promise<boolean> => {
    head ??= await list.next();
    while (!head.done && head.value < openid) head = await list.next();
    return !head.done && head.value === openid;
  };
};

/** Opens the cap for one shard of a notice: nobody is capped unless it is a bulk notice of its own. */
export const openCap = async (deps: CapDeps, notice: Notice, shard: number): Promise<Capped> => {
  if (!isCounted(notice)) return async () => new Set();
  const others = await noticesOfDay(deps, notice);
  if (others.length < deps.perPersonPerDay) return async () => new Set();
  return cappedBy(deps, others, shard);
};

/** Those whom enough of these notices reach. */
export const cappedBy = (
  deps: Pick<CapDeps, 'segments' | 'perPersonPerDay'>,
  others: readonly Notice[],
  shard: number,
): Capped => {
  const lists = others.map((other) => alongside(reachedBy(deps, other, shard)));
  return async (openids) => {
    const capped = new Set<string>();
    for (const openid of openids) {
      const got = await Promise.all(lists.map((has) => has(openid)));
      if (got.filter(Boolean).length >= deps.perPersonPerDay) capped.add(openid);
    }
    return capped;
  };
};
