import * as z from 'zod';
import { Identifier } from './values.ts';

/** What the organisation's systems have a subject's holders told: of which kind of binding, by which template. */
const Announcement = z.strictObject({
  binding: Identifier,
  template: Identifier,
  /** For staff: 账户变动. */
  title: z.string().min(1).max(12),
  /** The page that the card opens. */
  page: z
    .string()
    .regex(/^\/pages\/[a-z-]+$/, 'a page such as /pages/cards')
    .optional(),
  /** Where the systems give none. */
  remark: z.string().min(1).max(20).optional(),
});

/** What the organisation's systems may announce at the open door (`/open/v1`); what is absent is not offered. */
export const Announcements = z.strictObject({
  /** Money came or went. Marks: `{account}` `{change}` `{amount}` `{balance}` `{at}` `{remark}` */
  money: Announcement.optional(),
  /** Data of the account were changed. Marks: `{account}` `{change}` `{at}` `{remark}` */
  details: Announcement.optional(),
  /** An application went a step further. Marks: `{number}` `{account}` `{business}` `{step}` `{at}` `{remark}` */
  step: Announcement.extend({
    /** The steps, as the systems call them, in words that followers read; a `phrase` has at most 5 characters. */
    steps: z.record(Identifier, z.string().min(1).max(5)),
  }).optional(),
  /** An emergency. Marks: `{headline}` `{place}` `{at}` `{advice}` */
  emergency: z
    .strictObject({ template: Identifier, everywhere: z.string().min(1).max(20), advice: z.string().min(1).max(20) })
    .optional(),
});
export type Announcements = z.infer<typeof Announcements>;

/** One kind of outage. */
const OutageWords = z.strictObject({
  /** What it is called before the supply: 计划 of 计划停电. */
  title: z.string().min(1).max(4),
  /** The template that announces it. */
  template: Identifier,
  /** Whether the day before, at nine, the same people are told again. */
  remindsDayBefore: z.boolean().optional(),
});

/** What is cut off (停电), and what it is called when it is back (来电). */
const SupplyWords = z.strictObject({ cut: z.string().min(1).max(4), back: z.string().min(1).max(6) });

/**
 * Of an organisation whose supplies are cut off at times. Marks of its templates: `{place}` `{from}` `{to}` `{at}` (when it came back) `{reason}`
 * `{change}` (what the notice says: 计划停电, or the words of `news`) `{kind}` (计划停电) `{cut}` `{back}` `{progress}`
 */
export const OutageRules = z.strictObject({
  kinds: z.strictObject({ planned: OutageWords, temporary: OutageWords, fault: OutageWords }),
  /** By supply; others can't be announced. */
  supplies: z.strictObject({
    power: SupplyWords.optional(),
    water: SupplyWords.optional(),
    gas: SupplyWords.optional(),
    heat: SupplyWords.optional(),
  }),
  /** Templates of what follows an announcement. */
  changed: Identifier,
  restored: Identifier,
  /** What happened to it, in at most 5 characters; may hold `{cut}`. */
  news: z.strictObject({
    changed: z.string().min(1).max(10),
    delayed: z.string().min(1).max(10),
    cancelled: z.string().min(1).max(10),
  }),
  /** What a fault's notice says of the work before anything is known, in at most 5 characters. */
  begun: z.string().min(1).max(5),
});
export type OutageRules = z.infer<typeof OutageRules>;
