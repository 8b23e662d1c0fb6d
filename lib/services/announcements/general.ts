import { valuesOf } from '../../notices/channels/render.ts';
import { type Audience, mostAheadMs } from '../../notices/model.ts';
import { noticeId } from '../../notices/notices.ts';
import { type BadField, BadFields, refuseFaults } from '../../platform/bad-fields.ts';
import type { Template } from '../../platform/profile/notices.ts';
import type { Announced } from './announce.ts';
import { audienceOf } from './audience.ts';
import { faultAt } from './faults.ts';
import { Instant, type NoticeRequest } from './model.ts';
import type { AnnouncementPorts, Asking } from './ports.ts';
import { momentInWords } from './wording.ts';

/** A release that is longer past than this is a mistake. */
const lateMs = 5 * 60_000;

const templateOf = ({ organisation }: AnnouncementPorts, name: string): Template => {
  const { templates } = organisation.profile;
  const template = Object.hasOwn(templates, name) ? templates[name] : undefined;
  if (template === undefined)
    throw new BadFields([faultAt('template', 'unknown_template', `the profile has no template ${name}`)]);
  return template;
};

const releaseOf = ({ now }: AnnouncementPorts, instant: string | undefined): { releaseAt?: number } => {
  if (instant === undefined) return {};
  const releaseAt = Date.parse(instant);
  if (releaseAt < now() - lateMs) refuseFaults([faultAt('releaseAt', 'in_past', 'is over')]);
  if (releaseAt > now() + mostAheadMs) refuseFaults([faultAt('releaseAt', 'too_far', 'must be within 60 days')]);
  return { releaseAt };
};

const marksIn = (template: Template): Set<string> =>
  new Set(
    Object.values(template.values ?? {}).flatMap((words) =>
      [...words.matchAll(/\{(\w+)\}/g)].map(([, mark = '']) => mark),
    ),
  );

const markFaults = (template: Template, marks: Record<string, string>): BadField[] => {
  if (template.values === undefined)
    return [faultAt('marks', 'no_wording', 'the template has no wording; give fields')];
  const needed = marksIn(template);
  const missing = [...needed].filter((mark) => !Object.hasOwn(marks, mark));
  const unknown = Object.keys(marks).filter((mark) => !needed.has(mark));
  return [
    ...missing.map((mark) => faultAt(`marks.${mark}`, 'missing', 'the template needs it')),
    ...unknown.map((mark) => faultAt(`marks.${mark}`, 'unknown', 'the template has no such mark')),
  ];
};

/** Instants in the words that WeChat's time fields take. */
const worded = (marks: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(marks).map(([mark, value]) => [
      mark,
      Instant.safeParse(value).success ? momentInWords(Date.parse(value)) : value,
    ]),
  );

/** By the template's fields, or by the marks of its wording: whichever was given. */
const fieldsOf = (ports: AnnouncementPorts, request: NoticeRequest): Record<string, string> => {
  const template = templateOf(ports, request.template);
  if (request.marks !== undefined) refuseFaults(markFaults(template, request.marks));
  const fields = request.fields ?? valuesOf(template, worded(request.marks ?? {}));
  const faults = ports.notices.faultsOf({ template: request.template, fields });
  refuseFaults(faults.map((fault) => ({ ...fault, field: `fields.${fault.field}` })));
  return fields;
};

/** The card leads to the page that was named, else, where there is something to read, to the page of readings. */
const linkOf = (id: string, { page, text, mustRead }: NoticeRequest): { link?: string } => {
  if (page !== undefined) return { link: page };
  return text === undefined && mustRead === undefined ? {} : { link: `/pages/reading?notice=${id}` };
};

const draftOf = (id: string, request: NoticeRequest, audience: Audience) => ({
  id,
  ...linkOf(id, request),
  template: request.template,
  title: request.title,
  audience,
  lane: request.lane ?? 'bulk',
  confirmation: request.confirmation ?? 'by-staff',
  ...(request.mustRead === undefined ? {} : { mustRead: request.mustRead }),
});

/**
 * A notice by any template to areas, a building, a group, the people of an earlier notice, a subject's holders, or everyone.
 * Throws `BadFields`, before anything is stored.
 */
export const announceNotice = async (
  ports: AnnouncementPorts,
  request: NoticeRequest,
  { by, key }: Asking,
): Promise<Announced> => {
  const fields = fieldsOf(ports, request);
  const release = releaseOf(ports, request.releaseAt);
  const audience = await audienceOf(ports, request.audience);
  if (audience === undefined) return { people: 0 };
  const id = noticeId('notice', by, key);
  if (request.text !== undefined) await ports.texts.put(id, request.text, ports.now());
  await ports.notices.draft({ by, fields, ...release, ...draftOf(id, request, audience) });
  return { noticeId: id, ...(audience.of === 'people' ? { people: audience.openids.length } : {}) };
};
