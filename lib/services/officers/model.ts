import * as z from 'zod/mini';

const tidy = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim();
const code = z.string().check(
  z.overwrite((text) => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()),
  z.regex(/^[2-9A-HJ-NP-Z]{10}$/, '邀请码是10位字母和数字，请核对后再填。'),
);
const unit = z.string().check(z.overwrite(tidy), z.regex(/^[^\p{Cc}<>]{2,40}$/u, '请填写单位全称，2到40个字。'));
const unitNumber = z.string().check(
  z.overwrite((text) => tidy(text).replaceAll(' ', '')),
  z.regex(/^[\dA-Za-z-]{4,20}$/, '单位账号是4到20位数字，请照单位网厅上的填写。'),
);
const groupId = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,60}$/, '没有这个群组，请刷新页面再选。'));

/** What a unit is called, and its account number at the fund, as anybody types them. */
export const unitFields = { unit, unitNumber };

/** What the follower's routes take. */
export const inputs = {
  invitation: z.strictObject({ invitation: code }),
  join: z.strictObject({
    /** By invitation, or on request. */
    invitation: z.optional(code),
    groupId,
    unit,
    unitNumber,
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
  /** What they were before staff decided. */
  decidedFrom?: MemberState;
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
  /** True for who was a member until staff took them out. */
  removed?: boolean;
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
  /** Whose officers it is for; the form then asks for no other. */
  unit?: string;
  /** Epoch milliseconds. */
  until: number;
}

/** How far an officer is with a notice: `overdue` is unread after the time to read it. */
export type ReadingState = 'read' | 'unread' | 'overdue';

/** A notice that an officer has to confirm, on their page. */
export interface NoticeToRead {
  id: string;
  title: string;
  /** Epoch milliseconds, as below. */
  sentAt: number;
  /** Until when it is to be confirmed; not known before it has gone out to everybody. */
  dueAt?: number;
  readAt?: number;
  state: ReadingState;
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

/** An invitation as staff see it. */
export interface InvitationKept {
  /** Names it and opens nothing. */
  id: string;
  /** Absent where it is for any unit of the group. */
  unit?: string;
  most: number;
  used: number;
  /** Epoch milliseconds, as below. */
  until: number;
  /** Who made it, by their name at the desk, and when. */
  by: string;
  at: number;
  state: 'open' | 'used-up' | 'revoked';
  revoked?: { by: string; at: number };
}

/** An invitation to be handed on. */
export interface InvitationToPrint extends InvitationKept {
  /** `ABCDE-23456`. */
  code: string;
  url: string;
  organisation: string;
  group: string;
  about: string;
}

/** A notice that went out to a group, with how far its members are. */
export interface SentNotice {
  id: string;
  title: string;
  /** Epoch milliseconds. */
  sentAt: number;
  dueAt?: number;
  /** Present members who got it, and who of them has not confirmed it. */
  people: number;
  unread: number;
  isOverdue: boolean;
}

/** Notices by how far somebody is with them. */
export type ReadingCounts = Record<ReadingState, number>;

/** The last notices to a group, and how far each member is, by their `ref`. */
export interface GroupReadings {
  notices: SentNotice[];
  members: Record<string, ReadingCounts>;
}
