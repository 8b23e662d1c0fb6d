import { createLog, type Log } from '../../lib/platform/log.ts';

/** A real log, redaction included, that keeps its lines. */
export interface RecordingLog {
  log: Log;
  lines: string[];
  /** Names of the events, in order. */
  events(): string[];
  /** The fields of the first line of an event. */
  find(event: string): Record<string, unknown> | undefined;
}

/** A log of every level that writes into `lines`. */
export const aLog = (): RecordingLog => {
  const lines: string[] = [];
  const parsed = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    log: createLog({ level: 'debug', now: () => 0, write: (line) => void lines.push(line) }),
    lines,
    events: () => parsed().map(({ event }) => String(event)),
    find: (name) => parsed().find(({ event }) => event === name),
  };
};
