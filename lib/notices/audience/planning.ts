import { createNoticePreferences } from '../../followers/notice-preferences.ts';
import { AppError, describeError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { Organisation } from '../../platform/organisation.ts';
import { type BatchResult, failed, type QueueRecord } from '../../platform/queue.ts';
import type { Runtime } from '../../platform/runtime.ts';
import { createAreas } from '../areas/store.ts';
import type { PushJob } from '../model.ts';
import { createNotices } from '../notices.ts';
import { type NoticeSettings, openEngine } from '../open.ts';
import { createReadings } from '../readings.ts';
import { createPlanner, type Planner } from './planner.ts';

/** A run ends so long before its function's time limit. */
const marginMs = 15_000;

/** Does the jobs of a batch one after the other; those that fail come again. */
export const createPlanning =
  (planner: Planner, { now, log }: { now: () => number; log: Log }) =>
  async (records: readonly QueueRecord[], remainingMs: () => number): Promise<BatchResult> => {
    const lost: string[] = [];
    for (const { messageId, body } of records) {
      try {
        const job = JSON.parse(body) as PushJob;
        if (job.do !== 'plan') throw new AppError('unknown_job', 'give-up', 'no such job belongs on the plan queue');
        await planner(job, now() + remainingMs() - marginMs);
      } catch (error) {
        log.error('push_job_failed', { code: describeError(error).code, message: messageId });
        lost.push(messageId);
      }
    }
    return failed(lost);
  };

/** Freezes audiences with the organisation's own table and queues. */
export const openPlanning = (settings: NoticeSettings, runtime: Runtime, organisation: Organisation) => {
  const engine = openEngine(settings, runtime, organisation);
  const { templates, notices } = organisation.profile;
  const planner = createPlanner({
    ...runtime,
    notices: engine.store,
    segments: engine.segments,
    shards: engine.shards,
    active: engine.active,
    readings: createReadings(runtime.table),
    areas: createAreas(runtime),
    queues: engine.queues,
    preferences: createNoticePreferences(runtime.table),
    perPersonPerDay: notices.perPersonPerDay,
    choiceOf: (template) => templates[template]?.choice,
    frozen: createNotices(engine).frozen,
  });
  return createPlanning(planner, runtime);
};
