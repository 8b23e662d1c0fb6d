import { defineRoute, type Route } from '../../guard/service.ts';
import { type DemoClaims, kindsShown } from './kinds.ts';
import { listBindings, type ManageDeps, preferBinding, removeBinding, renameBinding } from './manage.ts';
import { inputs } from './model.ts';
import { confirmBinding, type ProofDeps, startBinding } from './proof.ts';
import {
  acceptInvitation,
  dismissMember,
  inviteMember,
  listMembers,
  lookAtInvitation,
  type SharingDeps,
} from './sharing.ts';

/** What the binding routes take. */
export interface BindingDeps extends ProofDeps, ManageDeps, SharingDeps {
  bindings: ManageDeps['bindings'];
  family: SharingDeps['family'];
  demoClaims: DemoClaims;
}

const post = 'POST';

/** The routes below `/api/binding`. All act on the follower's own bindings alone, whatever id a request names. */
export const bindingRoutes = (deps: BindingDeps): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/kinds',
    handle: async ({ organisation }) => ({ kinds: kindsShown(organisation, deps.demoClaims) }),
  }),
  defineRoute({ method: 'GET', path: '/list', handle: (call) => listBindings(deps, call) }),
  defineRoute({ method: post, path: '/start', input: inputs.start, handle: (call) => startBinding(deps, call) }),
  defineRoute({ method: post, path: '/confirm', input: inputs.confirm, handle: (call) => confirmBinding(deps, call) }),
  defineRoute({ method: post, path: '/rename', input: inputs.rename, handle: (call) => renameBinding(deps, call) }),
  defineRoute({ method: post, path: '/default', input: inputs.one, handle: (call) => preferBinding(deps, call) }),
  defineRoute({ method: post, path: '/remove', input: inputs.one, handle: (call) => removeBinding(deps, call) }),
  defineRoute({ method: post, path: '/invite', input: inputs.one, handle: (call) => inviteMember(deps, call) }),
  defineRoute({
    method: post,
    path: '/invitation',
    input: inputs.invitation,
    handle: (call) => lookAtInvitation(deps, call),
  }),
  defineRoute({ method: post, path: '/accept', input: inputs.accept, handle: (call) => acceptInvitation(deps, call) }),
  defineRoute({ method: post, path: '/members', input: inputs.one, handle: (call) => listMembers(deps, call) }),
  defineRoute({
    method: post,
    path: '/members/remove',
    input: inputs.dismiss,
    handle: (call) => dismissMember(deps, call),
  }),
];
