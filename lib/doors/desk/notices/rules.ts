import type { StaffMember, StaffRight } from '../../../guard/desk.ts';
import type { Notice, NoticeState } from '../../../notices/model.ts';
import type { Figures } from '../../../notices/port.ts';
import type { NoticeAct, OfferedAct } from './model.ts';

const allowedIn: Record<NoticeAct, readonly NoticeState[]> = {
  confirm: ['ready', 'held'],
  stop: ['sending'],
  resume: ['stopped'],
  cancel: ['freezing', 'ready', 'held', 'scheduled'],
  resend: ['sent', 'stopped'],
};

/** Letting messages out takes the right to confirm; stopping them does not, so that whoever sees a fault can. */
const rightsFor: Partial<Record<NoticeAct, StaffRight>> = { confirm: 'notices:confirm', resume: 'notices:confirm' };

const missing: Partial<Record<StaffRight, string>> = {
  'notices:confirm': '您没有确认发出的权限，请找有权限的同事确认。',
  'notices:urgent': '这是紧急通知，您没有发出紧急通知的权限，请找有权限的同事办理。',
};

/** A large notice that somebody drafted by hand is confirmed by somebody else. */
const needsSecondPerson = (notice: Notice, staff: StaffMember, holdAbove: number): boolean =>
  notice.by === `staff:${staff.name}` && (notice.people ?? 0) > holdAbove;

const whyNot = (act: NoticeAct, notice: Notice, staff: StaffMember, holdAbove: number): string | undefined => {
  const right = rightsFor[act];
  if (right !== undefined && !staff.rights.includes(right)) return missing[right];
  if (act === 'stop' || act === 'cancel') return undefined;
  if (notice.lane === 'urgent' && !staff.rights.includes('notices:urgent')) return missing['notices:urgent'];
  return act === 'confirm' && needsSecondPerson(notice, staff, holdAbove)
    ? `这条通知由您起草，超过 ${holdAbove} 人，须由另一位同事复核确认。`
    : undefined;
};

/** How many could not be reached, by WeChat or by a text message. */
export const notReached = ({ blocked, failed, refused, rejected, smsSent }: Figures): number =>
  Math.max(0, blocked + failed + refused + rejected - smsSent);

/** Acts that the notice's state allows, each with why this member of staff may not do it, in words. */
export const offeredActs = (notice: Notice, figures: Figures, staff: StaffMember, holdAbove: number): OfferedAct[] =>
  (Object.keys(allowedIn) as NoticeAct[])
    .filter((act) => allowedIn[act].includes(notice.state) && (act !== 'resend' || notReached(figures) > 0))
    .map((act) => {
      const why = whyNot(act, notice, staff, holdAbove);
      return why === undefined ? { act } : { act, why };
    });

/** People with whom WeChat is through, as far as this sending goes. */
export const doneOf = ({ people, waiting, quiet, unknown }: Figures): number =>
  Math.max(0, people - waiting - quiet - unknown);
