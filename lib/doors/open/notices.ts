import type { Notice } from '../../notices/model.ts';
import type { ChangeOutcome, Notices } from '../../notices/port.ts';
import type { Right } from './callers.ts';
import { Refused } from './errors.ts';
import { NoticeShown, shownNotice } from './notice-answer.ts';
import { defineOpenRoute, type OpenCall, type OpenRoute } from './route.ts';

type Ports = Pick<Notices, 'get' | 'figures' | 'preview' | 'confirm' | 'stop' | 'resume' | 'cancel'>;

const unknown = (): Refused => new Refused(404, 'unknown_notice', 'there is no such notice, or it is not the caller’s');

/** A caller's own notice, or anybody's for callers with `right`; others are not there for it. */
const reachable = async (notices: Ports, { id, by, caller }: OpenCall<unknown>, right: Right): Promise<Notice> => {
  const notice = await notices.get(id);
  if (notice === undefined || (notice.by !== by && !caller.rights.includes(right))) throw unknown();
  return notice;
};

const changed = (outcome: ChangeOutcome): Notice => {
  if (outcome.kind === 'changed') return outcome.notice;
  if (outcome.kind === 'unknown') throw unknown();
  throw new Refused(409, 'wrong_state', `the notice is ${outcome.state}, which does not allow this`);
};

const action = (notices: Ports, name: 'stop' | 'resume' | 'cancel' | 'confirm', summary: string): OpenRoute =>
  defineOpenRoute({
    method: 'POST',
    path: `/notices/:id/${name}`,
    name: `${name}-notice`,
    summary,
    ...(name === 'confirm' ? { right: 'notices:confirm' as const } : {}),
    answer: NoticeShown,
    handle: async (call) => {
      const { id } = await reachable(notices, call, 'notices:confirm');
      return { body: await shownNotice(notices, changed(await notices[name](id, call.by))) };
    },
  });

/** What callers do with notices that are there: look, let go, stop, resume, cancel. */
export const noticeRoutes = (notices: Ports): OpenRoute[] => [
  defineOpenRoute({
    method: 'GET',
    path: '/notices/:id',
    name: 'read-notice',
    summary:
      'State, reasons, preview and figures of a notice: the caller’s own, or any with the right notices. Ask every few seconds, not more often.',
    answer: NoticeShown,
    handle: async (call) => ({ body: await shownNotice(notices, await reachable(notices, call, 'notices')) }),
  }),
  action(notices, 'confirm', 'Let a notice that is ready or held go out, at once or at its hour.'),
  action(notices, 'stop', 'Stop a notice that is going out; within a second nothing more goes.'),
  action(notices, 'resume', 'Let a stopped notice go on where it was stopped. Nobody gets it twice.'),
  action(notices, 'cancel', 'Take back a notice before it begins to go out.'),
];
