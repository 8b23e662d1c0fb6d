import * as z from 'zod/mini';
import { defineSubject } from '../definition.ts';
import { areaId, count, line, reference } from '../fields.ts';

/** A room of a dormitory or a flat. */
export const Room = z.object({
  campus: line(20),
  building: line(20),
  /** Number on the door. */
  door: line(10),
  kind: z.enum(['dormitory', 'flat'], 'must be dormitory or flat'),
  /** How many people live there: the free quotas follow from it. */
  residents: count,
  /** Number of a flat's contract, by which its tenant binds it; a dormitory room follows from its resident. */
  contractNumber: z.optional(reference),
  /** The building, as a node of the area tree. */
  areaId,
});
export type Room = z.infer<typeof Room>;

export const room = defineSubject({
  schema: Room,
  subjects: { room: reference },
  personal: ['contractNumber'],
  claims: [z.strictObject({ room: reference, contractNumber: reference })],
  identifiedBy: 'room',
  changes: z.strictObject({}),
  contact: { areaId: 'areaId' },
  shown: (_room, record) => `${record.building}${record.door}`,
});
