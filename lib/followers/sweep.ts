import type { Log } from '../platform/log.ts';
import type { Erasure } from './erasure.ts';

/**
 * Erases the followers whose delay is over, 100 at a time, until none is due or `until` (epoch milliseconds) has come; the next run goes on.
 * Safe to run twice at once.
 */
export const sweepErasures = async (deps: { erasure: Erasure; now: () => number; log: Log; until: number }) => {
  const { erasure, now, log, until } = deps;
  let erased = 0;
  for (let due = await erasure.due(now()); due.length > 0 && now() < until; due = await erasure.due(now())) {
    const results = await Promise.all(due.map((openid) => erasure.eraseIfDue(openid, now())));
    const some = results.filter(Boolean).length;
    erased += some;
    // The index still shows what has just been erased: enough for now.
    if (some === 0) break;
  }
  log.info('erasures_swept', { erased });
};
