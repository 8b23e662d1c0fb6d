import type { SentCode } from '../followers/code-sender.ts';
import type { Payload, Redeemed } from '../followers/one-time-codes.ts';
import { Refusal } from './refusal.ts';

/** A code on its way, as a page gets it. */
export interface CodeShown {
  challenge: string;
  phoneShown: string;
  resendAfterS: number;
}

const inWords = (ms: number): string => {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 90) return `${seconds}秒`;
  return seconds < 5400 ? `${Math.ceil(seconds / 60)}分钟` : `${Math.ceil(seconds / 3600)}小时`;
};

/** A sent code for the page; throws `Refusal` in words when none was sent. */
export const codeShown = (sent: SentCode): CodeShown => {
  if (sent.kind === 'sent') {
    const { challenge, phoneShown, resendAfterS } = sent;
    return { challenge, phoneShown, resendAfterS };
  }
  if (sent.kind === 'wait') {
    throw new Refusal('code_too_soon', `验证码发得太频繁了，请过${inWords(sent.ms)}再试。`, { status: 429 });
  }
  if (sent.kind === 'too-many') {
    throw new Refusal('code_limit', '今天收验证码的次数用完了，请明天再试，或到网点办理。', { status: 429 });
  }
  throw new Refusal('phone_unreachable', '这个手机号收不到短信。请换一个能收短信的手机号，或到网点更改登记的手机号。');
};

/** What a right code stands for; throws `Refusal` for any other. */
export const redeemedPayload = (redeemed: Redeemed): Payload => {
  if (redeemed.kind === 'right') return redeemed.payload;
  if (redeemed.kind === 'wrong') {
    const message = `验证码不对，请看最新一条短信。还可以试${redeemed.triesLeft}次。`;
    throw new Refusal('wrong_code', message, { field: 'code' });
  }
  throw new Refusal('code_spent', '验证码已经失效，请重新获取。', { field: 'code' });
};
