import type { OutageRules } from '../../platform/profile/announcements.ts';
import { type Outage, type OutageKind, type OutagePhase, phaseOf } from './model.ts';
import { titleOf } from './wording.ts';

/** An outage as a follower sees it. Times in epoch milliseconds. */
export interface OutageShown {
  id: string;
  /** 计划停电 */
  title: string;
  kind: OutageKind;
  phase: OutagePhase;
  /** Names of the areas. */
  where: string[];
  reason: string;
  from: number;
  to: number;
  restoredAt?: number;
  /** The newest last. */
  progress: { at: number; text: string }[];
  /** Metres from the place that was asked about to the nearest of the areas, where outlines are known; 0 inside. */
  metres?: number;
}

/** An outage at this moment, as a follower sees it. */
export const shownOf = (outage: Outage, rules: OutageRules, now: number, metres?: number): OutageShown => {
  const { id, kind, areaNames: where, reason, from, to, restoredAt, progress } = outage;
  return {
    ...{ id, kind, where, reason, from, to, progress },
    title: titleOf(outage, rules),
    phase: phaseOf(outage, now),
    ...(restoredAt === undefined ? {} : { restoredAt }),
    ...(metres === undefined ? {} : { metres }),
  };
};
