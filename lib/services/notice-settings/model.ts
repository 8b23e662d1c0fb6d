import * as z from 'zod/mini';

const hour = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间要写成 22:00 这样。'));

/** What a follower saves. */
export const SettingsInput = z.strictObject({
  /** Choices that are switched off. */
  off: z.array(z.string().check(z.maxLength(40))).check(z.maxLength(50)),
  /** Absent: notices come at any hour. */
  quiet: z.optional(
    z
      .strictObject({ from: hour, to: hour })
      .check(z.refine(({ from, to }) => from !== to, { error: '开始和结束的时间不能一样。', path: ['to'] })),
  ),
  sms: z.boolean(),
});
export type SettingsInput = z.infer<typeof SettingsInput>;

/** A notice that needs the follower's consent at WeChat (订阅通知). */
export interface Subscription {
  title: string;
  templateId: string;
  /** Agreed once for all that come, or for the next one only. */
  longTerm: boolean;
  /** What the follower last said, as WeChat told. */
  accepted: boolean;
}

/** What the page shows. */
export interface NoticeSettings {
  choices: { id: string; title: string; about: string; on: boolean }[];
  quiet?: { from: string; to: string };
  /** Quiet hours that are offered first: the organisation's own. */
  usualQuiet: { from: string; to: string };
  /** Absent where the organisation sends no text messages. */
  sms?: { on: boolean; text: string; phoneProved: boolean };
  subscriptions: Subscription[];
  /** Areas that the follower follows; absent where nobody can and they follow none. */
  areas?: FollowedShown;
}

/** The followed areas, the oldest first. */
export interface FollowedShown {
  followed: { id: string; name: string }[];
  /** How many one may follow. */
  most: number;
  /** What the organisation may cut off there: 停电、停水; empty where it cuts off nothing. */
  cuts: string;
}

/** The area that a follower stops following. */
export const UnfollowInput = z.strictObject({
  area: z.string().check(z.regex(/^[a-z0-9-]{1,60}$/, '没有关注这个地区，请刷新页面再看。')),
});
export type UnfollowInput = z.infer<typeof UnfollowInput>;
