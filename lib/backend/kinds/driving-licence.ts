import * as z from 'zod/mini';
import { maskIdNumber } from '../../platform/masking.ts';
import { defineSubject } from '../definition.ts';
import { count, day, idNumber, name, phone } from '../fields.ts';

const fileNumber6 = z
  .string('must be a text')
  .check(z.regex(/^\d{6}$/, 'must be the last 6 digits of the file number'));

/** A driving licence; its number is the holder's ID number. */
export const DrivingLicence = z.object({
  holderName: name,
  /** Registered mobile number. */
  phone,
  /** Last 6 digits of the file number (档案编号). */
  fileNumber6,
  /** Classes of vehicle: C1. */
  vehicleClass: z.string('must be a text').check(z.regex(/^[A-P][1-6]?$/, 'must be a class such as C1')),
  status: z.enum(['normal', 'study', 'suspended'], 'must be normal, study or suspended'),
  validUntil: day,
  /** Penalty points in the present period of 12 months. */
  points: count,
  /** Last day of the present period. */
  pointsUntil: day,
});
export type DrivingLicence = z.infer<typeof DrivingLicence>;

export const drivingLicence = defineSubject({
  schema: DrivingLicence,
  subjects: { licenceNumber: idNumber },
  personal: ['holderName', 'phone', 'fileNumber6'],
  claims: [z.strictObject({ licenceNumber: idNumber, fileNumber6, phone })],
  identifiedBy: 'licenceNumber',
  changes: z.strictObject({}),
  contact: { phone: 'phone', name: 'holderName' },
  shown: maskIdNumber,
});
