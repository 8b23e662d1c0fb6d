import type { Notice } from './model.ts';

const dayMs = 86_400_000;

/** Days for which a notice stands beside the years before, so that they can be compared: it holds no person's data. */
const usualDays = 730;
/** A notice to a few people holds their openids. */
const fewDays = 90;

/** Days that a notice is kept, and its counts with it. */
export const keptDaysOf = ({ keptDays, audience }: Pick<Notice, 'keptDays' | 'audience'>): number =>
  keptDays ?? (audience.of === 'people' ? fewDays : usualDays);

/** Epoch milliseconds after so many days. */
export const afterDays = (at: number, days: number): number => at + days * dayMs;
