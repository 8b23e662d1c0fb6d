import * as z from 'zod/mini';
import { defineRecord } from '../definition.ts';
import { areaId, instant, line, reference } from '../fields.ts';

/** A node of the area tree that is cut off, with all below it. */
const OutageArea = z.object({ id: areaId });

/** An outage as dispatching knows it: fetched every five minutes by when it was last changed. All of them stand under the one subject `all`. */
export const Outage = z.object({
  /** Number of the outage. */
  outageNumber: reference,
  /** When it was announced or last changed. */
  updatedAt: instant,
  /** Planned works, works at short notice, or something that broke. */
  kind: z.enum(['planned', 'temporary', 'fault'], 'must be planned, temporary or fault'),
  /** What is cut off; power when absent. */
  supply: z.optional(z.enum(['power', 'water', 'gas', 'heat'], 'must be power, water, gas or heat')),
  /** What is cut off, by ids of the area tree. */
  areas: z
    .array(OutageArea, 'must be a list of area ids, such as line-8;binjiang')
    .check(z.minLength(1, 'must name at least one area'), z.maxLength(200, 'must name at most 200 areas')),
  /** As people read it. */
  reason: line(100),
  /** When it begins. */
  from: instant,
  /** When it is expected to end. */
  to: instant,
  /** Announced, called off, or over. */
  status: z.enum(['announced', 'cancelled', 'restored'], 'must be announced, cancelled or restored'),
  /** When the supply was back. */
  restoredAt: z.optional(instant),
  /** How the work goes. */
  progress: z.optional(line(100)),
});
export type Outage = z.infer<typeof Outage>;

export const outage = defineRecord({
  schema: Outage,
  subjects: {},
  order: ['updatedAt', 'outageNumber'],
  personal: [],
});
