import { randomUUID } from 'node:crypto';
import type { AwsEndpoint } from './aws/endpoint.ts';
import type { LocalClock } from './clock.ts';
import { invoke, type Running } from './event-sources.ts';
import { localAccount } from './intrinsics.ts';
import type { ScheduleSource } from './manifest.ts';
import { parseSchedule } from './schedule-expression.ts';

const minuteMs = 60_000;

/** How far back a jump of the clock is looked through for what came due in it. */
const lookBackMs = 31 * 86_400_000;

const eventOf = ({ name, input }: ScheduleSource, at: number): unknown =>
  input === undefined
    ? {
        version: '0',
        id: randomUUID(),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account: localAccount.id,
        time: new Date(at).toISOString().replace('.000Z', 'Z'),
        region: localAccount.region,
        resources: [`arn:${localAccount.partition}:events:${localAccount.region}:${localAccount.id}:rule/${name}`],
        detail: {},
      }
    : (JSON.parse(input) as unknown);

/** The latest minute in (`after`, `upTo`] in which the schedule is due. */
export const lastDue = (expression: string, startedAt: number, after: number, upTo: number): number | undefined => {
  const due = parseSchedule(expression);
  const earliest = Math.max(after, upTo - lookBackMs);
  for (let at = Math.floor(upTo / minuteMs) * minuteMs; at > earliest; at -= minuteMs) {
    if (due(at, startedAt)) return at;
  }
  return undefined;
};

/**
 * Runs the manifest's schedules by the simulated clock. When the clock jumps over several times of one schedule,
 * the function is invoked once, for the latest: it could not have acted in times that nobody lived through.
 */
export const startSchedules = (
  aws: AwsEndpoint,
  clock: LocalClock,
  sources: readonly ScheduleSource[],
  checkEveryMs = 250,
): Running => {
  for (const { expression } of sources) parseSchedule(expression);
  const startedAt = clock.now();
  let seenTo = startedAt;

  const check = () => {
    const now = clock.now();
    for (const source of now - seenTo < 1 ? [] : sources) {
      const at = lastDue(source.expression, startedAt, seenTo, now);
      if (at !== undefined) void invoke(aws, source.function, eventOf(source, at));
    }
    seenTo = Math.max(seenTo, now);
  };
  const timer = setInterval(check, checkEveryMs);
  return { stop: async () => clearInterval(timer) };
};
