import * as z from 'zod/mini';
import { defineRecord } from '../definition.ts';
import { count, day, line, reference } from '../fields.ts';

/** Teaching periods of a day, in order: 第1—2节 8:00, 第3—4节 10:00, 第5—6节 14:00, 第7—8节 16:00, 晚上 19:00. */
export const classPeriods = ['1-2', '3-4', '5-6', '7-8', 'evening'] as const;

/** One classroom in one period of one day; only free ones need be there. */
export const ClassroomSlot = z.object({
  day,
  period: z.enum(classPeriods, 'must be 1-2, 3-4, 5-6, 7-8 or evening'),
  /** Number on the door. */
  door: line(10),
  seats: count,
  airConditioned: z.boolean('must be true or false'),
  status: z.enum(['free', 'taken'], 'must be free or taken'),
});
export type ClassroomSlot = z.infer<typeof ClassroomSlot>;

export const classroomSlot = defineRecord({
  schema: ClassroomSlot,
  subjects: { building: reference },
  order: ['day', 'period', 'door'],
  personal: [],
});
