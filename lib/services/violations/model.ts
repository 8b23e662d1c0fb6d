import type { RecordOf } from '../../backend/kinds.ts';

/** What followers bind to look for violations. */
export const violationSubjects = ['vehicle', 'driving-licence'] as const;
export type ViolationSubject = (typeof violationSubjects)[number];

/** A violation as the follower sees it; the plate masked. */
export type ViolationShown = RecordOf<'violation'>;

/** What is still to be done about violations. */
export interface ViolationTotals {
  /** Not handled yet. */
  open: number;
  /** Handled, and not paid. */
  unpaid: number;
  /** Fines of both, in fen. */
  fineFen: number;
  /** Penalty points of those not handled. */
  points: number;
}

/** A bound vehicle or licence with its violations, newest first. */
export interface ViolationList {
  kind: ViolationSubject;
  label: string;
  shown: string;
  violations: ViolationShown[];
  totals: ViolationTotals;
  /** Of a licence: points of the present period, and its last day. */
  licence?: { points: number; pointsUntil: string };
}

/** What is found for everything that the follower has bound. */
export interface Found {
  lists: ViolationList[];
  /** Over all lists; a violation that stands in two counts once. */
  totals: ViolationTotals;
}
