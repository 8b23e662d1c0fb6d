import * as z from 'zod';
import { Announcements, OutageRules } from './profile/announcements.ts';
import { Menu, NumberEntry, Topic } from './profile/menu.ts';
import { NoticeRules, Template } from './profile/notices.ts';
import { LoanTerms, TariffStep } from './profile/rates.ts';
import { Texts } from './profile/texts.ts';
import { hour, Identifier, MessageText } from './profile/values.ts';

/**
 * What an organisation's folder says: `infra/organisations/<name>/`. Data only: wording, menu, numbers, outlets.
 * The build validates it with these schemas and hands the functions plain JSON, so this module is imported for its types alone at run time.
 */

/** Hours of one or more days of the week; 1 is Monday, 7 Sunday; Beijing time. */
export const OpeningHours = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1),
  from: hour,
  to: hour,
});
export type OpeningHours = z.infer<typeof OpeningHours>;

/** A place where the organisation serves people. Coordinates are GCJ-02 (火星坐标), as WeChat sends them. */
export const Outlet = z.strictObject({
  id: Identifier,
  name: z.string().min(1).max(30),
  address: z.string().min(1),
  latitude: z.number().min(3).max(54),
  longitude: z.number().min(73).max(136),
  telephone: z.string().min(1),
  hours: z.string().min(1),
  /** Person in charge, by role or masked name; shown to followers. */
  contact: z.string().optional(),
  services: z.string().optional(),
});
export type Outlet = z.infer<typeof Outlet>;

/** A kind of subject that followers bind: an electricity account, a card. */
export const BindingKind = z.strictObject({
  /** What followers call it: 户号. */
  title: z.string().min(1).max(20),
  /** How many a follower may bind. */
  most: z.int().min(1).max(20),
  /** Whether a subject may be bound to one follower only. */
  unique: z.boolean(),
  /** What binding it proves of the follower. */
  proves: z.enum(['registered', 'verified']),
  /** Whether an owner may share it with family members. */
  shared: z.boolean(),
  consent: z.strictObject({ version: z.string().min(1).max(20), text: z.string().min(1).max(1000) }),
});
export type BindingKind = z.infer<typeof BindingKind>;

/** `profile.yaml` */
export const Profile = z.strictObject({
  /** Name of the account as followers see it. */
  name: z.string().min(1).max(30),
  /** What kind of organisation, in a few words. */
  description: z.string().min(1).max(60),
  telephone: z.string().min(3).max(30),
  officeHours: z.array(OpeningHours).min(1),
  /** The same hours in words. */
  officeHoursText: z.string().min(1).max(60),
  /** Days (Beijing, YYYY-MM-DD) on which nobody is there, and working weekends. */
  holidays: z.array(z.iso.date()).optional(),
  workdays: z.array(z.iso.date()).optional(),
  /** The first message after following. */
  welcome: MessageText,
  menu: Menu,
  /** Menus for followers with a tag, by the tag's name. */
  personalMenus: z.record(z.string().min(1), Menu).optional(),
  numbers: z.array(NumberEntry).min(1).max(12),
  topics: z.array(Topic).min(1),
  texts: Texts,
  /** Days between unfollowing and erasure; 0 erases at once. */
  erasureDelayDays: z.int().min(0).max(30),
  /** By the kind's name in the organisation's systems, such as `electricity-account`. */
  bindings: z.record(Identifier, BindingKind),
  limits: z.strictObject({ personalQueriesPerDay: z.int().min(1).max(100) }),
  templates: z.record(Identifier, Template),
  notices: NoticeRules,
  /** Of an organisation whose systems announce things to their holders. */
  announcements: Announcements.optional(),
  outages: OutageRules.optional(),
  /** Of an organisation that sells electricity. */
  tariffSteps: z.array(TariffStep).min(1).max(9).optional(),
  /** Of an organisation that lends. */
  loans: LoanTerms.optional(),
});
export type Profile = z.infer<typeof Profile>;

/** A whole organisation: its folder's name, profile and outlets. */
export const Organisation = z.strictObject({
  id: Identifier,
  profile: Profile,
  outlets: z.array(Outlet),
});
export type Organisation = z.infer<typeof Organisation>;
