import { AppError } from '../platform/errors.ts';

/** Where a refused page sends the follower next. */
export interface RefusalStep {
  label: string;
  href: string;
}

/** What a page's answer says besides the words. */
export interface RefusalDetails {
  status?: 400 | 403 | 404 | 409 | 429 | 503;
  /** The input at fault. */
  field?: string;
  next?: RefusalStep;
}

/** A service says no, in words that a follower reads; they hold no personal data. */
export class Refusal extends AppError {
  readonly status: NonNullable<RefusalDetails['status']>;
  readonly field?: string;
  readonly next?: RefusalStep;

  constructor(code: string, message: string, { status = 400, field, next }: RefusalDetails = {}) {
    super(code, 'reject', message);
    this.name = 'Refusal';
    this.status = status;
    if (field !== undefined) this.field = field;
    if (next !== undefined) this.next = next;
  }
}
