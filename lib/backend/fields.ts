import * as z from 'zod/mini';
import { isIdNumber } from './id-number.ts';
import { isLuhnValid } from './luhn.ts';

/** Line of text without control characters, at most `most` characters. */
export const line = (most: number) =>
  z
    .string('must be a text')
    .check(
      z.minLength(1, 'must not be empty'),
      z.maxLength(most, `must have at most ${most} characters`),
      z.regex(/^[^\p{Cc}]*$/u, 'must not hold control characters'),
    );

const shaped = (shape: RegExp, message: string) => z.string('must be a text').check(z.regex(shape, message));

/** Money in integer fen (0.01 yuan); negative where the field says so. */
export const fen = z.int('must be a whole number of fen').check(z.gte(-1e13), z.lte(1e13));
/** Money in integer fen, not negative. */
export const positiveFen = z.int('must be a whole number of fen').check(z.gte(0, 'must not be negative'), z.lte(1e13));
/** A rate in parts per million: 26000 is 2.6 %, 30750 is 3.075 %. */
export const ppm = z
  .int('must be a whole number of parts per million: 26000 is 2.6 %')
  .check(z.gte(0, 'must not be negative'), z.lte(1_000_000, 'must be at most 1000000, which is 100 %'));
/** A whole number from 0. */
export const count = z.int('must be a whole number').check(z.gte(0, 'must not be negative'), z.lte(1e9));
/** A measured quantity with at most two decimals, such as 3.25 (m³). */
export const quantity = z
  .number('must be a number')
  .check(z.gte(0, 'must not be negative'), z.lte(1e9), z.multipleOf(0.01, 'must have at most two decimals'));

const instantShape = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d\+08:00$/;
const isRealInstant = (text: string): boolean => {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at + 8 * 3_600_000).toISOString().startsWith(text.slice(0, 10));
};

/** Calendar month in Beijing, `YYYY-MM`. */
export const month = shaped(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-08');
/** Calendar day in Beijing, `YYYY-MM-DD`. */
export const day = z.iso.date('must be a day such as 2026-08-31');
/** Instant in Beijing time, to the second: `2026-08-31T09:30:00+08:00`. All have one form, so that they sort as text. */
export const instant = shaped(instantShape, 'must be an instant such as 2026-08-31T09:30:00+08:00').check(
  z.refine(isRealInstant, 'must be an instant such as 2026-08-31T09:30:00+08:00'),
);

/** Mainland mobile number. */
export const phone = shaped(/^1[3-9]\d{9}$/, 'must be a mobile number of 11 digits');
/** Name of a person or a unit. */
export const name = line(50);
/** Resident ID number with its check character (GB 11643). */
export const idNumber = shaped(/^\d{17}[\dX]$/, 'must be an ID number of 18 characters').check(
  z.refine(isIdNumber, 'must be an ID number: birthday or check character is wrong'),
);
/** Card number with its check digit: 19 digits for savings cards, 16 for credit cards. */
export const cardNumber = shaped(/^\d{16,19}$/, 'must be a card number of 16 to 19 digits').check(
  z.refine(isLuhnValid, 'must be a card number: its check digit is wrong'),
);
/** Number plate, without the dot: province, letter, 5 characters, or 6 for new-energy vehicles. */
export const plate = shaped(/^\p{Script=Han}[A-Z][A-HJ-NP-Z0-9]{5,6}$/u, 'must be a number plate such as 省A12345');
/** Number that an organisation gives: letters, digits, hyphens. */
export const reference = shaped(/^[A-Za-z0-9-]{1,40}$/, 'must be letters, digits and hyphens, at most 40');
/** Electronic mail address. */
export const mail = z.string('must be a text').check(z.maxLength(100), z.email('must be a mail address'));
/** Node of the organisation's area tree. */
export const areaId = shaped(/^[a-z0-9-]{1,60}$/, 'must be the id of an area: small letters, digits, hyphens');
