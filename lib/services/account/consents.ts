import type { Bindings } from '../../followers/bindings.ts';
import { type Consent, type Consents, smsNoticesPurpose } from '../../followers/consents.ts';
import type { Family } from '../../followers/family.ts';
import type { NoticePreferencesStore } from '../../followers/notice-preferences.ts';
import type { Proofs } from '../../followers/proofs.ts';
import { Refusal } from '../../guard/refusal.ts';
import type { ApiCall } from '../../guard/service.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { ConsentShown } from './model.ts';

/** What showing and withdrawing consents takes. */
export interface ConsentDeps {
  consents: Consents;
  bindings: Pick<Bindings, 'list'>;
  family: Pick<Family, 'unbind'>;
  proofs: Pick<Proofs, 'withdraw'>;
  noticePreferences: Pick<NoticePreferencesStore, 'of' | 'set'>;
  /** Groups that the follower has joined. */
  members: { leave(openid: string, groupId: string): Promise<void> };
}

const bindingKindOf = (purpose: string): string | undefined => /^binding:(.+)$/.exec(purpose)?.[1];
const groupIdOf = (purpose: string): string | undefined => /^group:(.+)$/.exec(purpose)?.[1];
const proofOf: Readonly<Record<string, string>> = { phone: 'phone', 'real-name': 'name' };

const titleOf = ({ profile }: Organisation, purpose: string): string => {
  const kind = bindingKindOf(purpose);
  if (kind !== undefined) {
    const rules = Object.hasOwn(profile.bindings, kind) ? profile.bindings[kind] : undefined;
    return `绑定${rules?.title ?? '账户'}`;
  }
  const groupId = groupIdOf(purpose);
  if (groupId !== undefined) {
    const group = profile.notices.groups?.find(({ id }) => id === groupId);
    return `加入${group?.title ?? '群组'}`;
  }
  if (purpose === 'phone') return '验证手机号';
  if (purpose === 'real-name') return '实名认证';
  if (purpose === smsNoticesPurpose) return '短信通知';
  const template = Object.values(profile.templates).find(({ id }) => id !== '' && purpose === `template:${id}`);
  return template === undefined ? '接收通知' : `接收“${template.title}”通知`;
};

/** The consents in force, the newest first. */
export const listConsents = async (
  { consents }: ConsentDeps,
  { organisation, follower }: ApiCall<unknown>,
): Promise<{ consents: ConsentShown[] }> => {
  const given = (await consents.of(follower.openid)).filter((consent) => consent.given).sort((a, b) => b.at - a.at);
  return {
    consents: given.map(({ purpose, version, at }) => ({
      ...{ id: purpose, title: titleOf(organisation, purpose), at },
      ...(version === undefined ? {} : { version }),
    })),
  };
};

const withdrawn = ({ version, at, ...consent }: Consent, now: number): Consent => ({
  ...consent,
  ...{ given: false, at: now, channel: 'page', givenAt: at },
  ...(version === undefined ? {} : { version }),
});

/** Ends what the consent covered: the bindings of its kind, the membership, the proof, or the text messages. */
const endCovered = async (deps: ConsentDeps, openid: string, purpose: string): Promise<void> => {
  if (purpose === smsNoticesPurpose) {
    const preferences = await deps.noticePreferences.of(openid);
    await deps.noticePreferences.set(openid, { ...preferences, sms: false });
    return;
  }
  const groupId = groupIdOf(purpose);
  if (groupId !== undefined) {
    await deps.members.leave(openid, groupId);
    return;
  }
  const kind = bindingKindOf(purpose);
  const bound = kind === undefined ? [] : await deps.bindings.list(openid, kind);
  for (const { id } of bound) await deps.family.unbind(openid, id);
  const proof = kind === undefined ? proofOf[purpose] : purpose;
  if (proof !== undefined) await deps.proofs.withdraw(openid, proof);
};

/** Takes a consent back. What it covered ends first, so that a repeated request ends what an interrupted one left. */
export const withdrawConsent = async (deps: ConsentDeps, { follower, input, now }: ApiCall<{ id: string }>) => {
  const { openid } = follower;
  const consent = (await deps.consents.of(openid)).find(({ purpose, given }) => purpose === input.id && given);
  if (consent === undefined) throw new Refusal('no_such_consent', '没有这项授权，请刷新页面再看。', { status: 404 });
  await endCovered(deps, openid, consent.purpose);
  await deps.consents.record(withdrawn(consent, now));
  return {};
};
