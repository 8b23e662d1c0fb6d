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
}
