import { AppError } from './errors.ts';

/** What is wrong with one field of a request. */
export interface BadField {
  /** Path of the field, such as `areas.0`. */
  field: string;
  /** Stable, such as `unknown_area`. */
  code: string;
  /** English, for who wrote the caller. */
  message: string;
}

/** A request that is well formed and still can't be done, with all that is wrong with it by field. Its code is the first fault's. */
export class BadFields extends AppError {
  readonly fields: readonly BadField[];

  constructor(fields: readonly [BadField, ...BadField[]]) {
    super(fields[0].code, 'reject', fields.map(({ field, message }) => `${field}: ${message}`).join('; '));
    this.name = 'BadFields';
    this.fields = fields;
  }
}

/** Throws `BadFields` when there is any fault. */
export const refuseFaults = (faults: readonly BadField[]): void => {
  const [first, ...others] = faults;
  if (first !== undefined) throw new BadFields([first, ...others]);
};
