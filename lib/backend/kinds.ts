import type * as z from 'zod/mini';
import type { Fields, RecordDefinition, SubjectDefinition, Values } from './definition.ts';
import { bankCard } from './kinds/bank-card.ts';
import { campusPerson } from './kinds/campus-person.ts';
import { cardTransaction } from './kinds/card-transaction.ts';
import { classroomSlot } from './kinds/classroom-slot.ts';
import { creditBill } from './kinds/credit-bill.ts';
import { drivingLicence } from './kinds/driving-licence.ts';
import { electricityAccount } from './kinds/electricity-account.ts';
import { electricityBill } from './kinds/electricity-bill.ts';
import { fundAccount } from './kinds/fund-account.ts';
import { fundApplication } from './kinds/fund-application.ts';
import { fundDeposit } from './kinds/fund-deposit.ts';
import { fundLoan } from './kinds/fund-loan.ts';
import { fundRepayment } from './kinds/fund-repayment.ts';
import { outage } from './kinds/outage.ts';
import { room } from './kinds/room.ts';
import { teachingBuilding } from './kinds/teaching-building.ts';
import { utilityReading } from './kinds/utility-reading.ts';
import { vehicle } from './kinds/vehicle.ts';
import { violation } from './kinds/violation.ts';

/** What followers bind; each is also a kind of record, of which there is one. */
export const subjectKinds = {
  'electricity-account': electricityAccount,
  'fund-account': fundAccount,
  'bank-card': bankCard,
  vehicle,
  'driving-licence': drivingLicence,
  'campus-person': campusPerson,
  room,
} as const;

/** Every kind of record that an organisation's systems answer with. */
export const recordKinds = {
  ...subjectKinds,
  'electricity-bill': electricityBill,
  'fund-deposit': fundDeposit,
  'fund-loan': fundLoan,
  'fund-repayment': fundRepayment,
  'fund-application': fundApplication,
  'card-transaction': cardTransaction,
  'credit-bill': creditBill,
  violation,
  'utility-reading': utilityReading,
  'teaching-building': teachingBuilding,
  'classroom-slot': classroomSlot,
  outage,
} as const;

export type SubjectKind = keyof typeof subjectKinds;
export type RecordKind = keyof typeof recordKinds;
/** A record as services get it: plain data, without the subject's number. */
export type RecordOf<Kind extends RecordKind> = z.infer<(typeof recordKinds)[Kind]['schema']>;

/** A subject whose claims all fit. */
export interface MatchedSubject {
  /** Its number in the organisation's systems: for the server only. */
  subject: string;
  /** The masked number, which the follower may see. */
  shown: string;
  /** Contact on record; never sent to a page. */
  phone?: string;
  name?: string;
  areaId?: string;
}

/** A definition whose kind is known only at run time. */
export type AnyRecord = RecordDefinition;
export type AnySubject = SubjectDefinition & { shown(subject: string, record: Values): string };

/** Whether a text names a kind of record, or of subject. */
export const isRecordKind = (text: string): text is RecordKind => Object.hasOwn(recordKinds, text);
export const isSubjectKind = (text: string): text is SubjectKind => Object.hasOwn(subjectKinds, text);

/** The definition of a kind, without its particular types. */
export const recordOfKind = (kind: RecordKind): AnyRecord => recordKinds[kind] as unknown as AnyRecord;
export const subjectOfKind = (kind: SubjectKind): AnySubject => subjectKinds[kind] as unknown as AnySubject;

/** What a follower has to say to bind a subject of a kind: one strict schema of texts. */
export const claimsOf = (kind: SubjectKind): Fields => subjectKinds[kind].claims[0];
