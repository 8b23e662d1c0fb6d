import { refuseFaults } from '../../platform/bad-fields.ts';
import { type Announced, pastInstant, tellHolders } from './announce.ts';
import { faultAt, notOffered } from './faults.ts';
import type { ApplicationStep } from './model.ts';
import type { AnnouncementPorts, Asking } from './ports.ts';
import { maskNumber, momentInWords } from './wording.ts';

/**
 * Tells who applied that the application went a step further (办理进度). What the progress page shows comes from the organisation's systems.
 * Throws `BadFields`; `AppError('not_offered', 'reject')` where the profile has no such announcements.
 */
export const announceApplicationStep = async (
  ports: AnnouncementPorts,
  given: ApplicationStep,
  asking: Asking,
): Promise<Announced> => {
  const announcement = ports.organisation.profile.announcements?.step;
  if (announcement === undefined) return notOffered('steps');
  const { number, account, business, at, remark } = given;
  const step = Object.hasOwn(announcement.steps, given.step) ? announcement.steps[given.step] : undefined;
  const known = Object.keys(announcement.steps).join(', ');
  if (step === undefined) refuseFaults([faultAt('step', 'unknown_step', `must be one of ${known}`)]);
  const marks = {
    ...{ number, business, step: step ?? '', account: maskNumber(account) },
    at: momentInWords(pastInstant(ports, at)),
    remark: remark ?? announcement.remark ?? '',
  };
  return tellHolders(ports, announcement, { what: 'application-step', account, marks, ...asking });
};
