import { defineRoute, type Route } from '../../guard/service.ts';
import { type JoiningDeps, joinGroup, leaveGroup, lookAtInvitation, showGroups } from './joining.ts';
import { inputs } from './model.ts';
import { showNoticesToRead, type ToReadDeps } from './to-read.ts';

/** The routes below `/api/officers`. */
export const officerRoutes = (deps: JoiningDeps & ToReadDeps): Route[] => [
  defineRoute({ method: 'GET', path: '/', handle: (call) => showGroups(deps, call) }),
  defineRoute({ method: 'GET', path: '/notices', handle: (call) => showNoticesToRead(deps, call) }),
  defineRoute({
    method: 'POST',
    path: '/invitation',
    input: inputs.invitation,
    handle: (call) => lookAtInvitation(deps, call),
  }),
  defineRoute({
    method: 'POST',
    path: '/join',
    tier: 'registered',
    input: inputs.join,
    handle: (call) => joinGroup(deps, call),
  }),
  defineRoute({ method: 'POST', path: '/leave', input: inputs.leave, handle: (call) => leaveGroup(deps, call) }),
];
