import * as z from 'zod/mini';
import type { Binding } from '../../followers/binding.ts';
import type { Field } from './fields.ts';

const id = z.string().check(z.regex(/^[\w-]{1,40}$/, '没有这项绑定，请刷新页面再看。'));
const token = z.string().check(z.regex(/^[\w-]{22}$/, '这个邀请不能用了，请家人重新发一个。'));
const consentVersion = z.string().check(z.maxLength(20));
const label = z
  .string()
  .check(z.trim(), z.maxLength(10, '名字最多10个字。'), z.regex(/^[^\p{Cc}<>]*$/u, '名字里有不能用的符号。'));

/** What the routes take. */
export const inputs = {
  start: z.strictObject({
    kind: z.string().check(z.maxLength(40)),
    claims: z.record(z.string(), z.string().check(z.maxLength(100, '填写的内容太长了。'))),
    consentVersion,
  }),
  confirm: z.strictObject({
    challenge: z.string().check(z.regex(/^[\w-]{22}$/, '验证码已经失效，请重新获取。')),
    code: z.string().check(z.regex(/^\d{6}$/, '验证码是6位数字。')),
    label: z.optional(label),
  }),
  one: z.strictObject({ id }),
  rename: z.strictObject({ id, label }),
  invitation: z.strictObject({ token }),
  accept: z.strictObject({ token, consentVersion }),
  dismiss: z.strictObject({ id, place: z.string().check(z.regex(/^\d$/)) }),
};

/** A kind that can be bound here, as the page gets it. */
export interface KindShown {
  kind: string;
  title: string;
  /** Empty where `signOn` is set. */
  fields: Omit<Field, 'wrong'>[];
  /** Route that begins the sign-on which proves this kind: `POST { consentVersion, then? }` gives `{ location }`. */
  signOn?: string;
  consentText: string;
  consentVersion: string;
  /** Credentials of the demo data; in demo mode only. */
  demo?: Record<string, string>;
}

/** A binding as pages get it: never the subject's number, nor whose it is. */
export interface BindingShown {
  id: string;
  kind: string;
  /** What the kind is called: 户号. */
  title: string;
  shown: string;
  label: string;
  role: Binding['role'];
  isDefault: boolean;
  /** Whether this follower may invite family members to it. */
  shareable: boolean;
  /** Epoch milliseconds. */
  boundAt: number;
}

/** A family member as the owner gets to know them: by the place at the binding, `1` to `4`. */
export interface MemberShown {
  place: string;
  since: number;
}

/** An open invitation, as the invited gets it: not yet which account it is for. */
export interface InvitationShown {
  kind: string;
  title: string;
  consentText: string;
  consentVersion: string;
  /** Epoch milliseconds. */
  until: number;
}
