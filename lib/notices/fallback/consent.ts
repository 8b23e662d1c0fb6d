import type { NoticePreferencesStore, Recipient } from '../../followers/notice-preferences.ts';
import type { Proofs } from '../../followers/proofs.ts';
import type { Belonging, GroupMember } from '../audience/belonging.ts';
import type { Notice } from '../model.ts';
import { isWithin } from '../quiet-hours.ts';

/** Who may get a text message in place of a notice. */
export interface TextRecipients {
  /**
   * Phones by openid; whoever follows no longer, switched the notice off, is in the notice's group no longer, has unbound what it is about, has not agreed
   * or has proved no phone is not among them.
   */
  phones: Map<string, string>;
  /** Who may get it once their own quiet hours are over; urgent notices wait for nobody's. */
  asleep: Set<string>;
}

/** The phones of people who agreed to text messages. */
export interface TextConsents {
  /** Of at most 100 people at once. */
  phonesOf(notice: Pick<Notice, 'audience' | 'lane' | 'template'>, openids: readonly string[]): Promise<TextRecipients>;
}

/** What finding phones needs. `choiceOf` gives the choice by which followers switch a template off. */
export interface TextConsentDeps {
  belonging: Belonging;
  preferences: Pick<NoticePreferencesStore, 'ofMany'>;
  proofs: Pick<Proofs, 'phoneOf'>;
  choiceOf: (template: string) => string | undefined;
  now: () => number;
}

type Agreeable = Pick<Notice, 'audience' | 'lane' | 'template'>;

/** Consent is the follower's own choice of notices by text message, or the membership of the group that the notice is to. */
const hasAgreed = ({ preferences }: Recipient, member: GroupMember | undefined): boolean =>
  preferences.sms || member?.smsConsent === true;

/** Whether they are quiet now; urgent notices wait for nobody's quiet hours. */
const isAsleep = ({ preferences: { quiet } }: Recipient, { lane }: Agreeable, now: number): boolean =>
  lane === 'bulk' && quiet !== undefined && isWithin(quiet, now);

/** Phones by consent. Who left the group that a notice is to, or was taken out of it, gets none, whatever else they agreed to. */
export const createTextConsents = (deps: TextConsentDeps): TextConsents => {
  const { belonging, preferences, proofs, choiceOf, now } = deps;

  const mayGet = (recipient: Recipient | undefined, notice: Agreeable): recipient is Recipient => {
    const choice = choiceOf(notice.template);
    if (recipient?.following !== true) return false;
    return choice === undefined || !recipient.preferences.off.includes(choice);
  };

  return {
    phonesOf: async (notice, openids) => {
      const [recipients, groupId, unbound] = await Promise.all([
        preferences.ofMany(openids),
        belonging.groupOf(notice),
        belonging.unbound(notice, openids),
      ]);
      const members = groupId === undefined ? undefined : await belonging.membersAmong(groupId, openids);
      const found: TextRecipients = { phones: new Map(), asleep: new Set() };
      const look = async (openid: string): Promise<void> => {
        const recipient = recipients.get(openid);
        if (!mayGet(recipient, notice) || unbound.has(openid) || members?.has(openid) === false) return;
        const phone = hasAgreed(recipient, members?.get(openid)) ? await proofs.phoneOf(openid) : undefined;
        if (phone === undefined) return;
        if (isAsleep(recipient, notice, now())) found.asleep.add(openid);
        else found.phones.set(openid, phone);
      };
      await Promise.all(openids.map(look));
      return found;
    },
  };
};
