import { AppError } from '../../platform/errors.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { GroupInvitations } from './invitations.ts';
import type { KeptInvitation, KeptInvitations } from './kept-invitations.ts';
import { groupOf } from './terms.ts';

/** What inviting takes. */
export interface InvitingDeps {
  organisation: Organisation;
  groupInvitations: Pick<GroupInvitations, 'create'>;
  keptInvitations: KeptInvitations;
  now: () => number;
}

/** What an invitation is for. */
export interface InvitationTerms {
  /** The unit whose officers it is for; any of the group when absent. */
  unit?: string | undefined;
  /** How many people, 1 to 200. */
  most: number;
  /** How long, 1 to 90. */
  days: number;
  by: string;
}

/** An invitation with the code that opens the group. */
export type CodedInvitation = KeptInvitation & { code: string };

/** What staff do with invitations. Throws `Refusal('no_such_group')` for a group that the profile lacks. */
export interface Inviting {
  /** Throws `AppError('bad_invitation', 'reject')` beyond the terms' limits. */
  invite(groupId: string, terms: InvitationTerms): Promise<CodedInvitation>;
  /** Those that are not out of time. */
  list(groupId: string): Promise<KeptInvitation[]>;
  get(groupId: string, id: string): Promise<CodedInvitation | undefined>;
  /** As it stands afterwards: of two at once both see who was first. Undefined for one that is not there. */
  revoke(groupId: string, id: string, by: string): Promise<KeptInvitation | undefined>;
}

const dayMs = 86_400_000;

const checkTerms = ({ most, days }: InvitationTerms): void => {
  if (most >= 1 && most <= 200 && days >= 1 && days <= 90) return;
  throw new AppError('bad_invitation', 'reject', 'an invitation is for 1 to 200 people and 1 to 90 days');
};

const withoutCode = ({ code, ...kept }: CodedInvitation): KeptInvitation => kept;

/** The invitations of an organisation's groups, for its staff. */
export const createInviting = ({ organisation, groupInvitations, keptInvitations, now }: InvitingDeps): Inviting => ({
  invite: async (groupId, terms) => {
    groupOf(organisation, groupId);
    checkTerms(terms);
    const { unit, most, days, by } = terms;
    const at = now();
    const invitation = { groupId, ...(unit === undefined ? {} : { unit }), most, until: at + days * dayMs, by, at };
    return { ...invitation, ...(await groupInvitations.create(invitation)), used: 0 };
  },
  list: async (groupId) => {
    groupOf(organisation, groupId);
    return keptInvitations.list(groupId, now());
  },
  get: async (groupId, id) => {
    groupOf(organisation, groupId);
    return keptInvitations.get(groupId, id);
  },
  revoke: async (groupId, id, by) => {
    groupOf(organisation, groupId);
    await keptInvitations.revoke(groupId, id, by, now());
    const found = await keptInvitations.get(groupId, id);
    return found && withoutCode(found);
  },
});
