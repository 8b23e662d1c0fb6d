import * as z from 'zod/mini';
import { type DeskCall, type DeskRoom, type DeskRoute, defineDeskRoom, defineDeskRoute } from '../../../guard/desk.ts';
import { Refusal } from '../../../guard/refusal.ts';
import type { Areas } from '../../../notices/areas/store.ts';
import type { Gate } from '../../../notices/gate.ts';
import type { Notice } from '../../../notices/model.ts';
import { noticeId } from '../../../notices/notices.ts';
import type { ChangeOutcome, Notices } from '../../../notices/port.ts';
import { beijingDay } from '../../../platform/clock.ts';
import { beijingMonth } from '../../../platform/months.ts';
import type { Organisation } from '../../../platform/organisation.ts';
import { areaRoutes } from '../areas/api.ts';
import { monthsAround } from '../months.ts';
import { DraftInput, draftByHand, draftOffer } from './draft.ts';
import { csvResponse, exportPart } from './export.ts';
import { closedGates, gateRoutes } from './gates.ts';
import type { NoticeAct } from './model.ts';

import { offeredActs } from './rules.ts';
import { noticeRow, noticeShown } from './views.ts';
import { stateNames } from './words.ts';

/** What the room takes. */
export interface NoticesRoomDeps {
  notices: Notices;
  areas: Pick<Areas, 'get' | 'children' | 'coverEverything'>;
  gate: Pick<Gate, 'state' | 'open'>;
  organisation: Organisation;
}

const Id = z.strictObject({ id: z.string().check(z.maxLength(64)) });
const Listing = z.strictObject({ month: z.optional(z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/))) });
const Part = z.strictObject({
  id: z.string().check(z.maxLength(64)),
  part: z.optional(z.coerce.number().check(z.int(), z.gte(1))),
});
const Resend = z.strictObject({
  id: z.string().check(z.maxLength(64)),
  request: z.string().check(z.regex(/^[\w-]{8,64}$/)),
});

const find = async ({ notices }: NoticesRoomDeps, id: string): Promise<Notice> => {
  const notice = await notices.get(id);
  if (notice !== undefined) return notice;
  throw new Refusal('unknown_notice', '没有这条通知，请回到列表重新选择。', { status: 404 });
};

const actNames: Record<NoticeAct, string> = {
  confirm: '确认',
  stop: '停止',
  resume: '继续',
  cancel: '取消',
  resend: '再次发送',
};

/** Throws unless the notice's state allows the act, and this member of staff may do it. */
const checkAct = async (deps: NoticesRoomDeps, notice: Notice, call: DeskCall<unknown>, act: NoticeAct) => {
  const figures = await deps.notices.figures(notice.id);
  const { holdAbove } = deps.organisation.profile.notices;
  const offered = offeredActs(notice, figures, call.staff, holdAbove).find((offer) => offer.act === act);
  if (offered?.why !== undefined) throw new Refusal('not_yours', offered.why, { status: 403 });
  if (offered === undefined) throw outOfState(act, notice.state);
};

const outOfState = (act: NoticeAct, state: Notice['state']): Refusal =>
  new Refusal('wrong_state', `这条通知现在是“${stateNames[state]}”，不能${actNames[act]}。请刷新页面看看。`, {
    status: 409,
  });

const changed = (act: NoticeAct, outcome: ChangeOutcome): Notice => {
  if (outcome.kind === 'changed') return outcome.notice;
  if (outcome.kind === 'refused') throw outOfState(act, outcome.state);
  throw new Refusal('unknown_notice', '没有这条通知，请回到列表重新选择。', { status: 404 });
};

const stoppedByHand = (name: string) => ({
  code: 'stopped_by_staff',
  message: `由员工 ${name} 手动停止。核对无误后可以继续发送。`,
});

const change = (deps: NoticesRoomDeps, act: 'confirm' | 'stop' | 'resume' | 'cancel'): DeskRoute =>
  defineDeskRoute({
    method: 'POST',
    path: `/:id/${act}`,
    input: Id,
    handle: async (call) => {
      const { id } = call.input;
      await checkAct(deps, await find(deps, id), call, act);
      const by = `staff:${call.staff.name}`;
      const outcome =
        act === 'stop' ? deps.notices.stop(id, by, stoppedByHand(call.staff.name)) : deps.notices[act](id, by);
      return noticeShown(deps, changed(act, await outcome), call);
    },
  });

/** The same words to those whom the notice did not reach; confirmed like any other. */
const resend = async (deps: NoticesRoomDeps, call: DeskCall<z.infer<typeof Resend>>) => {
  const notice = await find(deps, call.input.id);
  await checkAct(deps, notice, call, 'resend');
  // Its card opens the first notice’s page: readings are confirmed, counted and reminded of there.
  const { template, fields, link, lane, about } = notice;
  const draft = await deps.notices.draft({
    ...{ template, fields, lane, confirmation: 'by-staff', by: `staff:${call.staff.name}` },
    id: noticeId('resend', notice.id, call.staff.name, call.input.request),
    audience: { of: 'notice', noticeId: notice.id, which: 'not-reached' },
    title: `再次发送：${notice.title}`.slice(0, 80),
    ...(link === undefined ? {} : { link }),
    ...(about === undefined ? {} : { about }),
  });
  return { id: draft.id };
};

const exported = async (deps: NoticesRoomDeps, { id, part = 1 }: z.infer<typeof Part>): Promise<Response> => {
  const notice = await find(deps, id);
  const name = `${notice.title}-${beijingDay(notice.createdAt)}${part > 1 ? `-${part}` : ''}.csv`;
  return csvResponse(await exportPart(deps.notices.deliveries(id), part), name);
};

const list = async (
  deps: NoticesRoomDeps,
  month: string,
  { staff, now }: Pick<DeskCall<unknown>, 'staff' | 'now'>,
) => ({
  month,
  months: monthsAround(now),
  gates: await closedGates(deps, staff, now),
  notices: await Promise.all((await deps.notices.list(month)).map((notice) => noticeRow(deps, notice))),
});

const routesOf = (deps: NoticesRoomDeps): DeskRoute[] => [
  defineDeskRoute({
    method: 'GET',
    path: '/',
    input: Listing,
    handle: (call) => list(deps, call.input.month ?? beijingMonth(call.now), call),
  }),
  defineDeskRoute({
    method: 'GET',
    path: '/offer',
    handle: async ({ organisation, staff }) => draftOffer(organisation, staff),
  }),
  ...areaRoutes(deps),
  ...gateRoutes(deps),
  defineDeskRoute({
    method: 'POST',
    path: '/',
    input: DraftInput,
    handle: async ({ input, staff }) => ({ id: (await draftByHand(deps, input, staff)).id }),
  }),
  defineDeskRoute({
    method: 'GET',
    path: '/:id',
    input: Id,
    handle: async (call) => noticeShown(deps, await find(deps, call.input.id), call),
  }),
  defineDeskRoute({ method: 'GET', path: '/:id/export', input: Part, handle: ({ input }) => exported(deps, input) }),
  defineDeskRoute({ method: 'POST', path: '/:id/resend', input: Resend, handle: (call) => resend(deps, call) }),
  ...(['confirm', 'stop', 'resume', 'cancel'] as const).map((act) => change(deps, act)),
];

/** The room 通知: what goes out, how far it is, what became of it; stop, resume, confirm, cancel, send again, export. */
export const createNoticesRoom = (deps: NoticesRoomDeps): DeskRoom =>
  defineDeskRoom({ name: 'notices', title: '通知', path: '/desk/notices', right: 'notices', routes: routesOf(deps) });
