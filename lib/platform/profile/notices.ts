import * as z from 'zod';
import { hour, Identifier } from './values.ts';

/** Field types of category templates (类目模板), named by WeChat; the limit of each is kept before the first send. */
export const TemplateFieldType = z.enum([
  'thing',
  'number',
  'symbol',
  'character_string',
  'time',
  'date',
  'amount',
  'phone_number',
  'car_number',
  'name',
  'phrase',
  'const',
  'short_thing',
]);

const FieldKey = z.string().regex(/^[a-z_]+\d{1,2}$/, 'a field key such as thing1');

/** By which of WeChat's APIs a notice goes: 订阅通知 (long-term or one-time), 模板消息, or 客服消息 while its window is open. */
export const TemplateChannel = z.enum([
  'long-term-subscription',
  'one-time-subscription',
  'template',
  'customer-service',
]);
export type TemplateChannel = z.infer<typeof TemplateChannel>;

/** A notice's template: the id is the account's own and comes from its back office; the setting TEMPLATE_IDS may give it instead. */
export const Template = z.strictObject({
  title: z.string().min(1).max(30),
  channel: TemplateChannel,
  id: z.string().max(64),
  /** The choice (`notices.choices`) by which followers switch it off; none for what they cannot. */
  choice: Identifier.optional(),
  /** The text message for those whom WeChat could not reach: Tencent Cloud's template, its parameters by the fields above, in order. */
  sms: z.strictObject({ templateId: z.string().regex(/^\d*$/), parameters: z.array(z.string()).max(10) }).optional(),
  fields: z.record(FieldKey, z.string().min(1).max(20)),
  /** What a service that sends it puts into each field: words with `{name}` marks, which are the service's own. */
  values: z.record(FieldKey, z.string().min(1).max(60)).optional(),
});
export type Template = z.infer<typeof Template>;

/** How notices are sent. */
export const NoticeRules = z
  .strictObject({
    /** Messages per second over all senders of a lane together. */
    messagesPerSecond: z.int().min(1).max(10_000),
    /** WeChat's daily quota of template messages for this account (模板消息: 日调用上限), 100,000 for most. */
    dailyQuota: z.int().min(1),
    /** Messages of that quota kept for urgent notices every day: bulk ones stop before them and go on the next day. Less than the quota; 0 keeps none. */
    urgentReserve: z.int().min(0),
    /** Bulk notices wait for the end of these hours (Beijing). */
    quietHours: z.strictObject({ from: hour, to: hour }),
    /** Bulk notices that one person gets on one day, follow-ups excepted. */
    perPersonPerDay: z.int().min(1).max(100),
    /** An audience of more people than this waits for a person's confirmation, whoever made it. */
    holdAbove: z.int().min(1),
    /** What followers choose from. */
    choices: z.array(z.strictObject({ id: Identifier, title: z.string().min(1).max(12), about: z.string().max(60) })),
    /** Hours that outages must be announced ahead, by their kind. */
    leadTimeHours: z.strictObject({ planned: z.int().min(0), temporary: z.int().min(0) }).optional(),
    /** What a follower agrees to who wants a text message when WeChat fails; without it none is offered. */
    smsConsent: z.strictObject({ version: z.string().min(1).max(20), text: z.string().min(1).max(300) }).optional(),
    /** Days before something is due at which followers are reminded of it. */
    reminderDays: z.strictObject({ repayment: z.int().min(1).max(14) }).optional(),
    /** Groups of recipients (专管员): followers join by invitation, or ask to. */
    groups: z
      .array(z.strictObject({ id: Identifier, title: z.string().min(1).max(30), about: z.string().max(60) }))
      .optional(),
  })
  .refine(({ urgentReserve, dailyQuota }) => urgentReserve < dailyQuota, {
    error: 'must be less than dailyQuota',
    path: ['urgentReserve'],
  });
export type NoticeRules = z.infer<typeof NoticeRules>;
