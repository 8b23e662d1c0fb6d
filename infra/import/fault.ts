import { AppError } from '../../lib/platform/errors.ts';

/** What is wrong with a file: where, and why. It never repeats the value, which may be about a person. */
export interface Fault {
  /** Line of the file, from 1; 0 for the file as a whole. */
  line: number;
  field: string;
  reason: string;
}

/** A fault that leaves nothing to read on for. */
export class FileFault extends AppError {
  readonly fault: Fault;

  constructor(line: number, reason: string, field = '') {
    super('bad_file', 'reject', line === 0 ? reason : `line ${line}: ${reason}`);
    this.fault = { line, field, reason };
  }
}
