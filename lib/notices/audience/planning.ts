import { createNoticePreferences } from '../../followers/notice-preferences.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { Runtime } from '../../platform/runtime.ts';
import { createAreas } from '../areas/store.ts';
import { createJobs } from '../jobs.ts';
import { createNotices } from '../notices.ts';
import { type NoticeSettings, openEngine } from '../open.ts';
import { createReadings } from '../readings.ts';
import { createPlanner } from './planner.ts';

/** A run ends so long before its function's time limit. */
const marginMs = 15_000;

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
  return createJobs(
    { plan: (job, remainingMs) => planner(job, runtime.now() + remainingMs() - marginMs) },
    runtime.log,
  );
};
