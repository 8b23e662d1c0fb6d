/** The part of a log that the client needs; every `Log` of the platform has it. */
export interface ApiLog {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
}

/** The present, in epoch milliseconds. */
export type Now = () => number;
