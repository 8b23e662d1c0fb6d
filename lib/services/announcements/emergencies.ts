import type { Audience, Notice } from '../../notices/model.ts';
import { noticeId } from '../../notices/notices.ts';
import { AppError } from '../../platform/errors.ts';
import type { Announcements } from '../../platform/profile/announcements.ts';
import { wordedFields } from './announce.ts';
import { areasInWords, checkAreas } from './areas.ts';
import type { StoredEmergency } from './emergency-store.ts';
import { notOffered } from './faults.ts';
import type { EmergencyChange, EmergencyRequest } from './model.ts';
import type { AnnouncementPorts, Asking } from './ports.ts';
import { momentInWords } from './wording.ts';

/** What became of a request about an emergency. */
export interface AnnouncedEmergency {
  emergency: StoredEmergency;
  /** The notice that tells of it. */
  noticeId: string;
}

type Wording = NonNullable<Announcements['emergency']>;
type Told = Pick<StoredEmergency, 'headline' | 'place' | 'advice'>;

const tries = 5;

const wordingOf = ({ organisation }: AnnouncementPorts): Wording =>
  organisation.profile.announcements?.emergency ?? notOffered('emergencies');

const fieldsOf = (ports: AnnouncementPorts, { headline, place, advice }: Told): Record<string, string> =>
  wordedFields(ports, wordingOf(ports).template, { headline, place, advice, at: momentInWords(ports.now()) });

/** Urgent, and by itself, unless it reaches more people than the profile lets go without a person's word. */
const draftOf = (ports: AnnouncementPorts, emergency: Told & { id: string }, id: string, by: string) => ({
  ...{ id, by, template: wordingOf(ports).template, fields: fieldsOf(ports, emergency) },
  link: `/pages/emergencies?id=${emergency.id}`,
  lane: 'urgent' as const,
  confirmation: 'automatic' as const,
  title: `应急提示 ${emergency.headline}`,
  about: `emergency#${emergency.id}`,
});

const placeOf = async (ports: AnnouncementPorts, { place, audience }: EmergencyRequest): Promise<string> => {
  if (place !== undefined) return place;
  return audience.of === 'everyone' ? wordingOf(ports).everywhere : areasInWords(ports, audience.areaIds);
};

/** Who lives or works in an area without an account there hears of what happens in it, too. */
const withFollowed = (audience: EmergencyRequest['audience']): Audience =>
  audience.of === 'areas' ? { ...audience, followed: true } : audience;

const begin = async (ports: AnnouncementPorts, request: EmergencyRequest, { by, key }: Asking) => {
  const id = noticeId('emergency', by, key);
  const { headline, text, audience } = request;
  const advice = request.advice ?? wordingOf(ports).advice;
  const told = { headline, text, advice, place: await placeOf(ports, request) };
  const emergency: StoredEmergency = {
    ...{ id, ...told, audience, by, firstNoticeId: id, state: 'active', updates: [], version: 1, at: ports.now() },
  };
  return emergency;
};

/**
 * Announces an emergency to everyone or to areas, at once, and keeps it for chat and page. Throws `BadFields`;
 * `AppError('not_offered', 'reject')` where the profile has no emergencies.
 */
export const announceEmergency = async (
  ports: AnnouncementPorts,
  request: EmergencyRequest,
  asking: Asking,
): Promise<AnnouncedEmergency> => {
  const { audience } = request;
  if (audience.of === 'areas') await checkAreas(ports, audience.areaIds, 'audience.areaIds');
  const emergency = await begin(ports, request, asking);
  await ports.notices.draft({
    ...draftOf(ports, emergency, emergency.id, asking.by),
    audience: withFollowed(audience),
  });
  await ports.emergencies.create(emergency);
  return { emergency: (await ports.emergencies.get(emergency.id)) ?? emergency, noticeId: emergency.id };
};

const hasGoneOut: ReadonlySet<Notice['state']> = new Set(['sending', 'stopped', 'sent']);

/** To those whom the first notice reached or will reach; where it has not gone out, this one goes in its place. */
const audienceOfUpdate = async (
  { notices }: AnnouncementPorts,
  { audience, firstNoticeId }: StoredEmergency,
  by: string,
): Promise<{ audience: Audience; isFirst: boolean }> => {
  const again: Audience = { of: 'notice', noticeId: firstNoticeId, which: 'all' };
  const first = await notices.get(firstNoticeId);
  if (first?.state === 'freezing')
    throw new AppError('still_freezing', 'retry', 'the people of the first notice are still being counted');
  if (first !== undefined && hasGoneOut.has(first.state)) return { audience: again, isFirst: false };
  const cancelled = await notices.cancel(firstNoticeId, by);
  const went = cancelled.kind === 'refused' && hasGoneOut.has(cancelled.state);
  return went ? { audience: again, isFirst: false } : { audience: withFollowed(audience), isFirst: true };
};

const changed = (
  emergency: StoredEmergency,
  change: EmergencyChange,
  update: { id: string; at: number; isFirst: boolean },
): StoredEmergency => {
  const { headline, text, advice, ended } = change;
  const { id, at, isFirst } = update;
  return {
    ...emergency,
    ...(advice === undefined ? {} : { advice }),
    ...(isFirst ? { firstNoticeId: id } : {}),
    state: ended === true ? 'ended' : emergency.state,
    updates: [...emergency.updates, { id, at, headline, ...(text === undefined ? {} : { text }) }],
  };
};

const read = async ({ emergencies }: AnnouncementPorts, id: string): Promise<StoredEmergency> => {
  const emergency = await emergencies.get(id);
  if (emergency === undefined) throw new AppError('unknown_emergency', 'reject', 'there is no such emergency');
  return emergency;
};

const goOn = async (
  ports: AnnouncementPorts,
  emergency: StoredEmergency,
  change: EmergencyChange,
  { by, updateId }: { by: string; updateId: string },
): Promise<StoredEmergency | undefined> => {
  const { audience, isFirst } = await audienceOfUpdate(ports, emergency, by);
  const told = { ...emergency, headline: change.headline, advice: change.advice ?? emergency.advice };
  const replaces = [emergency.firstNoticeId, ...emergency.updates.map(({ id }) => id)];
  await ports.notices.draft({ ...draftOf(ports, told, updateId, by), audience, replaces });
  const next = changed(emergency, change, { id: updateId, at: ports.now(), isFirst });
  return (await ports.emergencies.replace(next)) ? next : undefined;
};

/**
 * Tells the same people how an emergency goes on, or that it is over. Throws `BadFields`; `AppError` `unknown_emergency`, `emergency_over` (reject),
 * `still_freezing` (retry).
 */
export const changeEmergency = async (
  ports: AnnouncementPorts,
  id: string,
  change: EmergencyChange,
  { by, key }: Asking,
): Promise<AnnouncedEmergency> => {
  const updateId = noticeId('emergency-update', id, by, key);
  for (let round = 0; round < tries; round += 1) {
    const emergency = await read(ports, id);
    if (emergency.updates.some((update) => update.id === updateId)) return { emergency, noticeId: updateId };
    if (emergency.state === 'ended') throw new AppError('emergency_over', 'reject', 'the emergency is over');
    const next = await goOn(ports, emergency, change, { by, updateId });
    if (next !== undefined) return { emergency: next, noticeId: updateId };
  }
  throw new AppError('table_busy', 'retry', 'the emergency is being changed again and again');
};
