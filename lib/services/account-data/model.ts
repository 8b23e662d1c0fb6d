import * as z from 'zod/mini';

const text = (most: number, message: string) =>
  z
    .string(message)
    .check(z.trim(), z.minLength(1, message), z.maxLength(most, message), z.regex(/^[^\p{Cc}]*$/u, message));

const phone = z.string('请填写新手机号。').check(z.regex(/^1[3-9]\d{9}$/, '请填写11位手机号，以1开头。'));
const mailingAddress = text(120, '请填写通信地址，最多120个字。');
const servicePassword = z.string('请填写新的服务密码。').check(z.regex(/^\d{6}$/, '服务密码是6位数字。'));

/** One change: what, and its new value. */
export const ChangeInput = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('phone'), phone }),
  z.strictObject({ what: z.literal('mailingAddress'), mailingAddress }),
  z.strictObject({ what: z.literal('servicePassword'), servicePassword }),
]);
export type Change = z.infer<typeof ChangeInput>;

/** A code that came back. */
export const CodeInput = z.strictObject({
  challenge: z.string('请重新获取验证码。').check(z.regex(/^[\w-]{10,40}$/, '请重新获取验证码。')),
  code: z.string('请填写验证码。').check(z.regex(/^\d{6}$/, '验证码是6位数字。')),
});

/** What the page shows of the contact on record: masked, and nothing of the password. */
export interface ContactShown {
  phoneShown: string;
  addressShown: string;
  /** Whether the follower is the one who bound it: family may look only. */
  mayChange: boolean;
}

/** After a right code: the change is made, or a new phone has to prove itself too. */
export type ConfirmAnswer =
  | { kind: 'changed' }
  | { kind: 'new-phone'; challenge: string; phoneShown: string; resendAfterS: number };
