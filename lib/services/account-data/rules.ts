import { Refusal } from '../../guard/refusal.ts';
import type { Change } from './model.ts';

/** `临江市人民路****`: the first six characters, hardly more than the street. */
export const maskAddress = (address: string): string => `${[...address].slice(0, 6).join('')}****`;

const isRun = (digits: string): boolean => '01234567890'.includes(digits) || '09876543210'.includes(digits);
const isSame = (digits: string): boolean => /^(\d)\1*$/.test(digits);
const isDay = (digits: string): boolean => {
  const [month, day] = [Number(digits.slice(2, 4)), Number(digits.slice(4))];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
};

/** Throws `Refusal` for a password that is easily guessed: a run, one digit, a birthday, the account's own digits. */
const requireStrong = (password: string, subject: string): void => {
  if (!isRun(password) && !isSame(password) && !isDay(password) && !subject.endsWith(password)) return;
  const message = '这个密码太容易猜。请不要用连号、相同数字、生日或户号后6位，换一个再试。';
  throw new Refusal('weak_password', message, { field: 'servicePassword' });
};

/** Throws `Refusal` unless the change makes sense for this account. */
export const requireSense = (change: Change, subject: string, phoneOnRecord: string): void => {
  if (change.what === 'servicePassword') requireStrong(change.servicePassword, subject);
  if (change.what === 'phone' && change.phone === phoneOnRecord) {
    throw new Refusal('same_phone', '和登记的手机号一样，不用改。', { field: 'phone' });
  }
};
