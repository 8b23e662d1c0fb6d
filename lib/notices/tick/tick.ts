import { type DueJobsDeps, doDueJobs } from './due-jobs.ts';
import { type WatchdogDeps, watchNotices } from './watchdog.ts';

/** Once a minute: what is due, then what lies about. Until `until` (epoch milliseconds); safe twice at once. */
export const createTick =
  (deps: DueJobsDeps & WatchdogDeps) =>
  async (until: number): Promise<void> => {
    const due = await doDueJobs(deps, until);
    const active = await watchNotices(deps);
    if (due > 0 || active > 0) deps.log.info('push_tick', { due, active });
  };
