import * as z from 'zod/mini';
import { areaId, line } from '../../backend/fields.ts';
import type { Reason } from '../../notices/model.ts';
import type { Preview } from '../../notices/port.ts';

const instant = z.iso.datetime({
  offset: true,
  message: 'must be an instant with its offset, such as 2026-11-29T08:00:00+08:00',
});
const isUnique = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

/** Planned works, works at short notice, or something that broke. */
export const OutageKind = z.enum(['planned', 'temporary', 'fault'], 'must be planned, temporary or fault');
export type OutageKind = z.infer<typeof OutageKind>;

/** What is cut off. */
export const Supply = z.enum(['power', 'water', 'gas', 'heat'], 'must be power, water, gas or heat');
export type Supply = z.infer<typeof Supply>;

/** Who lets the notice go out: the house by itself, unless something holds it, or a member of staff. */
const Confirmation = z.enum(['automatic', 'by-staff'], 'must be automatic or by-staff');

/** Most areas of one outage. */
export const mostAreas = 200;

/** An outage as it is announced. */
export const NewOutage = z.strictObject({
  /** Its number in the organisation's systems: the same number is the same outage. */
  externalId: z.optional(line(64)),
  kind: OutageKind,
  supply: z._default(Supply, 'power'),
  /** Nodes of the area tree that are cut off, with all below them. */
  areas: z
    .array(areaId, 'must be a list of area ids')
    .check(
      z.minLength(1, 'must name at least one area'),
      z.maxLength(mostAreas, `must name at most ${mostAreas} areas`),
      z.refine(isUnique, 'must not name an area twice'),
    ),
  /** As followers read it: 线路检修. */
  reason: line(100),
  from: instant,
  to: instant,
  /** When its notice is to go out; at once when absent. */
  announceAt: z.optional(instant),
  /** `by-staff` for what staff announce, else `automatic`, when absent. */
  confirmation: z.optional(Confirmation),
});
export type NewOutage = z.infer<typeof NewOutage>;

/** What became different about an outage; what is absent stays. */
export const OutageChange = z
  .strictObject({
    from: z.optional(instant),
    to: z.optional(instant),
    reason: z.optional(line(100)),
    /** Takes longer: the new end. */
    delayTo: z.optional(instant),
    /** It will not take place, or is called off. */
    cancel: z.optional(z.literal(true, 'must be true')),
    /** The supply is back, since then. */
    restoredAt: z.optional(instant),
    /** How the work goes, one line; shown with its time, without a notice. */
    progress: z.optional(line(100)),
    /** As for a new outage. */
    confirmation: z.optional(Confirmation),
  })
  .check(
    z.refine((change) => Object.keys(change).some((name) => name !== 'confirmation'), 'must change something'),
    z.refine(({ to, delayTo }) => to === undefined || delayTo === undefined, {
      error: 'must not stand beside to',
      path: ['delayTo'],
    }),
    z.refine(({ cancel, restoredAt }) => cancel === undefined || restoredAt === undefined, {
      error: 'must not stand beside restoredAt',
      path: ['cancel'],
    }),
  );
export type OutageChange = z.infer<typeof OutageChange>;

/** What was decided about an outage. Whether it has begun or is over by now follows from the time: `phaseOf`. */
export type OutageState = 'announced' | 'delayed' | 'restored' | 'cancelled';

/** Where an outage stands at a moment. `overdue`: its end has passed, and nobody has said that the supply is back. */
export type OutagePhase = 'scheduled' | 'ongoing' | 'delayed' | 'overdue' | 'restored' | 'cancelled';

/** What a notice about an outage said. */
export type OutageNews = 'announced' | 'changed' | 'delayed' | 'cancelled' | 'restored';

/** A notice about an outage; `reminded`: says the announcement again, the day before. */
export interface OutageNotice {
  id: string;
  news: OutageNews | 'reminded';
}

/** An outage as stored. Times in epoch milliseconds. */
export interface Outage {
  id: string;
  externalId?: string;
  kind: OutageKind;
  supply: Supply;
  areas: string[];
  /** Names of the areas, in their order, as they were when it was announced. */
  areaNames: string[];
  reason: string;
  from: number;
  to: number;
  restoredAt?: number;
  state: OutageState;
  /** The newest last. */
  progress: { at: number; text: string }[];
  /** All notices that may have been made about it, the newest last: of a change, the follow-up, or the announcement that takes its place. */
  notices: OutageNotice[];
  createdAt: number;
  by: string;
  /** Digest of the announcement: what tells a repeated one from another of the same number. */
  announcement: string;
  /** Keys of the latest changes, so that a repeated one is known. */
  changes: string[];
  /** What there was to tell last, of which version, by which change. */
  news: { version: number; news: OutageNews; key: string };
  /** Goes up with each change: the condition of the next. */
  version: number;
}

/** What came of an announcement or a change. */
export interface OutageOutcome {
  outage: Outage;
  /** The notice that was made; absent where none is needed. */
  noticeId?: string;
  /** Such as `lead_time`. The notice goes out all the same. */
  warnings: Reason[];
  /** Counted already; absent while the audience is being frozen. */
  people?: number;
  accounts?: number;
}

/** What an announcement would say, and what is doubtful about it; nothing is stored. */
export interface Examined {
  areaNames: string[];
  preview: Preview;
  warnings: Reason[];
}

/** Where an outage stands at a moment. */
export const phaseOf = ({ state, from, to }: Pick<Outage, 'state' | 'from' | 'to'>, now: number): OutagePhase => {
  if (state === 'restored' || state === 'cancelled') return state;
  if (now < from) return 'scheduled';
  if (now >= to) return 'overdue';
  return state === 'delayed' ? 'delayed' : 'ongoing';
};
