import * as z from 'zod/mini';
import { type DeskRoom, type DeskRoute, defineDeskRoom, defineDeskRoute } from '../../../guard/desk.ts';
import { Refusal } from '../../../guard/refusal.ts';
import type { Areas } from '../../../notices/areas/store.ts';
import type { Notices } from '../../../notices/port.ts';
import { beijingDay } from '../../../platform/clock.ts';
import { addMonths, beijingMonth } from '../../../platform/months.ts';
import type { Organisation } from '../../../platform/organisation.ts';
import type { OutageRules } from '../../../platform/profile/announcements.ts';
import { type Outage, phaseOf, type Supply } from '../../../services/outages/model.ts';
import type { Outages } from '../../../services/outages/service.ts';
import { titleOf } from '../../../services/outages/wording.ts';
import { monthsAround } from '../months.ts';
import { makerInWords } from '../notices/words.ts';
import { checkFile } from './check-file.ts';
import { csvTemplate } from './csv.ts';
import { ChangeInput, changeOf, NewOutageInput, newOutageOf } from './forms.ts';
import type { OutageList, OutageNoticeShown, OutageOffer, OutageRow, OutageShown } from './model.ts';

/** What the room takes. */
export interface OutagesRoomDeps {
  outages: Outages;
  notices: Pick<Notices, 'get'>;
  areas: Pick<Areas, 'get' | 'children'>;
  organisation: Organisation;
}

const Id = z.strictObject({ id: z.string().check(z.maxLength(64)) });
const Listing = z.strictObject({ month: z.optional(z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/))) });
/** A CSV file of 300 rows is below 100 KB; the gateway takes at most 6 MB. */
const File = z.strictObject({ text: z.string().check(z.maxLength(1_000_000, '文件太大，请分成几个文件。')) });
const Ids = z.strictObject({ ids: z.array(z.string().check(z.maxLength(64))).check(z.maxLength(300)) });

const rulesOf = ({ organisation }: OutagesRoomDeps): OutageRules => {
  const { outages } = organisation.profile;
  if (outages !== undefined) return outages;
  throw new Refusal('no_outages', '本单位没有开通停供通知。', { status: 404 });
};

const rowOf = (deps: OutagesRoomDeps, outage: Outage, now: number): OutageRow => {
  const { id, areaNames, from, to } = outage;
  return { id, areaNames, from, to, title: titleOf(outage, rulesOf(deps)), phase: phaseOf(outage, now) };
};

const noticesShown = async ({ notices }: OutagesRoomDeps, ids: readonly string[]): Promise<OutageNoticeShown[]> => {
  const found = await Promise.all(ids.map((id) => notices.get(id)));
  return found.flatMap((notice) => {
    if (notice === undefined) return [];
    const { id, title, state, people, accounts } = notice;
    const counted = people === undefined || accounts === undefined ? {} : { people, accounts };
    return [{ id, title, state, ...counted }];
  });
};

const shown = async (deps: OutagesRoomDeps, outage: Outage, now: number): Promise<OutageShown> => ({
  ...rowOf(deps, outage, now),
  reason: outage.reason,
  progress: outage.progress,
  ...(outage.restoredAt === undefined ? {} : { restoredAt: outage.restoredAt }),
  notices: await noticesShown(
    deps,
    outage.notices.map(({ id }) => id),
  ),
  by: makerInWords(outage.by),
  createdAt: outage.createdAt,
  back: rulesOf(deps).supplies[outage.supply]?.back ?? '恢复',
});

const suppliesOf = ({ supplies }: OutageRules): OutageOffer['supplies'] =>
  (Object.keys(supplies) as Supply[]).flatMap((value) => {
    const words = supplies[value];
    return words === undefined ? [] : [{ value, label: words.cut }];
  });

const offerOf = (rules: OutageRules): OutageOffer => ({
  kinds: (['planned', 'temporary', 'fault'] as const).map((value) => ({ value, label: rules.kinds[value].title })),
  supplies: suppliesOf(rules),
});

/** Works are planned so many months ahead. */
const monthsAhead = 6;

