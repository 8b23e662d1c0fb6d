import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { NoticePreferencesStore } from '../../followers/notice-preferences.ts';
import type { Proofs } from '../../followers/proofs.ts';
import { keys } from '../../platform/keys.ts';
import type { Table } from '../../platform/table.ts';
import type { Notice } from '../model.ts';
import type { NoticeStore } from '../store.ts';

/** The phones of people who agreed to text messages. */
export interface TextConsents {
  /** By openid; whoever follows no longer, has not agreed or has proved no phone is not among them. At most 100 at once. */
  phonesOf(notice: Pick<Notice, 'audience'>, openids: readonly string[]): Promise<Map<string, string>>;
}

/** What finding phones needs. */
export interface TextConsentDeps {
  table: Table;
  notices: Pick<NoticeStore, 'get'>;
  preferences: Pick<NoticePreferencesStore, 'ofMany'>;
  proofs: Pick<Proofs, 'phoneOf'>;
}

/** A notice to recipients of a notice to recipients …: so many steps back. */
const mostSteps = 5;

/** The group that a notice is to, also where it goes to recipients of an earlier one. */
const groupOf = async (
  notices: Pick<NoticeStore, 'get'>,
  { audience }: Pick<Notice, 'audience'>,
): Promise<string | undefined> => {
  let current: Notice['audience'] | undefined = audience;
  for (let step = 0; step < mostSteps && current?.of === 'notice'; step += 1)
    current = (await notices.get(current.noticeId))?.audience;
  return current?.of === 'group' ? current.groupId : undefined;
};

/** Whether a member agreed to text messages by joining the group. */
const agreedByJoining = async ({ client, name }: Table, groupId: string, openid: string): Promise<boolean> => {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: keys.groupMember(groupId, openid) }));
  return Item?.['smsConsent'] === true;
};

/** Consent is the follower's own choice of notices by text message, or the membership of the group that the notice is to. */
export const createTextConsents = ({ table, notices, preferences, proofs }: TextConsentDeps): TextConsents => ({
  phonesOf: async (notice, openids) => {
    const [recipients, groupId] = await Promise.all([preferences.ofMany(openids), groupOf(notices, notice)]);
    const phones = new Map<string, string>();
    const look = async (openid: string): Promise<void> => {
      const recipient = recipients.get(openid);
      if (recipient?.following !== true) return;
      const agreed =
        recipient.preferences.sms || (groupId !== undefined && (await agreedByJoining(table, groupId, openid)));
      const phone = agreed ? await proofs.phoneOf(openid) : undefined;
      if (phone !== undefined) phones.set(openid, phone);
    };
    await Promise.all(openids.map(look));
    return phones;
  },
});
