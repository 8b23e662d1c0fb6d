import * as z from 'zod/mini';
import { areaId, line, positiveFen } from '../../backend/fields.ts';

/** An instant with its offset from UTC: `2026-08-31T09:30:00+08:00`. */
export const Instant = z.iso.datetime({
  offset: true,
  error: 'must be an instant with its offset, such as 2026-08-31T09:30:00+08:00',
});

const name = z
  .string('must be a text')
  .check(z.regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be small letters, digits and hyphens'));
/** The number of an account, a card or a contract in the organisation's systems. */
const subjectNumber = z
  .string('must be a text')
  .check(z.regex(/^[\p{L}\d-]{4,40}$/u, 'must be 4 to 40 letters, digits or hyphens'));
/** A `character_string` of WeChat's templates. */
const applicationNumber = z
  .string('must be a text')
  .check(z.regex(/^[A-Za-z0-9-]{1,32}$/, 'must be letters, digits and hyphens, at most 32'));
const page = z
  .string('must be a text')
  .check(
    z.maxLength(200, 'must have at most 200 characters'),
    z.regex(/^\/pages\/[\w./?=&%-]*$/, 'must be a path of the account’s own pages'),
  );

const accountChange = { account: subjectNumber, at: Instant, remark: z.optional(line(20)) };

/** Something changed on an account: money came or went, or data were changed. */
export const AccountChange = z.discriminatedUnion(
  'about',
  [
    z.strictObject({
      about: z.literal('money'),
      ...accountChange,
      /** In words that followers read, at most 5 characters: 转入, 消费. */
      change: z.string('must be a text').check(z.regex(/^\p{Script=Han}{1,5}$/u, 'must be 1 to 5 Chinese characters')),
      /** Moved, in fen; never negative, the words say the direction. */
      amountFen: positiveFen,
      /** What can be spent afterwards, in fen. */
      balanceFen: positiveFen,
    }),
    z.strictObject({
      about: z.literal('details'),
      ...accountChange,
      /** What was changed: 登记手机号. */
      change: line(20),
    }),
  ],
  'must be money or details',
);
export type AccountChange = z.infer<typeof AccountChange>;

/** An application went a step further. */
export const ApplicationStep = z.strictObject({
  /** Number of the application. */
  number: applicationNumber,
  /** The account of who applied. */
  account: subjectNumber,
  /** What for: 租房提取. */
  business: line(20),
  /** One of the steps in the organisation's profile, such as `approved`. */
  step: name,
  at: Instant,
  /** What to do now. */
  remark: z.optional(line(20)),
});
export type ApplicationStep = z.infer<typeof ApplicationStep>;

const areaIds = z
  .array(areaId, 'must be a list of areas')
  .check(z.minLength(1, 'must name an area'), z.maxLength(100, 'must name at most 100 areas'));

/** Who has bound something in any of these areas or below them. */
const inAreas = { of: z.literal('areas'), areaIds };
/** Everyone who follows the account: only when it is asked for in so many words. */
const everyone = z.strictObject({ of: z.literal('everyone') });

/** Who is to get a notice. Each member narrows or names: without any one of them the audience is refused, never wider. */
export const AudienceRequest = z.discriminatedUnion(
  'of',
  [
    z.strictObject({
      ...inAreas,
      /** Kinds of what they have bound there, or `any`. */
      bindingKinds: z.union([z.literal('any'), z.array(name).check(z.minLength(1), z.maxLength(10))], {
        error: 'must be any, or a list of kinds of bindings',
      }),
    }),
    z.strictObject({ of: z.literal('group'), groupId: name }),
    z.strictObject({
      of: z.literal('notice'),
      noticeId: z.string('must be a text').check(z.regex(/^[\w-]{1,60}$/, 'must be the id of a notice')),
      which: z.enum(['all', 'not-reached', 'unread'], 'must be all, not-reached or unread'),
    }),
    z.strictObject({ of: z.literal('holders'), kind: name, number: subjectNumber }),
    everyone,
  ],
  'must be areas, group, notice, holders or everyone',
);
export type AudienceRequest = z.infer<typeof AudienceRequest>;

/** Text of several lines, for a page. */
const paragraphs = z
  .string('must be a text')
  .check(
    z.minLength(1, 'must not be empty'),
    z.maxLength(1000, 'must have at most 1000 characters'),
    z.regex(/^[^\p{Cc}]*(\n[^\p{Cc}]*)*$/u, 'must not hold control characters other than line feeds'),
  );

const values = z.record(z.string().check(z.regex(/^\w{1,30}$/, 'must be a name')), line(60));

/** A notice by any template of the profile. */
export const NoticeRequest = z
  .strictObject({
    /** Key of the profile's `templates`, such as `building-notice`. */
    template: name,
    /** One line for staff. */
    title: line(40),
    audience: AudienceRequest,
    /** Values by the template's field keys (`thing1`); or `marks`. */
    fields: z.optional(values),
    /** Values by the marks of the template's own wording (`place`); too long ones are shortened. */
    marks: z.optional(values),
    /** `bulk` when absent; `urgent` passes quiet hours and caps. */
    lane: z.optional(z.enum(['urgent', 'bulk'], 'must be urgent or bulk')),
    /** When it is to go out; at once when absent. */
    releaseAt: z.optional(Instant),
    /** `by-staff` when absent: somebody has to confirm it. `automatic`: goes out by itself unless something holds it. */
    confirmation: z.optional(z.enum(['automatic', 'by-staff'], 'must be automatic or by-staff')),
    /** The page that the card opens. */
    page: z.optional(page),
    /** The whole text, on the page that the card opens; not beside `page`. */
    text: z.optional(paragraphs),
    /** Must be confirmed as read; who has not by then gets a text message. */
    mustRead: z.optional(z.strictObject({ remindAfterHours: z.int().check(z.gte(1), z.lte(240)) })),
  })
  .check(
    z.refine((given) => (given.fields === undefined) !== (given.marks === undefined), {
      error: 'needs either fields or marks',
      path: ['fields'],
    }),
    z.refine(
      ({ page: named, text, mustRead }) => named === undefined || (text === undefined && mustRead === undefined),
      {
        error: 'must not stand beside text or mustRead, which have a page of their own',
        path: ['page'],
      },
    ),
  );
export type NoticeRequest = z.infer<typeof NoticeRequest>;

/** An emergency, as it is announced. */
export const EmergencyRequest = z.strictObject({
  /** What happened, as the card says it. */
  headline: line(20),
  /** All of it, for the page. */
  text: paragraphs,
  /** What to do; the profile's own words when absent. */
  advice: z.optional(line(20)),
  /** Where; the names of the areas when absent. */
  place: z.optional(line(20)),
  audience: z.discriminatedUnion('of', [z.strictObject(inAreas), everyone], 'must be areas or everyone'),
});
export type EmergencyRequest = z.infer<typeof EmergencyRequest>;

/** How an emergency goes on. */
export const EmergencyChange = z.strictObject({
  headline: line(20),
  text: z.optional(paragraphs),
  advice: z.optional(line(20)),
  /** It is over. */
  ended: z.optional(z.boolean('must be true or false')),
});
export type EmergencyChange = z.infer<typeof EmergencyChange>;

/** An emergency as followers read it. */
export interface Emergency {
  id: string;
  headline: string;
  text: string;
  advice: string;
  place: string;
  state: 'active' | 'ended';
  /** Epoch milliseconds. */
  at: number;
  /** What came since, oldest first; `id` is the notice's. */
  updates: { id: string; at: number; headline: string; text?: string }[];
}
