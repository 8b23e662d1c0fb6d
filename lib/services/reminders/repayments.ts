import type { Backend } from '../../backend/port.ts';
import type { Binding } from '../../followers/binding.ts';
import type { Bindings } from '../../followers/bindings.ts';
import { valuesOf } from '../../notices/channels/render.ts';
import type { NoticeDraft } from '../../notices/model.ts';
import { noticeId } from '../../notices/notices.ts';
import type { Notices } from '../../notices/port.ts';
import { beijingDay } from '../../platform/clock.ts';
import { pseudonym } from '../../platform/keys.ts';
import type { Organisation } from '../../platform/organisation.ts';
import { type Repayment, type RepaymentSource, repaymentKind, repaymentSources } from './repayment-sources.ts';
import type { Look } from './run.ts';

/** What reminding of repayments takes. */
export interface RepaymentDeps {
  organisation: Organisation;
  backend: Pick<Backend, 'records'>;
  bindings: Pick<Bindings, 'list'>;
  notices: Pick<Notices, 'draft'>;
}

const dayMs = 86_400_000;
/** Where nothing is to be repaid: a loan's first instalment is further away than this, and so is the day of a new bill. */
const lookAgainMs = 15 * dayMs;

/** Nine o'clock in Beijing on a day such as `2026-12-20`, in epoch milliseconds. */
const nineOn = (day: string): number => Date.parse(`${day}T09:00:00+08:00`);

/** `1234.50元`, without the commas that templates refuse. */
const amountInNotice = (fen: number): string => `${(fen / 100).toFixed(2)}元`;

const draftOf = (
  { organisation }: RepaymentDeps,
  openid: string,
  source: RepaymentSource,
  repayment: Repayment,
): NoticeDraft | undefined => {
  const template = organisation.profile.templates[source.template];
  if (template === undefined) return undefined;
  const { id, day, amountFen, marks } = repayment;
  return {
    id: noticeId(repaymentKind, source.template, pseudonym(openid), id, day),
    template: source.template,
    fields: valuesOf(template, { ...marks, day, amount: amountInNotice(amountFen) }),
    link: source.page,
    lane: 'bulk',
    audience: { of: 'people', openids: [openid] },
    title: `${template.title} ${day}`,
    confirmation: 'automatic',
    by: 'schedule:reminders',
  };
};

/**
 * Reminds a follower of what is to be repaid for the bindings of one kind, `reminderDays.repayment` days ahead at nine, once for each instalment:
 * the notice's id is the loan and its day. Then it looks again the day after the payment. Costs, for a loan and a month: two questions to the
 * organisation's system, two moves of the reminder, one notice to one person.
 */
export const createRepaymentLook = (deps: RepaymentDeps): Look => {
  const daysAhead = deps.organisation.profile.notices.reminderDays?.repayment;

  const lookAtOne = async (openid: string, source: RepaymentSource, repayment: Repayment, now: number) => {
    const remindAt = nineOn(repayment.day) - (daysAhead ?? 0) * dayMs;
    if (now < remindAt) return remindAt;
    const isOver = beijingDay(now) > repayment.day;
    const draft = isOver ? undefined : draftOf(deps, openid, source, repayment);
    if (draft !== undefined) await deps.notices.draft(draft);
    // The day after; or tomorrow, where a payment is overdue or the organisation's system has not come to the next one.
    return nineOn(isOver ? beijingDay(now) : repayment.day) + dayMs;
  };

  const lookAtBinding = async (openid: string, source: RepaymentSource, binding: Binding, now: number) => {
    const repayments = await source.next(deps.backend, binding);
    const looks = await Promise.all(repayments.map((repayment) => lookAtOne(openid, source, repayment, now)));
    return looks.length === 0 ? now + lookAgainMs : Math.min(...looks);
  };

  return async ({ openid, ref }, now) => {
    const source = Object.hasOwn(repaymentSources, ref) ? repaymentSources[ref] : undefined;
    if (source === undefined || daysAhead === undefined) return undefined;
    const bindings = await deps.bindings.list(openid, ref);
    if (bindings.length === 0) return undefined;
    return Math.min(...(await Promise.all(bindings.map((binding) => lookAtBinding(openid, source, binding, now)))));
  };
};
