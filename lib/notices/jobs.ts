import { AppError, describeError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { type BatchResult, failed, type QueueRecord } from '../platform/queue.ts';
import type { PushJob } from './model.ts';

type JobOf<Kind extends PushJob['do']> = Extract<PushJob, { do: Kind }>;

/** How the jobs of one kind are done. */
export interface JobsDeps<Kind extends PushJob['do']> {
  kind: Kind;
  /** Does the job, until `until` at the latest (epoch milliseconds). */
  handle: (job: JobOf<Kind>, until: number) => Promise<void>;
  now: () => number;
  log: Log;
}

/**
 * Does the jobs of a batch one after the other, each answered for by itself. One that throws comes again from its queue, until that gives up and
 * keeps it among the dead letters.
 */
export const createJobs =
  <Kind extends PushJob['do']>({ kind, handle, now, log }: JobsDeps<Kind>) =>
  async (records: readonly QueueRecord[], remainingMs: () => number): Promise<BatchResult> => {
    const lost: string[] = [];
    for (const { messageId, body } of records) {
      try {
        const job = JSON.parse(body) as PushJob;
        if (job.do !== kind) throw new AppError('unknown_job', 'give-up', `only jobs to ${kind} belong on this queue`);
        await handle(job as JobOf<Kind>, now() + remainingMs());
      } catch (error) {
        const { code, message } = describeError(error);
        log.error('push_job_failed', { job: kind, code, reason: message });
        lost.push(messageId);
      }
    }
    return failed(lost);
  };
