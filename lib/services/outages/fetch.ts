import { hash } from 'node:crypto';
import { allSubjects } from '../../backend/definition.ts';
import type { RecordOf } from '../../backend/kinds.ts';
import type { Backend } from '../../backend/port.ts';
import { AppError, describeError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { NewOutage, Outage, OutageChange } from './model.ts';
import { outageIdOf } from './reading.ts';
import type { Outages } from './service.ts';

type Fetched = RecordOf<'outage'>;

/** What fetching outages needs. */
export interface FetchPorts {
  backend: Pick<Backend, 'records'>;
  outages: Pick<Outages, 'announce' | 'change' | 'get'>;
  now: () => number;
  log: Log;
}

/** How many outages of the organisation's systems became what. */
export interface FetchOutcome {
  announced: number;
  changed: number;
  refused: number;
}

const by = 'schedule:fetch-outages';
/** How far back each run looks: what is known already costs a read, and a stop of some days loses nothing. */
const lookBackMs = 3 * 86_400_000;
/** A run that died may have left a notice unmade: what is as fresh as this is done again. */
const freshMs = 30 * 60_000;
const beijingMs = 8 * 3_600_000;

const instantOf = (at: number): string => `${new Date(at + beijingMs).toISOString().slice(0, 19)}+08:00`;

const newOf = ({ outageNumber, kind, supply = 'power', areas, reason, from, to }: Fetched): NewOutage => ({
  externalId: outageNumber,
  ...{ kind, supply, reason, from, to },
  areas: [...new Set(areas.map(({ id }) => id))],
});

/** What the record says that the outage does not. */
const differences = (known: Outage, record: Fetched, now: number): OutageChange => {
  const { status, reason, progress, from, to, restoredAt } = record;
  if (known.state === 'cancelled' || known.state === 'restored') return {};
  if (status === 'cancelled') return { cancel: true };
  if (status === 'restored') return { restoredAt: restoredAt ?? record.updatedAt };
  return {
    ...(reason === known.reason ? {} : { reason }),
    // Once it has begun its beginning is past; what else the record says must not be lost for that.
    ...(Date.parse(from) === known.from || known.from <= now ? {} : { from }),
    ...(Date.parse(to) === known.to ? {} : { to }),
    ...(progress === undefined || progress === known.progress.at(-1)?.text ? {} : { progress }),
  };
};

/** Names a change: two may bear one time stamp. */
const keyOf = (updatedAt: string, change: OutageChange): string =>
  `${updatedAt}#${hash('sha256', JSON.stringify(change), 'base64url').slice(0, 10)}`;

const bring = async ({ outages, now }: FetchPorts, record: Fetched): Promise<keyof FetchOutcome | undefined> => {
  const { outageNumber, updatedAt, status, to } = record;
  const known = await outages.get(outageIdOf(outageNumber));
  const isFresh = now() - Date.parse(updatedAt) < freshMs;
  if (known === undefined) {
    if (status !== 'announced' || Date.parse(to) <= now()) return undefined;
    await outages.announce(newOf(record), by, outageNumber);
    return 'announced';
  }
  const change = differences(known, record, now());
  if (Object.keys(change).length > 0) {
    await outages.change(known.id, change, by, keyOf(updatedAt, change));
    return 'changed';
  }
  if (isFresh && known.version === 1) await outages.announce(newOf(record), by, outageNumber);
  const { version, key } = known.news;
  if (isFresh && version > 1 && key.startsWith(`${updatedAt}#`)) await outages.change(known.id, {}, by, key);
  return undefined;
};

/**
 * Brings what the organisation's systems announced or changed within three days. May run twice at once: the number of an outage and the time of its change
 * make each step the same. What can't be announced (an unknown area, times that don't fit) is logged, and the others go on.
 * Throws what the organisation's systems throw, and what may pass.
 */
export const fetchOutages = async (ports: FetchPorts): Promise<FetchOutcome> => {
  const { backend, now, log } = ports;
  const range = { from: instantOf(now() - lookBackMs), oldestFirst: true };
  const outcome: FetchOutcome = { announced: 0, changed: 0, refused: 0 };
  for (const record of await backend.records('outage', allSubjects, range)) {
    try {
      const done = await bring(ports, record);
      if (done !== undefined) outcome[done] += 1;
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== 'reject') throw error;
      outcome.refused += 1;
      const { code, message } = describeError(error);
      log.warn('outage_refused', { outageNumber: record.outageNumber, code, reason: message });
    }
  }
  if (Object.values(outcome).some((count) => count > 0)) log.info('outages_fetched', { ...outcome });
  return outcome;
};
