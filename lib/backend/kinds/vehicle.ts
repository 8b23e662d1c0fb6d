import * as z from 'zod/mini';
import { defineSubject } from '../definition.ts';
import { areaId, day, line, name, phone, plate } from '../fields.ts';
import { maskPlate } from '../masks.ts';

const vin6 = z
  .string('must be a text')
  .check(z.regex(/^[A-HJ-NPR-Z0-9]{6}$/, 'must be the last 6 characters of the vehicle identification number'));

/** A registered vehicle. */
export const Vehicle = z.object({
  ownerName: name,
  /** Registered mobile number of the owner. */
  phone,
  /** Last 6 characters of the vehicle identification number (车架号). */
  vin6,
  /** What kind of vehicle: 小型轿车. */
  type: line(20),
  /** Make and model. */
  model: z.optional(line(40)),
  status: z.enum(['normal', 'overdue', 'locked'], 'must be normal, overdue or locked'),
  /** Last day of the present inspection. */
  inspectionDue: z.optional(day),
  /** Where it is registered, as a node of the area tree: emergencies of that area reach its owner. */
  areaId: z.optional(areaId),
});
export type Vehicle = z.infer<typeof Vehicle>;

export const vehicle = defineSubject({
  schema: Vehicle,
  subjects: { plate },
  personal: ['ownerName', 'phone', 'vin6'],
  claims: [z.strictObject({ plate, vin6, phone })],
  identifiedBy: 'plate',
  changes: z.strictObject({}),
  contact: { phone: 'phone', name: 'ownerName', areaId: 'areaId' },
  shown: maskPlate,
});
