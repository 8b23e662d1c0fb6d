import * as z from 'zod';

/**
 * What an organisation's folder says: `infra/organisations/<name>/`. Data only: wording, menu, numbers, outlets.
 * The build validates it with these schemas and hands the functions plain JSON, so this module is imported for its types alone at run time.
 */

/** Limits of the custom menu: 3 buttons of ≤ 16 bytes, 5 children of ≤ 60 bytes, keys of ≤ 128 and addresses of ≤ 1024 bytes (WeChat: 自定义菜单). */
const bytes = (limit: number) =>
  z.string().refine((text) => Buffer.byteLength(text) <= limit, { error: `longer than ${limit} bytes in UTF-8` });

const Identifier = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and hyphens, beginning with a letter');

/** Text of one message to a follower: at most 2,048 bytes of UTF-8, never empty. */
const MessageText = z
  .string()
  .trim()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= 2048, { error: 'longer than 2048 bytes in UTF-8' });

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:30');

/** Hours of one or more days of the week; 1 is Monday, 7 Sunday; Beijing time. */
export const OpeningHours = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1),
  from: hour,
  to: hour,
});
export type OpeningHours = z.infer<typeof OpeningHours>;

const action = {
  /** The topic that answers; its id becomes the button's key. */
  topic: Identifier.optional(),
  url: z.url().and(bytes(1024)).optional(),
  type: z
    .enum([
      'click',
      'view',
      'scancode_push',
      'scancode_waitmsg',
      'pic_sysphoto',
      'pic_photo_or_album',
      'pic_weixin',
      'location_select',
    ])
    .optional(),
};

/** A button that does something: shows a topic, or opens an address. */
export const MenuAction = z
  .strictObject({ name: bytes(60).min(1), ...action })
  .refine((button) => (button.topic === undefined) !== (button.url === undefined), {
    error: 'needs either a topic or a url',
  });
export type MenuAction = z.infer<typeof MenuAction>;

/** A button of the bar: an action, or a name over up to five actions. */
export const MenuButton = z
  .strictObject({ name: bytes(16).min(1), ...action, children: z.array(MenuAction).min(1).max(5).optional() })
  .refine((button) => [button.topic, button.url, button.children].filter((part) => part !== undefined).length === 1, {
    error: 'needs exactly one of topic, url, children',
  });
export type MenuButton = z.infer<typeof MenuButton>;

export const Menu = z.array(MenuButton).min(1).max(3);
export type Menu = z.infer<typeof Menu>;

/** An entry of the number menu (回复数字): a topic, or a further level. */
export interface NumberEntry {
  number: number;
  name: string;
  topic?: string | undefined;
  entries?: NumberEntry[] | undefined;
}
export const NumberEntry: z.ZodType<NumberEntry> = z
  .strictObject({
    number: z.int().min(1).max(99),
    name: z.string().min(1).max(30),
    topic: Identifier.optional(),
    get entries() {
      return z.array(NumberEntry).min(1).max(12).optional();
    },
  })
  .refine((entry) => (entry.topic === undefined) !== (entry.entries === undefined), {
    error: 'needs either a topic or entries',
  });

const isRegularExpression = (text: string): boolean => {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
};

/** Something a follower may want: what it is called, what people say for it, and the answer. */
export const Topic = z.strictObject({
  id: Identifier,
  title: z.string().min(1).max(20),
  /** Keywords, as followers type them; the first is the one offered as a choice. */
  words: z.array(z.string().min(1).max(20)).min(1),
  /** Sentences that mean it although another topic's keyword is in them: a regular expression over what was said without spaces and punctuation. */
  pattern: z.string().max(200).refine(isRegularExpression, { error: 'is no regular expression' }).optional(),
  answer: MessageText,
  /** One or two sentences for the guide (使用指南): what the service does and how. */
  guide: z.string().min(1).max(120),
  /** A service of the code base that answers in place of `answer`. */
  service: Identifier.optional(),
  /** Topics offered as tappable choices below the answer. */
  next: z.array(Identifier).max(4).optional(),
});
export type Topic = z.infer<typeof Topic>;

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

