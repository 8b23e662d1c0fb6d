import * as z from 'zod/mini';
import { maskAccount } from '../../platform/masking.ts';
import { defineSubject } from '../definition.ts';
import { areaId, line, name, phone, reference } from '../fields.ts';

/** Student number (12 digits) or staff number (8 digits). */
export const campusNumber = z
  .string('must be a text')
  .check(z.regex(/^(\d{12}|\d{8})$/, 'must be a student number of 12 digits or a staff number of 8'));

/** A student or a member of staff. */
export const CampusPerson = z.object({
  name,
  phone: z.optional(phone),
  kind: z.enum(['student', 'staff'], 'must be student or staff'),
  /** Department or school. */
  department: line(40),
  /** Room in a dormitory or flat, as in `room`; absent for who lives elsewhere. */
  room: z.optional(reference),
  /** Number of the bed. */
  bed: z.optional(line(10)),
  /** The building, as a node of the area tree. */
  areaId: z.optional(areaId),
});
export type CampusPerson = z.infer<typeof CampusPerson>;

export const campusPerson = defineSubject({
  schema: CampusPerson,
  subjects: { number: campusNumber },
  personal: ['name', 'phone', 'room', 'bed'],
  claims: [z.strictObject({ number: campusNumber, name })],
  identifiedBy: 'number',
  changes: z.strictObject({ phone: z.optional(phone) }),
  contact: { phone: 'phone', name: 'name', areaId: 'areaId' },
  shown: maskAccount,
});
