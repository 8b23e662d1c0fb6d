import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { FieldCipher } from '../platform/field-cipher.ts';
import type { BindingKind } from '../platform/organisation.ts';
import type { Table } from '../platform/table.ts';
import type { Binding, BindOutcome, NewBinding } from './binding.ts';
import { ownerKey } from './binding-items.ts';
import type { Bindings } from './bindings.ts';
import type { Consents } from './consents.ts';
import type { Family } from './family.ts';
import type { Proofs } from './proofs.ts';

/** A subject that a follower has proved to be theirs. */
export interface ProvedSubject extends Pick<Binding, 'kind' | 'subject' | 'shown' | 'label'> {
  areaId?: string;
  /** How it was proved: `sms-code`, `cas`, `oidc`. */
  method: string;
}

/** `not-following`: nothing may be kept of them. */
export type EnrolOutcome = { kind: 'bound'; binding: Binding } | { kind: 'full' } | { kind: 'not-following' };

/** Binds what was proved: the proof with its tier, the binding, the consent. Repeatable. */
export type Enrol = (openid: string, rules: BindingKind, proved: ProvedSubject, now: number) => Promise<EnrolOutcome>;

/** The purpose under which the consent to a kind of binding is kept. */
export const bindingPurpose = (kind: string): string => `binding:${kind}`;

/** What enrolling takes. */
export interface EnrolmentDeps {
  table: Table;
  openCipher: () => Promise<FieldCipher>;
  bindings: Bindings;
  family: Pick<Family, 'unbind'>;
  proofs: Pick<Proofs, 'record'>;
  consents: Pick<Consents, 'record'>;
}

/** Where a subject may be bound once only, the newest proof wins: whoever changed to another WeChat account binds again there, and the old one ends. */
export const createEnrolment = (deps: EnrolmentDeps): Enrol => {
  const { table, openCipher, bindings, family, proofs, consents } = deps;

  const presentOwner = async ({ kind, subject }: NewBinding): Promise<string | undefined> => {
    const key = ownerKey(await openCipher(), kind, subject);
    const read = new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true });
    const openid: unknown = (await table.client.send(read)).Item?.['openid'];
    return typeof openid === 'string' ? openid : undefined;
  };

  const bind = async (openid: string, binding: NewBinding): Promise<BindOutcome> => {
    const outcome = await bindings.bind(openid, binding);
    const owner = outcome.kind === 'taken' ? await presentOwner(binding) : undefined;
    if (owner === undefined) return outcome;
    const theirs = (await bindings.list(owner, binding.kind)).find(({ subject }) => subject === binding.subject);
    if (theirs !== undefined) await family.unbind(owner, theirs.id);
    return bindings.bind(openid, binding);
  };

  /** Somebody who could look as a family member now proves it to be their own. */
  const leaveFamily = async (openid: string, { kind, subject }: ProvedSubject): Promise<void> => {
    const mine = await bindings.list(openid, kind);
    const shared = mine.find((binding) => binding.subject === subject && binding.role === 'family');
    if (shared !== undefined) await family.unbind(openid, shared.id);
  };

  return async (openid, rules, proved, now) => {
    const { method, ...subject } = proved;
    const { most, unique, proves, consent } = rules;
    const what = bindingPurpose(proved.kind);
    if (!(await proofs.record(openid, { what, tier: proves, method, at: now }))) return { kind: 'not-following' };
    await leaveFamily(openid, proved);
    const { version: consentVersion } = consent;
    const outcome = await bind(openid, { ...subject, role: 'owner', boundAt: now, most, unique, consentVersion });
    if (outcome.kind !== 'bound') return { kind: 'full' };
    await consents.record({ openid, purpose: what, given: true, at: now, channel: 'page', version: consentVersion });
    return outcome;
  };
};
