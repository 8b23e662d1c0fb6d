import type { LoanTerms } from '../../platform/profile/rates.ts';
import { bounds, type Instalment, type Loan, type Method, type Question } from './model.ts';
import { interestIn, scheduleOf, together } from './schedule.ts';

/** The fund's rate for a home and a length: up to five years, or longer. */
export const fundRate = ({ fundRates }: LoanTerms, home: Question['home'], months: number): number =>
  months <= 60 ? fundRates[home].upToFiveYears : fundRates[home].longer;

/** The loans that a question is made of: of the fund, of a bank, or both. */
export const partsOf = ({ fundFen, commercialFen, months, fundRatePpm, commercialRatePpm }: Question): Loan[] =>
  [
    { principalFen: fundFen, annualRatePpm: fundRatePpm, months },
    { principalFen: commercialFen, annualRatePpm: commercialRatePpm, months },
  ].filter(({ principalFen }) => principalFen > 0);

/** What a way of repaying costs, in fen. */
export interface Outcome {
  firstFen: number;
  secondFen: number;
  lastFen: number;
  interestFen: number;
  /** Principal and interest. */
  totalFen: number;
  instalments: Instalment[];
}

/** A question, calculated by one method. */
export const outcomeOf = (question: Question, method: Method): Outcome => {
  const instalments = partsOf(question)
    .map((loan) => scheduleOf(loan, method))
    .reduce(together, []);
  const interestFen = interestIn(instalments);
  return {
    firstFen: instalments[0]?.amountFen ?? 0,
    secondFen: instalments[1]?.amountFen ?? 0,
    lastFen: instalments.at(-1)?.amountFen ?? 0,
    interestFen,
    totalFen: question.fundFen + question.commercialFen + interestFen,
    instalments,
  };
};

const outside = (fen: number): boolean => fen !== 0 && (fen < bounds.leastFen || fen > bounds.mostFen);

/** Why a question can't be calculated, for the follower; undefined when it can. */
export const faultIn = (
  question: Question,
  { mostYears }: LoanTerms,
): { field: string; message: string } | undefined => {
  const { fundFen, commercialFen, months, fundRatePpm, commercialRatePpm } = question;
  if (fundFen + commercialFen === 0) return { field: 'amount', message: '请填写贷款金额。' };
  if (outside(fundFen) || outside(commercialFen)) return { field: 'amount', message: '每笔贷款请在1万元到1亿元之间。' };
  if (months < 1 || months > mostYears * 12) return { field: 'years', message: `年限请在1年到${mostYears}年之间。` };
  const highest = Math.max(fundRatePpm, commercialRatePpm);
  return highest > bounds.mostRatePpm
    ? { field: 'rate', message: `年利率请不要超过${bounds.mostRatePpm / 10_000}%。` }
    : undefined;
};

/** What to say of an amount that the fund does not lend. */
export const ceilingNote = ({ fundFen }: Question, { mostYuan }: LoanTerms): string | undefined => {
  const most = `公积金贷款最高：一人${mostYuan.single / 10_000}万元，夫妻${mostYuan.couple / 10_000}万元`;
  if (fundFen > mostYuan.couple * 100) return `${most}，超出的部分可以办组合贷款。`;
  return fundFen > mostYuan.single * 100 ? `${most}。` : undefined;
};
