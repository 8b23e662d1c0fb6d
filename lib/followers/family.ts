import type { FieldCipher } from '../platform/field-cipher.ts';
import type { Binding } from './binding.ts';
import { bindingId } from './binding-items.ts';
import type { Bindings } from './bindings.ts';
import { holderKeys } from './holders.ts';
import type { Invitation, Invitations } from './invitations.ts';
import type { Share, Shares } from './shares.ts';

/** What became of joining: `spent` for an invitation that is used, expired, unknown or no longer backed by the owner's binding. */
export type JoinOutcome =
  | { kind: 'joined'; binding: Binding }
  | { kind: 'spent' }
  /** The owner opened their own invitation. */
  | { kind: 'own' }
  /** The member has bound this subject already. */
  | { kind: 'exists' }
  /** The member's limit of this kind is reached. */
  | { kind: 'full' }
  /** The owner's binding has no place left. */
  | { kind: 'no-room' };

/** How a member joins: the limit of the kind, and the text that they agreed to. */
export interface Joining {
  most: number;
  consentVersion: string;
}

/** Bindings that an owner shares with family members. */
export interface Family {
  /** Undefined unless the owner has such a binding of their own. */
  invite(owner: string, id: string, now: number): Promise<{ token: string; until: number } | undefined>;
  /** What an open invitation is for. */
  look(token: string, now: number): Promise<Invitation | undefined>;
  join(member: string, token: string, joining: Joining, now: number): Promise<JoinOutcome>;
  members(owner: string, id: string): Promise<Share[]>;
  /** False when nobody holds this place. */
  dismiss(owner: string, id: string, place: string): Promise<boolean>;
  /** Ends a binding, with the family's bindings that hang on an owner's. False when the follower has no such binding. */
  unbind(openid: string, id: string): Promise<boolean>;
}

/** Family sharing, as steps that may each be repeated. */
export const createFamily = (deps: {
  bindings: Bindings;
  shares: Shares;
  invitations: Invitations;
  openCipher: () => Promise<FieldCipher>;
}): Family => {
  const { bindings, shares, invitations, openCipher } = deps;
  const find = async (openid: string, id: string): Promise<Binding | undefined> =>
    (await bindings.list(openid)).find((binding) => binding.id === id);
  const owned = async (openid: string, id: string): Promise<Binding | undefined> => {
    const binding = await find(openid, id);
    return binding?.role === 'owner' ? binding : undefined;
  };

  const joinAt = async (member: string, owner: string, binding: Binding, joining: Joining, now: number) => {
    const { kind, subject, shown, areaId } = binding;
    const cipher = await openCipher();
    const memberBindingId = bindingId(cipher, member, kind, subject);
    const held = holderKeys(cipher, kind, subject, member);
    const place = await shares.take(owner, binding.id, { openid: member, kind, memberBindingId, held, since: now });
    if (place === undefined) return { kind: 'no-room' } as const;
    const outcome = await bindings.bind(member, {
      ...{ kind, subject, shown, label: '', role: 'family', sharedBy: owner, boundAt: now },
      ...(areaId === undefined ? {} : { areaId }),
      ...{ ...joining, unique: false, alsoErase: [place] },
    });
    // The owner may have ended it all between our look and our write.
    if (outcome.kind === 'bound' && (await shares.holds(place, member)) && (await owned(owner, binding.id))) {
      return { kind: 'joined', binding: outcome.binding } as const;
    }
    if (outcome.kind === 'bound') await bindings.unbind(member, outcome.binding.id);
    await shares.leave(place, member);
    return outcome.kind === 'bound' ? ({ kind: 'spent' } as const) : ({ kind: 'full' } as const);
  };

  const leavePlace = async (member: string, { kind, subject, sharedBy: owner }: Binding): Promise<void> => {
    if (owner === undefined) return;
    const shared = (await bindings.list(owner, kind)).find((binding) => binding.subject === subject);
    if (shared === undefined) return;
    for (const { openid, place } of await shares.list(owner, shared.id)) {
      if (openid === member) await shares.end(owner, shared.id, place);
    }
  };

  return {
    invite: async (owner, id, now) => {
      const binding = await owned(owner, id);
      return binding && invitations.create({ openid: owner, bindingId: id, kind: binding.kind }, now);
    },
    look: (token, now) => invitations.find(token, now),
    join: async (member, token, joining, now) => {
      const invitation = await invitations.find(token, now);
      if (invitation === undefined) return { kind: 'spent' };
      if (invitation.openid === member) return { kind: 'own' };
      const binding = await owned(invitation.openid, invitation.bindingId);
      if (binding === undefined) return { kind: 'spent' };
      const mine = await bindings.list(member, binding.kind);
      if (mine.some(({ subject }) => subject === binding.subject)) return { kind: 'exists' };
      if (mine.length >= joining.most) return { kind: 'full' };
      if (!(await invitations.use(token, now))) return { kind: 'spent' };
      return joinAt(member, invitation.openid, binding, joining, now);
    },
    members: (owner, id) => shares.list(owner, id),
    dismiss: (owner, id, place) => shares.end(owner, id, place),
    unbind: async (openid, id) => {
      const binding = await find(openid, id);
      if (binding === undefined) return false;
      if (binding.role === 'family') await leavePlace(openid, binding);
      if (binding.role === 'owner') await shares.end(openid, id);
      await bindings.unbind(openid, id);
      // Whoever joined while the binding was going.
      if (binding.role === 'owner') await shares.end(openid, id);
      return true;
    },
  };
};
