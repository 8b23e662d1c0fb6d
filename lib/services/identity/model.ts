import * as z from 'zod/mini';
import { isIdNumber } from '../../backend/id-number.ts';

const tidy = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');
const version = z.string().check(z.maxLength(20));

/** What the routes take. */
export const inputs = {
  phoneStart: z.strictObject({
    phone: z.string().check(z.overwrite(tidy), z.regex(/^1[3-9]\d{9}$/, '手机号应是1开头的11位数字，请核对。')),
  }),
  phoneConfirm: z.strictObject({
    challenge: z.string().check(z.regex(/^[\w-]{22}$/, '验证码已经失效，请重新获取。')),
    code: z.string().check(z.regex(/^\d{6}$/, '验证码是6位数字。')),
  }),
  name: z.strictObject({
    name: z.string().check(z.overwrite(tidy), z.regex(/^[\p{Script=Han}·•A-Za-z]{2,50}$/u, '请填写身份证上的姓名。')),
    idNumber: z.string().check(
      z.overwrite((text) => tidy(text).toUpperCase()),
      z.refine(isIdNumber, '身份证号不对：应是18位，请核对每一位，特别是出生日期和最后一位。'),
    ),
    consentVersion: version,
  }),
  campus: z.strictObject({
    consentVersion: version,
    // Where to go on to; an address of another site is dropped.
    then: z.optional(z.string().check(z.maxLength(500))),
  }),
};
