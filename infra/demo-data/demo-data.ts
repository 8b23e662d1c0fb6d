import type { Values } from '../../lib/backend/definition.ts';
import type { RecordKind, SubjectKind } from '../../lib/backend/kinds.ts';
import type { DemoArea } from './areas/demo-areas.ts';

/** How much to make, and when it is. */
export interface DemoOptions {
  /** People, each with an account, a card, a vehicle or a bed. */
  size: number;
  /** Today in Beijing, `YYYY-MM-DD`: bills and records end here. */
  today: string;
}

/** Rows of one kind, made one by one; nothing is kept in memory. */
export type MakeRows = (options: DemoOptions) => Iterable<Values>;

/** What the page of a demonstration may fill in: claims that bind a subject. */
export interface DemoCredentials {
  kind: SubjectKind;
  /** For whom it stands, in Chinese. */
  title: string;
  claims: Record<string, string>;
}

/** The demo data of one organisation. */
export interface DemoSet {
  kinds: Partial<Record<RecordKind, MakeRows>>;
  credentials: readonly DemoCredentials[];
  /** The area tree in which the subjects lie. */
  areas?: (options: DemoOptions) => DemoArea[];
}

/** Rows of everybody: `rowsOf` for each index in turn. */
export const forEach = (rowsOf: (index: number, today: string) => Iterable<Values>): MakeRows =>
  function* ({ size, today }) {
    for (let index = 0; index < size; index += 1) yield* rowsOf(index, today);
  };
