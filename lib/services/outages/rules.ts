import { mostAheadMs, type Reason } from '../../notices/model.ts';
import type { BadField } from '../../platform/bad-fields.ts';
import type { NoticeRules } from '../../platform/profile/notices.ts';
import type { NewOutage, Outage, OutageChange, OutageNews } from './model.ts';

const hourMs = 3_600_000;
/** How far the clocks of two systems may differ. */
const clockDriftMs = 5 * 60_000;

const fault = (field: string, code: string, message: string): BadField => ({ field, code, message });

/** What is wrong with the times of an outage that begins or is moved, `now` being the moment. */
export const timeFaults = (
  { from, to, announceAt }: { from: number; to: number; announceAt?: number | undefined },
  now: number,
  endField = 'to',
): BadField[] => {
  if (to <= from) return [fault(endField, 'end_before_start', 'must be after from')];
  if (to <= now) return [fault(endField, 'already_over', 'must be in the future')];
  if (announceAt !== undefined && announceAt >= to) {
    return [fault('announceAt', 'too_late', 'must be before the end of the outage')];
  }
  if (announceAt !== undefined && announceAt > now + mostAheadMs) {
    return [fault('announceAt', 'too_far', 'must be within 60 days')];
  }
  return [];
};

/** What doubtful there is about an announcement: it comes later than the organisation's rules want. */
export const leadTimeWarnings = (
  { kind, from, announceAt }: Pick<NewOutage, 'kind'> & { from: number; announceAt?: number | undefined },
  { leadTimeHours }: Pick<NoticeRules, 'leadTimeHours'>,
  now: number,
): Reason[] => {
  if (leadTimeHours === undefined || kind === 'fault') return [];
  const needed = leadTimeHours[kind];
  const given = Math.max(0, Math.floor((from - Math.max(now, announceAt ?? now)) / hourMs));
  if (given >= needed) return [];
  const message = `按规定要提前${inWords(needed)}通知，这次只提前了${inWords(given)}。请核对开始时间；没有写错的，通知照常发出。`;
  return [{ code: 'lead_time', message }];
};

const inWords = (hours: number): string => {
  const days = Math.floor(hours / 24);
  const rest = hours % 24;
  if (days === 0) return `${rest}小时`;
  return rest === 0 ? `${days}天` : `${days}天${rest}小时`;
};

/** What a change makes of an outage, and what there is to tell; `faults` when it can't be done. */
export interface Decision {
  next: Outage;
  news?: OutageNews;
  faults: BadField[];
}

const ended = (outage: Outage): BadField[] =>
  outage.state === 'cancelled' || outage.state === 'restored'
    ? [fault('id', 'over', `the outage is ${outage.state} already; announce a new one`)]
    : [];

const restored = (outage: Outage, restoredAt: number, now: number): Decision => {
  const faults = [
    ...(restoredAt > now + clockDriftMs ? [fault('restoredAt', 'in_the_future', 'must not be in the future')] : []),
    ...(restoredAt < outage.from ? [fault('restoredAt', 'before_start', 'must not be before from')] : []),
  ];
  return { next: { ...outage, state: 'restored', restoredAt }, news: 'restored', faults };
};

const moved = (outage: Outage, change: OutageChange, now: number): Decision => {
  const from = change.from === undefined ? outage.from : Date.parse(change.from);
  const end = change.delayTo ?? change.to;
  const to = end === undefined ? outage.to : Date.parse(end);
  const endField = change.delayTo === undefined ? 'to' : 'delayTo';
  const next = { ...outage, from, to };
  if (from === outage.from && to === outage.to) return { next, faults: [] };
  const faults = [
    ...timeFaults({ from, to }, now, end === undefined ? 'from' : endField),
    ...(from !== outage.from && now >= outage.from
      ? [fault('from', 'already_begun', 'must stay: the outage has begun')]
      : []),
    ...(change.delayTo !== undefined && to <= outage.to
      ? [fault('delayTo', 'not_later', 'must be after the end that was announced')]
      : []),
  ];
  const delayed = change.delayTo !== undefined || (from === outage.from && to > outage.to && now >= outage.from);
  return delayed ? { next: { ...next, state: 'delayed' }, news: 'delayed', faults } : { next, news: 'changed', faults };
};

const decideState = (outage: Outage, change: OutageChange, now: number): Decision => {
  if (change.cancel) return { next: { ...outage, state: 'cancelled' }, news: 'cancelled', faults: [] };
  if (change.restoredAt !== undefined) return restored(outage, Date.parse(change.restoredAt), now);
  return moved(outage, change, now);
};

/** What a change makes of an outage at this moment. Reason and progress alone are shown, not told. */
export const decide = (outage: Outage, change: OutageChange, now: number): Decision => {
  const faults = ended(outage);
  if (faults.length > 0) return { next: outage, faults };
  const decision = decideState(outage, change, now);
  const { reason = outage.reason, progress } = change;
  const said = progress === undefined || progress === outage.progress.at(-1)?.text ? [] : [{ at: now, text: progress }];
  return {
    ...decision,
    next: { ...decision.next, reason, progress: [...outage.progress, ...said].slice(-mostProgress) },
  };
};

/** Lines of progress that are kept. */
const mostProgress = 30;
