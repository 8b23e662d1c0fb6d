import * as z from 'zod';

/** Text of at most so many bytes in UTF-8: what WeChat counts. */
export const bytes = (limit: number) =>
  z.string().refine((text) => Buffer.byteLength(text) <= limit, { error: `longer than ${limit} bytes in UTF-8` });

/** What parts of a profile call each other by: `outage-planned`. */
export const Identifier = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and hyphens, beginning with a letter');

/** Text of one message to a follower: at most 2,048 bytes of UTF-8, never empty. */
export const MessageText = z
  .string()
  .trim()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= 2048, { error: 'longer than 2048 bytes in UTF-8' });

/** A time of day in Beijing: `08:30`. */
export const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:30');
