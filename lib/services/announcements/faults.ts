import type { BadField } from '../../platform/bad-fields.ts';
import { AppError } from '../../platform/errors.ts';

/** A fault of one field; English, for the organisation's systems. */
export const faultAt = (field: string, code: string, message: string): BadField => ({ field, code, message });

/** Throws: the profile of this organisation has no such announcements. */
export const notOffered = (what: string): never => {
  throw new AppError('not_offered', 'reject', `this organisation's profile has no announcements of ${what}`);
};
