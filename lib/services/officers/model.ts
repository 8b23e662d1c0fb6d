import * as z from 'zod/mini';

const tidy = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim();
const code = z.string().check(
  z.overwrite((text) => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()),
  z.regex(/^[2-9A-HJ-NP-Z]{10}$/, '邀请码是10位字母和数字，请核对后再填。'),
);
const groupId = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,60}$/, '没有这个群组，请刷新页面再选。'));

/** What the follower's routes take. */
export const inputs = {
  invitation: z.strictObject({ invitation: code }),
  join: z.strictObject({
    /** By invitation, or on request. */
    invitation: z.optional(code),
    groupId,
    unit: z.string().check(z.overwrite(tidy), z.regex(/^[^\p{Cc}<>]{2,40}$/u, '请填写单位全称，2到40个字。')),
    unitNumber: z.string().check(
      z.overwrite((text) => tidy(text).replaceAll(' ', '')),
      z.regex(/^[\dA-Za-z-]{4,20}$/, '单位账号是4到20位数字，请照单位网厅上的填写。'),
    ),
    name: z.string().check(
      z.overwrite((text) => tidy(text).replaceAll(' ', '')),
      z.regex(/^[\p{Script=Han}·•A-Za-z]{2,30}$/u, '请填写您的姓名。'),
    ),
    consentVersion: z.string().check(z.maxLength(20)),
  }),
  leave: z.strictObject({ groupId }),
};

/** What somebody is to a group: asks to join, is in it, or was told no. */
export type MemberState = 'requested' | 'member' | 'rejected';

/** A member of a group, or who asks to become one. */
export interface Member {
  groupId: string;
  openid: string;
  state: MemberState;
  /** The unit (单位) that they look after, and its account number at the fund. */
  unit: string;
  unitNumber: string;
  /** As they gave it. Stored encrypted. */
  name: string;
  /** Whether they agreed to text messages for notices that they have not read. */
  smsConsent: boolean;
  consentVersion: string;
  /** When they came into this state, in epoch milliseconds. */
  at: number;
  /** Why staff said no. */
  reason?: string;
  /** Goes up with each change. */
  version: number;
  /** A decision that they have not been told of yet: its version. */
  untold?: number;
}

/** A group as a follower sees it. */
export interface GroupShown {
  id: string;
  title: string;
  about: string;
  state?: MemberState;
  unit?: string;
  /** Epoch milliseconds. */
  at?: number;
  reason?: string;
}

/** What the officers' page shows. */
export interface OfficersShown {
  groups: GroupShown[];
  consentText: string;
  consentVersion: string;
}

/** An open invitation, as the invited sees it. */
export interface InvitationShown {
  groupId: string;
  title: string;
  /** Epoch milliseconds. */
  until: number;
}

/** A member as staff see them: no openid, the name masked. */
export interface MemberShown {
  /** Means the person within the group, and nothing outside. */
  ref: string;
  name: string;
  unit: string;
  unitNumber: string;
  state: MemberState;
  at: number;
}
