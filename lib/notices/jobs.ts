import { AppError, describeError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { type BatchResult, failed, type QueueRecord } from '../platform/queue.ts';
import type { PushJob } from './model.ts';

/** Does a job; `remainingMs` is what is left of the function's time. */
type Handle<Job> = (job: Job, remainingMs: () => number) => Promise<void>;

/** How the jobs of a queue are done, by their kind; other kinds do not belong there. */
export type JobHandlers = { readonly [Kind in PushJob['do']]?: Handle<Extract<PushJob, { do: Kind }>> };

const dispatch = async (handlers: JobHandlers, body: string, remainingMs: () => number): Promise<void> => {
  const job = JSON.parse(body) as PushJob;
  const handle = handlers[job.do] as Handle<PushJob> | undefined;
  if (handle === undefined) throw new AppError('unknown_job', 'give-up', `no job to ${job.do} belongs on this queue`);
  await handle(job, remainingMs);
};

/**
 * Does the jobs of a batch one after the other, each answered for by itself. One that throws comes again from its queue, until that gives up and
 * keeps it among the dead letters.
 */
export const createJobs =
  (handlers: JobHandlers, log: Log) =>
  async (records: readonly QueueRecord[], remainingMs: () => number): Promise<BatchResult> => {
    const lost: string[] = [];
    for (const { messageId, body } of records) {
      try {
        await dispatch(handlers, body, remainingMs);
      } catch (error) {
        const { code, message } = describeError(error);
        log.error('push_job_failed', { code, reason: message, message: messageId });
        lost.push(messageId);
      }
    }
    return failed(lost);
  };
