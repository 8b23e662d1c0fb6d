import { hash } from 'node:crypto';
import { valuesOf } from '../../notices/channels/render.ts';
import type { Audience, Lane, Notice, NoticeDraft, Reason } from '../../notices/model.ts';
import type { Notices } from '../../notices/port.ts';
import type { Profile } from '../../platform/organisation.ts';
import type { OutageRules } from '../../platform/profile/announcements.ts';
import type { Outage, OutageNews, OutageNotice } from './model.ts';
import { leadTimeWarnings } from './rules.ts';
import { marksOf, titleForStaff } from './wording.ts';

/** What a notice about an outage is made of, beside the outage. */
export interface Telling {
  news: OutageNews;
  by: string;
  confirmation: NoticeDraft['confirmation'];
  announceAt?: number;
}

/** Everything of a draft that follows from the outage itself. */
export type Told = Omit<NoticeDraft, 'id' | 'audience'>;

const dayMs = 86_400_000;

/** Faults are urgent, and whatever is told less than a day before it happens; that the supply is back wakes nobody. */
const laneOf = ({ kind, from }: Outage, news: OutageNews, now: number): Lane => {
  if (news === 'restored') return 'bulk';
  if (kind === 'fault') return 'urgent';
  return (kind === 'temporary' || news !== 'announced') && from - now < dayMs ? 'urgent' : 'bulk';
};

const templateOf = ({ kind }: Outage, news: OutageNews, rules: OutageRules): string => {
  if (news === 'announced') return rules.kinds[kind].template;
  return news === 'restored' ? rules.restored : rules.changed;
};

/** Until when it helps to be told. The end of a fault is a guess; that the supply is back helps at any time. */
const untilOf = ({ kind, to }: Outage, news: OutageNews): { until?: number } =>
  kind === 'fault' || news === 'restored' ? {} : { until: to };

/** The notice that says this of an outage. */
export const toldOf = (
  outage: Outage,
  { news, by, confirmation, announceAt }: Telling,
  { templates, notices }: Pick<Profile, 'templates' | 'notices'>,
  rules: OutageRules,
  now: number,
): Told => {
  const template = templateOf(outage, news, rules);
  const warnings: Reason[] = news === 'announced' ? leadTimeWarnings({ ...outage, announceAt }, notices, now) : [];
  return {
    template,
    fields: valuesOf(templates[template] ?? {}, marksOf(outage, news, rules)),
    link: `/pages/outages?id=${outage.id}`,
    lane: laneOf(outage, news, now),
    title: titleForStaff(outage, news, rules),
    ...(announceAt === undefined ? {} : { releaseAt: announceAt }),
    ...untilOf(outage, news),
    confirmation,
    about: `outage#${outage.id}`,
    warnings,
    by,
  };
};

const noticeIdOf = (outageId: string, version: number, news: OutageNotice['news']): string =>
  hash('sha256', `notice of outage ${outageId}, version ${version}: ${news}`, 'base64url').slice(0, 22);

/** The id of the notice by which a version of an outage is announced. */
export const announcementIdOf = (outageId: string, version: number): string =>
  noticeIdOf(outageId, version, 'announced');

/** The id of the notice that says a version of an outage again. */
export const reminderIdOf = (outageId: string, version: number): string => noticeIdOf(outageId, version, 'reminded');

/** The notices that a version may make: the follow-up, or, where no announcement went out yet, an announcement. */
export const noticesOf = (outageId: string, version: number, news: OutageNews): OutageNotice[] =>
  (['announced', news] as const).map((each) => ({ id: noticeIdOf(outageId, version, each), news: each }));

const goneOut: ReadonlySet<Notice['state']> = new Set(['sending', 'stopped', 'sent']);

type Engine = Pick<Notices, 'draft' | 'get' | 'cancel'>;

/** Whether an announcement went out already, so that news of the outage goes to its people, whatever became of their areas. */
export const wasAnnounced = async (notices: Pick<Notices, 'get'>, made: readonly OutageNotice[]): Promise<boolean> => {
  const announcements = made.filter(({ news }) => news === 'announced');
  const found = await Promise.all(announcements.map(({ id }) => notices.get(id)));
  return found.some((notice) => notice !== undefined && goneOut.has(notice.state));
};

/** Takes back a notice that has not gone out; true when it has. */
const hasGoneOut = async (notices: Engine, id: string, by: string): Promise<boolean> => {
  const outcome = await notices.cancel(id, by);
  return outcome.kind === 'refused' && goneOut.has(outcome.state);
};

/** What was announced to people: the newest announcement that went out. Everything else that waits is taken back. */
const settle = async (notices: Engine, before: readonly OutageNotice[], by: string): Promise<string | undefined> => {
  let announced: string | undefined;
  for (const { id, news } of before) {
    if ((await hasGoneOut(notices, id, by)) && news === 'announced') announced = id;
  }
  return announced;
};

/**
 * Makes the notice of the outage's news, and takes back those before it that wait. Where no announcement went out, a change becomes one, and an
 * end has nobody to tell. May be repeated.
 */
export const tell = async (
  notices: Engine,
  outage: Pick<Outage, 'id' | 'areas' | 'notices' | 'news'>,
  toldAs: (news: OutageNews) => Told,
): Promise<Notice | undefined> => {
  const { version, news } = outage.news;
  const own = new Set(noticesOf(outage.id, version, news).map(({ id }) => id));
  const before = outage.notices.filter(({ id }) => !own.has(id));
  const announced = await settle(notices, before, toldAs(news).by);
  if (announced !== undefined) {
    const audience: Audience = { of: 'notice', noticeId: announced, which: 'all' };
    const replaces = before.map(({ id }) => id);
    return notices.draft({ ...toldAs(news), id: noticeIdOf(outage.id, version, news), audience, replaces });
  }
  if (news === 'cancelled' || news === 'restored') return undefined;
  const audience: Audience = { of: 'areas', areaIds: outage.areas, followed: true };
  return notices.draft({ ...toldAs('announced'), id: announcementIdOf(outage.id, version), audience });
};