/** The outages of a month in Beijing, or of this one and the next, the latest first. */
const list = async (deps: OutagesRoomDeps, asked: string | undefined, now: number): Promise<OutageList> => {
  const month = asked ?? beijingMonth(now);
  const shownMonths = asked === undefined ? [month, addMonths(month, 1)] : [month];
  const found = (await Promise.all(shownMonths.map((each) => deps.outages.list(each)))).flat();
  const outages = found.toSorted((one, other) => other.from - one.from).map((outage) => rowOf(deps, outage, now));
  return {
    month,
    months: monthsAround(now, monthsAhead),
    withNext: asked === undefined,
    outages,
  };
};

const example = (now: number): Record<string, string> => {
  const day = beijingDay(now + 8 * 86_400_000);
  return {
    kind: '计划',
    areas: '区域名称或编号；另一个区域',
    reason: '线路检修',
    from: `${day} 08:00`,
    to: `${day} 17:00`,
  };
};

const templateFile = (now: number): Response =>
  new Response(csvTemplate(example(now)), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="outages.csv"; filename*=UTF-8''${encodeURIComponent('停供导入模板.csv')}`,
      'cache-control': 'no-store',
    },
  });

const found = async ({ outages }: OutagesRoomDeps, id: string): Promise<Outage> => {
  const outage = await outages.get(id);
  if (outage !== undefined) return outage;
  throw new Refusal('unknown_outage', '没有这条停供信息，请回到列表重新选择。', { status: 404 });
};

const announceRoutes = (deps: OutagesRoomDeps): DeskRoute[] => [
  defineDeskRoute({
    method: 'POST',
    path: '/',
    input: NewOutageInput,
    handle: async ({ input: { request, ...form }, staff }) => {
      const { outage, noticeId } = await deps.outages.announce(newOutageOf(form), `staff:${staff.name}`, request);
      return { id: outage.id, noticeId };
    },
  }),
  defineDeskRoute({
    method: 'POST',
    path: '/check',
    asks: true,
    input: File,
    handle: async ({ input }) => {
      const usualSupply = suppliesOf(rulesOf(deps))[0]?.value ?? 'power';
      return checkFile({ ...deps, usualSupply }, input.text);
    },
  }),
  defineDeskRoute({
    method: 'POST',
    path: '/counts',
    asks: true,
    input: Ids,
    handle: async ({ input }) => ({ notices: await noticesShown(deps, input.ids) }),
  }),
  defineDeskRoute({ method: 'GET', path: '/template', handle: async ({ now }) => templateFile(now) }),
];

const routesOf = (deps: OutagesRoomDeps): DeskRoute[] => [
  defineDeskRoute({
    method: 'GET',
    path: '/',
    input: Listing,
    handle: ({ input, now }) => list(deps, input.month, now),
  }),
  defineDeskRoute({ method: 'GET', path: '/offer', handle: async () => offerOf(rulesOf(deps)) }),
  ...announceRoutes(deps),
  defineDeskRoute({
    method: 'GET',
    path: '/:id',
    input: Id,
    handle: async ({ input, now }) => shown(deps, await found(deps, input.id), now),
  }),
  defineDeskRoute({
    method: 'POST',
    path: '/:id/change',
    input: ChangeInput,
    handle: async ({ input, staff }) => {
      const { request, id } = input;
      const { noticeId } = await deps.outages.change(id, changeOf(input), `staff:${staff.name}`, request);
      return { noticeId };
    },
  }),
];

/** The room 停电: announce an outage by form or from a table, change, delay, cancel it, say that the supply is back. */
export const createOutagesRoom = (deps: OutagesRoomDeps): DeskRoom =>
  defineDeskRoom({
    name: 'outages',
    title: titleOfRoom(deps.organisation),
    path: '/desk/outages',
    right: 'notices',
    shown: ({ outages }) => outages !== undefined,
    routes: routesOf(deps),
  });

/** What is cut off where this organisation is: 停电, or 停水、停电. */
const titleOfRoom = ({ profile }: Organisation): string =>
  profile.outages === undefined
    ? ''
    : suppliesOf(profile.outages)
        .map(({ label }) => label)
        .join('、');
