import { describeError } from '../../platform/errors.ts';
import { audienceShards } from '../../platform/keys.ts';
import type { Log } from '../../platform/log.ts';
import type { Reminder, Reminders } from './store.ts';

/** Looks at a reminder whose time has come, and says when to look again, in epoch milliseconds; undefined when there is no more to look for. */
export type Look = (reminder: Reminder, now: number) => Promise<number | undefined>;

/** What a run takes. */
export interface RunDeps {
  reminders: Pick<Reminders, 'due' | 'move'>;
  /** By the kind of reminder. */
  looks: Readonly<Record<string, Look>>;
  now: () => number;
  log: Log;
  /** Epoch milliseconds at which the run ends, whatever is left; the next one goes on. */
  until: number;
}

/** Shards at once, and reminders of a shard at once: so many questions does the organisation's system get at a time. */
const lanes = 4;
const width = 8;
/** What could not be looked at is tried again by a later run. */
const againMs = 30 * 60_000;

/** Works through the list, so many at a time. */
const inLanes = async <Item>(items: readonly Item[], count: number, work: (item: Item) => Promise<void>) => {
  const waiting = [...items].reverse();
  const lane = async () => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: count }, lane));
};

const lookAt = async ({ looks, log, now }: RunDeps, reminder: Reminder): Promise<number | undefined> => {
  const look = Object.hasOwn(looks, reminder.kind) ? looks[reminder.kind] : undefined;
  if (look === undefined) return undefined;
  try {
    return await look(reminder, now());
  } catch (error) {
    const { code, message } = describeError(error);
    log.warn('reminder_failed', { kind: reminder.kind, openid: reminder.openid, code, reason: message });
    return now() + againMs;
  }
};

/**
 * Looks at every reminder whose time has come, over all shards. Safe to run twice at once and to break off anywhere: what a look does has to be
 * repeatable, and a reminder moves on once it has been looked at.
 */
export const runReminders = async (deps: RunDeps): Promise<void> => {
  const { reminders, now, until, log } = deps;
  let looked = 0;
  const workOff = async (shard: number): Promise<void> => {
    for (let moved = 1; moved > 0 && now() < until; ) {
      moved = 0;
      await inLanes(await reminders.due(shard, now()), width, async (reminder) => {
        if (now() >= until) return;
        // The index may still show what has just been moved.
        if (await reminders.move(reminder, await lookAt(deps, reminder))) moved += 1;
      });
      looked += moved;
    }
  };
  await inLanes([...Array(audienceShards).keys()], lanes, workOff);
  log.info('reminders_run', { looked });
};
