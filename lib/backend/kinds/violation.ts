import * as z from 'zod/mini';
import { defineRecord } from '../definition.ts';
import { count, idNumber, instant, line, plate, positiveFen, reference } from '../fields.ts';

/** A traffic violation, found by the vehicle and by the licence that it was put to. */
export const Violation = z.object({
  /** Number of the violation. */
  violationNumber: reference,
  at: instant,
  place: line(120),
  /** What was done, in the words that people read. */
  act: line(120),
  /** Fine, in fen. */
  fineFen: positiveFen,
  /** Penalty points. */
  points: count,
  /** Not handled yet, decided but not paid, paid, or withdrawn. */
  status: z.enum(['open', 'decided', 'paid', 'withdrawn'], 'must be open, decided, paid or withdrawn'),
  /** Number of the decision by which the fine is paid: 15 digits. */
  decisionNumber: z.optional(z.string('must be a text').check(z.regex(/^\d{15}$/, 'must be 15 digits'))),
  /** The vehicle, where one was involved. */
  plate: z.optional(plate),
});
export type Violation = z.infer<typeof Violation>;

export const violation = defineRecord({
  schema: Violation,
  subjects: { plate: z.optional(plate), licenceNumber: z.optional(idNumber) },
  order: ['at', 'violationNumber'],
  personal: [],
});
