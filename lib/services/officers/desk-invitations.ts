import { type DeskRoute, defineDeskRoute } from '../../guard/desk.ts';
import { Refusal } from '../../guard/refusal.ts';
import type { Ports } from '../../guard/service.ts';
import { deskInputs } from './desk-inputs.ts';
import { type CodedInvitation, createInviting, type InvitingDeps } from './inviting.ts';
import type { KeptInvitation } from './kept-invitations.ts';
import type { InvitationKept, InvitationToPrint } from './model.ts';
import { groupOf } from './terms.ts';

/** What the desk's invitations take. */
export interface DeskInvitationDeps extends InvitingDeps {
  pageUrl: Ports['pageUrl'];
}

/** `staff:liming` is liming. */
const nameIn = (by: string): string => by.replace(/^staff:/, '');

const stateOf = ({ most, used, revoked }: KeptInvitation): InvitationKept['state'] => {
  if (revoked !== undefined) return 'revoked';
  return used >= most ? 'used-up' : 'open';
};

const kept = (invitation: KeptInvitation): InvitationKept => {
  const { id, unit, most, used, until, by, at, revoked } = invitation;
  return {
    ...{ id, most, used, until, by: nameIn(by), at, state: stateOf(invitation) },
    ...(unit === undefined ? {} : { unit }),
    ...(revoked === undefined ? {} : { revoked: { by: nameIn(revoked.by), at: revoked.at } }),
  };
};

const toPrint = ({ organisation, pageUrl }: DeskInvitationDeps, invitation: CodedInvitation): InvitationToPrint => {
  const { title, about } = groupOf(organisation, invitation.groupId);
  const { code } = invitation;
  return {
    ...kept(invitation),
    code: `${code.slice(0, 5)}-${code.slice(5)}`,
    url: pageUrl('/pages/officers', { invitation: code }),
    ...{ organisation: organisation.profile.name, group: title, about },
  };
};

const there = <Invitation>(found: Invitation | undefined): Invitation => {
  if (found !== undefined) return found;
  throw new Refusal('no_such_invitation', '没有这个邀请，可能已经过期。请回到“专管员”页再看。', { status: 404 });
};

/** The routes of invitations: make one, see those of a group, one with its code, take one back. */
export const invitationRoutes = (deps: DeskInvitationDeps): DeskRoute[] => {
  const inviting = createInviting(deps);
  return [
    defineDeskRoute({
      method: 'POST',
      path: '/groups/:id/invite',
      input: deskInputs.invite,
      handle: async ({ input: { id: groupId, ...terms }, staff }) =>
        toPrint(deps, await inviting.invite(groupId, { ...terms, by: `staff:${staff.name}` })),
    }),
    defineDeskRoute({
      method: 'GET',
      path: '/groups/:id/invitations',
      input: deskInputs.group,
      handle: async ({ input }) => ({ invitations: (await inviting.list(input.id)).map(kept) }),
    }),
    defineDeskRoute({
      method: 'GET',
      path: '/groups/:id/invitations/:invitation',
      input: deskInputs.invitation,
      handle: async ({ input }) => toPrint(deps, there(await inviting.get(input.id, input.invitation))),
    }),
    defineDeskRoute({
      method: 'POST',
      path: '/groups/:id/invitations/:invitation/revoke',
      input: deskInputs.invitation,
      handle: async ({ input, staff }) =>
        kept(there(await inviting.revoke(input.id, input.invitation, `staff:${staff.name}`))),
    }),
  ];
};
