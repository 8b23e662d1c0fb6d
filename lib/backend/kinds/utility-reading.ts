import * as z from 'zod/mini';
import { defineRecord } from '../definition.ts';
import { fen, instant, quantity, reference } from '../fields.ts';

/** One reading of a room's meter. */
export const UtilityReading = z.object({
  utility: z.enum(['electricity', 'water', 'gas'], 'must be electricity, water or gas'),
  /** When the meter was read. */
  at: instant,
  /** What the meter shows: kWh for electricity, m³ for water and gas. */
  reading: quantity,
  /** Used since the reading before, in the same unit. */
  used: quantity,
  /** Used in this calendar month, in the same unit. */
  usedInMonth: quantity,
  /** What is left of the month's free quota, in the same unit. */
  freeLeft: z.optional(quantity),
  /** What is left of what was bought, in fen; negative when borrowed. */
  balanceFen: z.optional(fen),
});
export type UtilityReading = z.infer<typeof UtilityReading>;

export const utilityReading = defineRecord({
  schema: UtilityReading,
  subjects: { room: reference },
  order: ['at', 'utility'],
  personal: [],
});