/** A notice's template: the id is the account's own and comes from its back office. */
export const Template = z.strictObject({
  title: z.string().min(1).max(30),
  channel: z.enum(['long-term-subscription', 'one-time-subscription', 'template']),
  id: z.string().max(64),
  fields: z.record(z.string().regex(/^[a-z_]+\d{1,2}$/, 'a field key such as thing1'), z.string().min(1).max(20)),
});
export type Template = z.infer<typeof Template>;

/** Sentences that the code speaks, in the organisation's words. `{name}` marks are filled in; see each for the marks it may hold. */
export const Texts = z.strictObject({
  /** Before the number menu. */
  numbersIntro: MessageText,
  /** Last line of a number menu below the first: how to go back. */
  numbersBack: MessageText,
  /** A number that the shown menu lacks. `{number}` */
  numberUnknown: MessageText,
  /** Words that fit nothing, with choices shown below. */
  unknownWithChoices: MessageText,
  /** Words that fit nothing, nothing near either. */
  unknown: MessageText,
  /** 人工 inside office hours. `{telephone}` `{hours}` */
  personOpen: MessageText,
  /** 人工 outside office hours. `{telephone}` `{hours}` */
  personClosed: MessageText,
  /** A voice message that could not be understood. */
  voiceUnclear: MessageText,
  /** Before the answer to a voice message. `{text}` what was understood */
  voiceHeard: MessageText,
  /** A photo, video or file was sent. */
  mediaReceived: MessageText,
  /** A link was sent. */
  linkReceived: MessageText,
  /** Before the list of nearest outlets. `{place}` */
  outletsNearest: MessageText,
  /** No outlets are known. `{telephone}` */
  outletsNone: MessageText,
  /** A scanned scene code of a known follower. */
  scanned: MessageText,
  /** Above the guide's list. */
  guideIntro: MessageText,
  /** Before an answer that is given late. `{question}` */
  lateAnswer: MessageText,
  /** Something broke on our side; says what to do next. `{telephone}` */
  fault: MessageText,
  /** A service needs a binding or a proof that the follower lacks. `{service}` */
  tierNeeded: MessageText,
  /** Words of the link below it. */
  tierLink: z.string().min(1).max(20),
  /** The daily limit of a service is used up. `{service}` `{limit}` `{resets}` */
  limitReached: MessageText,
});
export type Texts = z.infer<typeof Texts>;

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

const Ppm = z.int().min(0).max(1_000_000);

/** Yearly tariff steps (阶梯电价): up to how many kWh since 1 January, the last without an end; price of a kWh in hundredths of a fen. */
export const TariffStep = z.strictObject({
  upToKwh: z.int().min(1).optional(),
  priceCentifen: z.int().min(1).max(1_000_000),
});
export type TariffStep = z.infer<typeof TariffStep>;

/** Rates of the fund by the loan's length, a year in parts per million: 26000 is 2.6 %. */
const FundRate = z.strictObject({ upToFiveYears: Ppm, longer: Ppm });

/** What the loan calculator starts from, and what it holds an amount against. */
export const LoanTerms = z.strictObject({
  /** For the first home, and for the second. */
  fundRates: z.strictObject({ first: FundRate, second: FundRate }),
  /** Suggested for the commercial part; the follower sets what the bank quotes. */
  commercialRatePpm: Ppm,
  /** Most that the fund lends, in yuan: to one who pays in, and to two. */
  mostYuan: z.strictObject({ single: z.int().min(1), couple: z.int().min(1) }),
  mostYears: z.int().min(1).max(40),
  /** Early repayment: after how many instalments, and at least how many yuan. */
  early: z.strictObject({ afterInstalments: z.int().min(0), leastYuan: z.int().min(0) }),
});
export type LoanTerms = z.infer<typeof LoanTerms>;

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
