import * as z from 'zod/mini';
import type { RecordOf } from '../../backend/kinds.ts';
import type { Period } from './periods.ts';

export type Slot = RecordOf<'classroom-slot'>;
export type Building = RecordOf<'teaching-building'>;

/** When: one day, and periods of it in order. */
export interface Time {
  /** `YYYY-MM-DD` in Beijing. */
  day: string;
  periods: Period[];
}

/** A classroom and the periods, of those asked for, in which nobody has it. */
export interface FreeRoom {
  door: string;
  seats: number;
  airConditioned: boolean;
  periods: Period[];
}

/** The free classrooms of a building: those that are free longest first. */
export interface FreeBuilding {
  building: string;
  title: string;
  campus: string;
  rooms: FreeRoom[];
}

/** What the page shows: what was asked, what can be asked, what was found. */
export interface ClassroomAnswer {
  time: Time;
  /** Days that can be chosen. */
  days: string[];
  buildings: Pick<Building, 'building' | 'title' | 'campus'>[];
  found: FreeBuilding[];
}

/** What a page asks for; now, in all buildings, when nothing is named. */
export const ClassroomQuery = z.strictObject({
  day: z.optional(z.iso.date('日期要写成 2026-08-31 这样')),
  time: z.optional(
    z.enum(['morning', 'afternoon', 'day', '1-2', '3-4', '5-6', '7-8', 'evening'], '没有这个时段，请重新选'),
  ),
  building: z.optional(z.string().check(z.regex(/^[A-Za-z0-9-]{1,40}$/, '没有这栋教学楼，请重新选'))),
});
export type ClassroomQuery = z.infer<typeof ClassroomQuery>;
