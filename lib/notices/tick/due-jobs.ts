import { describeError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { Due, DueJob, DueStore } from '../due.ts';
import type { PushQueues } from '../port.ts';
import type { Progress } from '../progress.ts';

/** What doing due jobs needs. */
export interface DueJobsDeps {
  due: Pick<DueStore, 'take' | 'delete'>;
  queues: Pick<PushQueues, 'send' | 'fold' | 'fallBack'>;
  progress: Pick<Progress, 'release'>;
  /** Reminds those who have not confirmed that they read a notice. */
  remindUnread: (noticeId: string) => Promise<void>;
  now: () => number;
  log: Log;
}

/** Jobs handed on at once. */
const atOnce = 10;

const handOn = ({ queues, progress, remindUnread }: DueJobsDeps, job: DueJob): Promise<void> => {
  switch (job.do) {
    case 'release':
      return progress.release(job.noticeId);
    case 'send':
      return queues.send(job.lane, job.noticeId, job.shard);
    case 'fold':
      return queues.fold(job.noticeId);
    case 'fall-back':
      return queues.fallBack(job.noticeId, job.shard);
    case 'remind-unread':
      return remindUnread(job.noticeId);
  }
};

/** Hands the job on, then forgets it: who dies between them hands it on twice. A job that fails stays for the next minute. */
const doOne = async (deps: DueJobsDeps, due: Due): Promise<boolean> => {
  try {
    await handOn(deps, due.job);
    await deps.due.delete(due);
    return true;
  } catch (error) {
    deps.log.error('push_job_failed', { job: due.job.do, notice: due.job.noticeId, ...describeError(error) });
    return false;
  }
};

/** Does what is due, the oldest first, until nothing is, or `until` (epoch milliseconds). How many jobs were handed on. */
export const doDueJobs = async (deps: DueJobsDeps, until: number): Promise<number> => {
  let done = 0;
  for (;;) {
    const due = await deps.due.take(deps.now());
    const before = done;
    for (let start = 0; start < due.length && deps.now() < until; start += atOnce) {
      const results = await Promise.all(due.slice(start, start + atOnce).map((each) => doOne(deps, each)));
      done += results.filter(Boolean).length;
    }
    if (done === before || deps.now() >= until) return done;
  }
};
