import type { NoticeState, Reason } from '../../../notices/model.ts';
import type { Preview } from '../../../notices/port.ts';
import type { OutageKind, OutagePhase, Supply } from '../../../services/outages/model.ts';

/** An outage in the list. Times in epoch milliseconds. */
export interface OutageRow {
  id: string;
  /** 计划停电. */
  title: string;
  areaNames: string[];
  from: number;
  to: number;
  phase: OutagePhase;
}

/** The list of outages. */
export interface OutageList {
  /** `2026-11`. */
  month: string;
  /** Months to choose from, the newest first. */
  months: string[];
  /** Whether the month after it is in the list too: so it is where no month was asked for, since works are announced a week ahead. */
  withNext: boolean;
  /** The latest first. */
  outages: OutageRow[];
}

/** A notice that was made about an outage. */
export interface OutageNoticeShown {
  id: string;
  title: string;
  state: NoticeState;
  people?: number;
  accounts?: number;
}

/** An outage on its page. */
export interface OutageShown extends OutageRow {
  reason: string;
  restoredAt?: number;
  progress: { at: number; text: string }[];
  notices: OutageNoticeShown[];
  by: string;
  createdAt: number;
  /** How it is called when it is over: 恢复送电. */
  back: string;
}

/** What a form for a new outage offers. */
export interface OutageOffer {
  kinds: { value: OutageKind; label: string }[];
  supplies: { value: Supply; label: string }[];
}

/** What a form for a new outage gives. Times are Beijing's, `2026-11-29T08:00`. */
export interface OutageForm {
  kind: OutageKind;
  supply: Supply;
  areas: string[];
  reason: string;
  from: string;
  to: string;
}

/** What was found wrong with one value of a row. */
export interface CellFault {
  /** Heading of the column; empty for the row as a whole. */
  column: string;
  message: string;
}

/** A row of a CSV file, checked. `form` is absent when it has faults. */
export interface CheckedRow {
  /** Line of the file, counted from 1. */
  line: number;
  /** The same for the same content, in whichever file it stands: what was announced before is not announced twice. Empty when it has faults. */
  request: string;
  /** As they stand in the file. */
  cells: Record<string, string>;
  form?: OutageForm;
  areaNames: string[];
  faults: CellFault[];
  warnings: Reason[];
  preview?: Preview;
}

/** A CSV file, checked; nothing is stored yet. */
export interface CheckedFile {
  /** Tells one file from another. */
  batch: string;
  rows: CheckedRow[];
  /** What is wrong with the file itself; no rows then. */
  fault?: string;
}
