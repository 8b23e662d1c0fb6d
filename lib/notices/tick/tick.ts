import { type DueJobsDeps, doDueJobs } from './due-jobs.ts';
import { type WatchdogDeps, watchNotices } from './watchdog.ts';

/**
 * Once a minute: what is due, for half of the time at most, then what lies about. Until `until` (epoch milliseconds); what is left has the next minute.
 * Safe twice at once.
 */
export const createTick =
  (deps: DueJobsDeps & WatchdogDeps) =>
  async (until: number): Promise<void> => {
    const due = await doDueJobs(deps, (deps.now() + until) / 2);
    const active = await watchNotices(deps, until);
    if (due > 0 || active > 0) deps.log.info('push_tick', { due, active });
  };
