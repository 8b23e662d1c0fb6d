import type { Enrol } from '../../followers/enrolment.ts';
import { repaymentKind, repaymentSources } from './repayment-sources.ts';
import type { Reminders } from './store.ts';

/**
 * Enrolling that has the next run of reminders look at what is bound, where that kind has something to repay. It is noted before the binding is made,
 * so that none is forgotten by a process that dies; what was never bound is forgotten by the run.
 */
export const remindAfterEnrolment =
  (enrol: Enrol, reminders: Pick<Reminders, 'note'>): Enrol =>
  async (openid, rules, proved, now) => {
    if (Object.hasOwn(repaymentSources, proved.kind))
      await reminders.note({ openid, kind: repaymentKind, ref: proved.kind, at: now });
    return enrol(openid, rules, proved, now);
  };
