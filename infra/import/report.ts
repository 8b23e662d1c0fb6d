import { type FileHandle, open, rm } from 'node:fs/promises';
import type { Fault } from './fault.ts';

/** Collects faults: all of them into a file, the first few for the screen. */
export interface Report {
  add(fault: Fault): Promise<void>;
  count(): number;
  first(): readonly Fault[];
  /** Ends the file; there is none without a fault. */
  close(): Promise<void>;
}

const shownFaults = 10;

/** Quoted, and never a formula to a spreadsheet. */
const cell = (text: string): string => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;

/** A report in the CSV file `name`: line, field, reason. It repeats no values, since they may be about people. */
export const openReport = async (name: string): Promise<Report> => {
  await rm(name, { force: true });
  let file: FileHandle | undefined;
  let [count, pending] = [0, ''];
  const first: Fault[] = [];
  const flush = async () => {
    // The byte order mark tells spreadsheets that this is UTF-8.
    file ??= await open(name, 'wx', 0o600);
    await file.appendFile(pending);
    pending = '';
  };
  return {
    add: async (fault) => {
      if (count === 0) pending = '\uFEFFline,field,reason\r\n';
      count += 1;
      if (first.length < shownFaults) first.push(fault);
      pending += `${fault.line},${cell(fault.field)},${cell(fault.reason)}\r\n`;
      if (pending.length > 65_536) await flush();
    },
    count: () => count,
    first: () => first,
    close: async () => {
      if (pending !== '') await flush();
      await file?.close();
    },
  };
};
