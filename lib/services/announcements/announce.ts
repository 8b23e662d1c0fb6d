import { valuesOf } from '../../notices/channels/render.ts';
import type { Audience, NoticeDraft } from '../../notices/model.ts';
import { noticeId } from '../../notices/notices.ts';
import { refuseFaults } from '../../platform/bad-fields.ts';
import type { Announcements } from '../../platform/profile/announcements.ts';
import { faultAt } from './faults.ts';
import { audienceOfHolders, numberFaults } from './holders.ts';
import type { AnnouncementPorts, Asking } from './ports.ts';

/** What became of a request: the notice that goes out, and how many it is for where that is known at once. Nobody is no error. */
export interface Announced {
  noticeId?: string;
  people?: number;
}

type Announcement = NonNullable<Announcements['money']>;

/** How far the clocks of the organisation's systems may be ahead. */
const aheadMs = 5 * 60_000;

/** An instant of the systems; `BadFields` when it is yet to come. */
export const pastInstant = ({ now }: Pick<AnnouncementPorts, 'now'>, instant: string, field = 'at'): number => {
  const at = Date.parse(instant);
  if (at > now() + aheadMs) refuseFaults([faultAt(field, 'in_future', 'has not come yet')]);
  return at;
};

/** Fields of a template out of its own wording; `BadFields`, by the names of the template's fields, when they don't fit it. */
export const wordedFields = (
  { organisation, notices }: Pick<AnnouncementPorts, 'organisation' | 'notices'>,
  template: string,
  marks: Record<string, string>,
): Record<string, string> => {
  const declared = organisation.profile.templates[template];
  const fields = valuesOf(declared ?? {}, marks);
  const faults = notices.faultsOf({ template, fields });
  refuseFaults(faults.map((fault) => ({ ...fault, message: `template ${template}: ${fault.message}` })));
  return fields;
};

const draftOf = (
  announcement: Announcement,
  request: { id: string; by: string; fields: Record<string, string>; audience: Audience },
): NoticeDraft => ({
  ...request,
  template: announcement.template,
  ...(announcement.page === undefined ? {} : { link: announcement.page }),
  lane: 'urgent',
  title: announcement.title,
  confirmation: 'automatic',
});

/** Tells the holders of a subject, in the urgent lane and by itself. All is checked before anything is stored. */
export const tellHolders = async (
  ports: AnnouncementPorts,
  announcement: Announcement,
  request: { what: string; account: string; marks: Record<string, string>; keptDays?: number } & Asking,
): Promise<Announced> => {
  const { what, account, marks, by, key, keptDays } = request;
  refuseFaults(numberFaults(announcement.binding, account, 'account'));
  const fields = wordedFields(ports, announcement.template, marks);
  const audience = await audienceOfHolders(ports, announcement.binding, account);
  if (audience === undefined) return { people: 0 };
  const { id } = await ports.notices.draft({
    ...draftOf(announcement, { id: noticeId(what, by, key), by, fields, audience }),
    ...(keptDays === undefined ? {} : { keptDays }),
  });
  return { noticeId: id, people: audience.openids.length };
};
