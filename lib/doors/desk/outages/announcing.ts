import { faultIn, post } from '../../../page-kit/desk.tsx';
import type { CheckedRow } from './model.ts';

/** What became of a row: the outage that it is and the notice of it, or why there is none. No notice: it was announced before, and changed or called off since. */
export type Announced = { id: string; noticeId?: string } | { fault: string };

/** What became of rows, by their lines. */
export type Outcomes = ReadonlyMap<number, Announced>;

/** Announces row after row. Each may be repeated, and is the same outage then: what has no answer yet can be tried again. */
export const announceRows = async (
  rows: readonly CheckedRow[],
  note: (line: number, announced: Announced) => void,
): Promise<void> => {
  for (const { line, form, request } of rows) {
    const announced = await post<{ id: string; noticeId?: string }>('/desk/api/outages', { request, ...form }).catch(
      (error: unknown) => ({ fault: faultIn(error).message }),
    );
    note(line, announced);
  }
};

/** Rows that were not announced, for whatever reason. */
export const failedRows = (rows: readonly CheckedRow[], outcomes: Outcomes): CheckedRow[] =>
  rows.filter(({ line }) => {
    const announced = outcomes.get(line);
    return announced !== undefined && 'fault' in announced;
  });
