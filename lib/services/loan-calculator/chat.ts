import type { Asked, Ports } from '../../guard/service.ts';
import { percent, yuan } from '../../platform/money.ts';
import type { LoanTerms } from '../../platform/profile/rates.ts';
import { type Reply, textReply } from '../../wechat/reply.ts';
import { toQuery } from './address.ts';
import type { Question } from './model.ts';
import { ceilingNote, faultIn, outcomeOf } from './service.ts';
import { loanIn } from './words.ts';

const inWan = (fen: number): string => `${fen / 1_000_000}万元`;
const length = (months: number): string => (months % 12 === 0 ? `${months / 12}年` : `${months}个月`);

const loanLines = ({ fundFen, commercialFen, fundRatePpm, commercialRatePpm, months }: Question): string[] =>
  [
    fundFen > 0 && `公积金贷款${inWan(fundFen)}，年利率${percent(fundRatePpm)}`,
    commercialFen > 0 && `商业贷款${inWan(commercialFen)}，年利率${percent(commercialRatePpm)}`,
    `期限${length(months)}`,
  ].filter((line) => line !== false);

const outcomeLines = (question: Question): string[] => {
  const instalments = outcomeOf(question, 'equal-instalments');
  const principal = outcomeOf(question, 'equal-principal');
  return [
    `等额本息：每月${yuan(instalments.firstFen)}元，总利息${yuan(instalments.interestFen)}元`,
    `等额本金：首月${yuan(principal.firstFen)}元，以后逐月减少约${yuan(principal.firstFen - principal.secondFen)}元，总利息${yuan(principal.interestFen)}元`,
  ];
};

const calculated = (question: Question, terms: LoanTerms): string[] => [
  '【贷款试算】',
  ...loanLines(question),
  ...outcomeLines(question),
  ...[ceilingNote(question, terms)].filter((note) => note !== undefined),
  '结果供参考，以合同为准。',
];

/** `贷款50万20年`: what both ways of repaying cost a month and in all. Without an amount, the topic's own words. Both with the link to the page. */
export const answerLoan =
  ({ pageUrl }: Pick<Ports, 'pageUrl'>) =>
  async ({ organisation, topic, words }: Asked): Promise<Reply> => {
    const terms = organisation.profile.loans;
    if (terms === undefined) return textReply(topic.answer);
    const link = (query: Record<string, string>, text: string) =>
      `<a href="${pageUrl('/pages/loan-calculator', query)}">${text}</a>`;
    const question = loanIn(words, terms);
    if (question === undefined) return textReply(`${topic.answer}\n\n${link({}, '打开贷款计算器')}`);
    const fault = faultIn(question, terms);
    if (fault !== undefined) return textReply(`${fault.message}\n${link({}, '打开贷款计算器')}`);
    const text = calculated(question, terms).join('\n');
    return textReply(`${text}\n${link(toQuery(question), '看每期明细、两种还法比较、提前还款')}`);
  };
