import * as z from 'zod/mini';
import { unitFields } from './model.ts';

const id = z.string().check(z.maxLength(64));
const ref = z.string().check(z.regex(/^[\w-]{32}$/, '没有这个人，请刷新页面再看。'));
const invitation = z.string().check(z.regex(/^[\w-]{32}$/, '没有这个邀请，请刷新页面再看。'));
const text = (most: number, fault: string) =>
  z.string().check(z.trim(), z.minLength(1, fault), z.maxLength(most, fault));
const among = (least: number, most: number, fault: string) =>
  z.int(fault).check(z.minimum(least, fault), z.maximum(most, fault));

/** What the desk's routes take; `id` is the group's, or the notice's. */
export const deskInputs = {
  group: z.strictObject({ id }),
  members: z.strictObject({ id, state: z.enum(['requested', 'member', 'rejected']) }),
  decide: z.strictObject({
    ...{ id, ref },
    to: z.enum(['member', 'rejected']),
    reason: z.optional(text(20, '原因请写1到20个字，会发给对方。')),
  }),
  correct: z.strictObject({ id, ref, ...unitFields }),
  invite: z.strictObject({
    id,
    unit: z.optional(unitFields.unit),
    most: among(1, 200, '可用人数是1到200。'),
    days: among(1, 90, '有效天数是1到90。'),
  }),
  invitation: z.strictObject({ id, invitation }),
  notify: z.strictObject({
    id,
    key: z.string().check(z.regex(/^[\w-]{8,64}$/)),
    title: text(20, '标题请写1到20个字。'),
    department: z.optional(text(20, '发布部门请写1到20个字。')),
    requirement: text(20, '办理要求请写1到20个字。'),
    text: z.optional(z.string().check(z.trim(), z.maxLength(5000, '正文最多5000字。'))),
    remindAfterHours: among(1, 168, '提醒时间是1到168小时。'),
  }),
  unread: z.strictObject({ id }),
};
