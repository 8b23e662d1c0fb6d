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
