import type { LoanTerms } from '../../platform/profile/rates.ts';
import { withDigits } from '../../platform/spoken-numbers.ts';
import type { Question } from './model.ts';
import { fundRate } from './service.ts';

/** Length when the words give none. */
const usualYears = 30;

const amount = '(\\d+(?:\\.\\d+)?)(万|元|块)';
const any = new RegExp(amount, 'g');
const ofFund = new RegExp(`公积金(?:贷款|贷)?${amount}`);
const ofBank = new RegExp(`(?:商业|商贷)(?:贷款|贷)?${amount}`);
const years = /(?<!\d)(\d{1,2})年/;
const months = /(?<!\d)(\d{1,3})(?:个月|期)/;
const rate = /(\d+(?:\.\d+)?)%|百分之(\d+(?:\.\d+)?)|利率(?:为|是)?(\d+(?:\.\d+)?)(?![\d.]*万)/;

const fenOf = (found: RegExpExecArray | RegExpMatchArray | null | undefined): number =>
  found ? Math.round(Number(found[1]) * (found[2] === '万' ? 1_000_000 : 100)) : 0;

const understood = (words: string): string =>
  withDigits(words)
    .replace(/[\s,，]/g, '')
    .replace(/(\d)点(\d)/g, '$1.$2');

/** What goes to the fund and what to a bank: as they are named, else the first amount to the fund, and the second of a combined loan to the bank. */
const amountsIn = (said: string): { fundFen: number; commercialFen: number } => {
  const named = { fundFen: fenOf(ofFund.exec(said)), commercialFen: fenOf(ofBank.exec(said)) };
  if (named.fundFen > 0 || named.commercialFen > 0) return named;
  const [first, second] = [...said.matchAll(any)];
  const isBank = /商业|商贷/.test(said) && !/公积金|组合/.test(said);
  if (isBank) return { fundFen: 0, commercialFen: fenOf(first) };
  return { fundFen: fenOf(first), commercialFen: said.includes('组合') ? fenOf(second) : 0 };
};

const monthsOf = (said: string): number => {
  const inYears = years.exec(said)?.[1];
  if (inYears !== undefined) return Number(inYears) * 12;
  return Number(months.exec(said)?.[1] ?? usualYears * 12);
};

const rateOf = (said: string): number | undefined => {
  const found = rate.exec(said);
  const percent = found?.[1] ?? found?.[2] ?? found?.[3];
  return percent === undefined ? undefined : Math.round(Number(percent) * 10_000);
};

/**
 * The loan that the words describe: `贷款50万20年`, `商贷八十万三十年3.2%`, `组合贷公积金60万商业40万`. Undefined without an amount.
 * Thirty years and the profile's rates where the words name none; a rate of a combined loan is the bank's.
 */
export const loanIn = (words: string, terms: LoanTerms): Question | undefined => {
  const said = understood(words);
  const amounts = amountsIn(said);
  if (amounts.fundFen + amounts.commercialFen === 0) return undefined;
  const home = /2套|第2/.test(said) ? 'second' : 'first';
  const length = monthsOf(said);
  const named = rateOf(said);
  const usual = fundRate(terms, home, length);
  return {
    ...amounts,
    months: length,
    home,
    fundRatePpm: amounts.commercialFen > 0 ? usual : (named ?? usual),
    commercialRatePpm: amounts.commercialFen > 0 ? (named ?? terms.commercialRatePpm) : terms.commercialRatePpm,
  };
};
