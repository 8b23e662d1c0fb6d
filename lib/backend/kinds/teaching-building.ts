import * as z from 'zod/mini';
import { defineRecord } from '../definition.ts';
import { line, reference } from '../fields.ts';

/** A building with classrooms. All of them stand under the one subject `all`. */
export const TeachingBuilding = z.object({
  /** Names the building in `classroom-slot`. */
  building: reference,
  /** 第一教学楼 */
  title: line(20),
  /** What people call it, by commas: 一教,1教. */
  words: line(100),
  campus: line(20),
});
export type TeachingBuilding = z.infer<typeof TeachingBuilding>;

export const teachingBuilding = defineRecord({
  schema: TeachingBuilding,
  subjects: {},
  order: ['building'],
  personal: [],
});
