import * as z from 'zod/mini';
import { defineRecord } from '../definition.ts';
import { day, instant, line, positiveFen } from '../fields.ts';
import { fundAccountNumber } from './fund-account.ts';

/** Where an application stands: accepted (已受理), in review (审核中), approved (已通过), paid (已打款), returned (被退回). */
export const applicationStep = z.enum(
  ['accepted', 'reviewing', 'approved', 'paid', 'returned'],
  'must be accepted, reviewing, approved, paid or returned',
);

/** An application for a loan or a withdrawal, and how far it has come. */
export const FundApplication = z.object({
  /** Number of the application: TQ (withdrawal) or DK (loan) and 10 digits. */
  applicationNumber: z.string('must be a text').check(z.regex(/^(TQ|DK)\d{10}$/, 'must be TQ or DK and 10 digits')),
  kind: z.enum(['withdrawal', 'loan'], 'must be withdrawal or loan'),
  /** What for, in the words that people read: 租房提取. */
  purpose: line(40),
  /** What was applied for, in fen. */
  amountFen: positiveFen,
  appliedOn: day,
  /** Where it stands. */
  step: applicationStep,
  /** The steps so far, oldest first. */
  steps: z
    .array(z.object({ step: applicationStep, at: instant }), 'must be a list of steps')
    .check(z.maxLength(20, 'must have at most 20 steps')),
  /** Day by which it should be done. */
  expectedOn: z.optional(day),
  /** Why it was returned, and what to bring. */
  reason: z.optional(line(200)),
});
export type FundApplication = z.infer<typeof FundApplication>;

export const fundApplication = defineRecord({
  schema: FundApplication,
  subjects: { accountNumber: fundAccountNumber },
  order: ['appliedOn', 'applicationNumber'],
  personal: [],
});
