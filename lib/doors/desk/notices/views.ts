import type { DeskCall } from '../../../guard/desk.ts';
import type { Areas } from '../../../notices/areas/store.ts';
import type { Audience, Notice } from '../../../notices/model.ts';
import type { Notices } from '../../../notices/port.ts';
import { partsOf } from './export.ts';
import { type GateDeps, gateBefore } from './gates.ts';
import type { NoticeRow, NoticeShown } from './model.ts';
import { doneOf, offeredActs } from './rules.ts';
import { audienceInWords, makerInWords } from './words.ts';

/** What showing notices takes. */
export interface ViewDeps extends GateDeps {
  notices: Pick<Notices, 'figures' | 'preview' | 'list'>;
  areas: Pick<Areas, 'get'>;
}

const given = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Value;

const rowOf = (notice: Notice, done: number): NoticeRow => {
  const { id, title, lane, state, people, createdAt, releaseAt, by } = notice;
  return given({ id, title, lane, state, people, done, createdAt, releaseAt, by: makerInWords(by) }) as NoticeRow;
};

const underWay: ReadonlySet<Notice['state']> = new Set(['sending', 'stopped']);

/** A line of the list. Only a notice that is under way is counted: one query. */
export const noticeRow = async ({ notices }: Pick<ViewDeps, 'notices'>, notice: Notice): Promise<NoticeRow> => {
  if (underWay.has(notice.state)) return rowOf(notice, doneOf(await notices.figures(notice.id)));
  return rowOf(notice, notice.state === 'sent' ? (notice.people ?? 0) : 0);
};

const namesOf = async ({ areas, organisation }: ViewDeps, audience: Audience): Promise<Map<string, string>> => {
  const names = new Map((organisation.profile.notices.groups ?? []).map(({ id, title }) => [id, title]));
  if (audience.of !== 'areas') return names;
  const found = await Promise.all(audience.areaIds.map((id) => areas.get(id)));
  for (const area of found) if (area !== undefined) names.set(area.id, area.name);
  return names;
};

const aboutOf = ({ about }: Notice): NoticeShown['about'] => {
  const outage = /^outage#(.+)$/.exec(about ?? '')?.[1];
  return outage === undefined ? undefined : { label: '查看停电信息', href: `/desk/outages/${outage}` };
};

/** A notice with all that its page shows. */
export const noticeShown = async (
  deps: ViewDeps,
  notice: Notice,
  { staff, now }: Pick<DeskCall<unknown>, 'staff' | 'now'>,
): Promise<NoticeShown> => {
  const [figures, names, gate] = await Promise.all([
    deps.notices.figures(notice.id),
    namesOf(deps, notice.audience),
    gateBefore(deps, notice, staff, now),
  ]);
  const { template, accounts, optedOut, warnings, holds, reason, mustRead, confirmedAt, startedAt, sentAt } = notice;
  const { holdAbove } = deps.organisation.profile.notices;
  return given({
    ...rowOf(notice, doneOf(figures)),
    ...{ template, accounts, optedOut, warnings, holds, reason, figures, confirmedAt, startedAt, sentAt },
    audience: audienceInWords(notice.audience, names),
    groupId: notice.audience.of === 'group' ? notice.audience.groupId : undefined,
    preview: deps.notices.preview(notice),
    mustRead: mustRead !== undefined,
    gate,
    acts: offeredActs(notice, figures, staff, holdAbove),
    confirmedBy: notice.confirmedBy && makerInWords(notice.confirmedBy),
    about: aboutOf(notice),
    exportParts: partsOf(figures.people),
  }) as NoticeShown;
};
