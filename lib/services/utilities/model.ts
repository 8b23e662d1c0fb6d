import type { RecordOf } from '../../backend/kinds.ts';

export type Reading = RecordOf<'utility-reading'>;
export type Utility = Reading['utility'];

/** In the order in which they are shown. */
export const utilities = ['electricity', 'water', 'gas'] as const satisfies readonly Utility[];

/** A room in words: its own number in the systems is never shown. */
export interface RoomShown {
  campus: string;
  building: string;
  door: string;
  residents: number;
}

/** The newest reading of each utility that the room has. */
export interface LatestReadings {
  room: RoomShown;
  readings: Reading[];
}

/** What was used in one month or on one day. */
export interface Usage {
  /** `YYYY-MM` or `YYYY-MM-DD`. */
  period: string;
  /** In kWh for electricity, m³ for water and gas. */
  used: number;
}

/** One utility of a room over time, the oldest first. */
export interface UtilityHistory {
  utility: Utility;
  latest: Reading;
  months: Usage[];
  /** By reading, of the last 31 days. */
  days: Usage[];
}

/** What the page shows. */
export interface RoomHistory {
  room: RoomShown;
  utilities: UtilityHistory[];
}
