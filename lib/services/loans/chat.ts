import { boundInWords, boundOf } from '../../guard/bound.ts';
import type { Asked, Ports } from '../../guard/service.ts';
import { percent, yuan } from '../../platform/money.ts';
import { dayInWords, type MonthRange, monthInWords } from '../../platform/months.ts';
import { monthsIn } from '../../platform/spoken-dates.ts';
import { type Reply, textReply } from '../../wechat/reply.ts';
import { methodWords, statusWords } from './labels.ts';
import type { LoanShown, RepaymentShown } from './model.ts';
import { latestRepayments, loansOf, repaidIn, repaymentsIn } from './service.ts';

/** Repayments in one message; the page has all. */
const listed = 6;

const nextLine = ({ status, nextDay, nextAmountFen, cardTail }: LoanShown): string[] => {
  if (status === 'closed' || nextDay === undefined) return [];
  const amount = nextAmountFen === undefined ? '' : `，应还${yuan(nextAmountFen)}元`;
  const card = cardTail === undefined ? '还款卡' : `尾号${cardTail}的还款卡`;
  const urge = status === 'overdue' ? ['有欠款没扣成，请尽快把钱存进还款卡；有困难请回复“逾期”。'] : [];
  return [`下次还款：${dayInWords(nextDay)}${amount}`, `请提前一天把钱存进${card}。`, ...urge];
};

const loanLines = (loan: LoanShown): string[] => [
  `合同${loan.contract}（${statusWords[loan.status]}）`,
  `贷款金额：${yuan(loan.principalFen)}元`,
  `剩余本金：${yuan(loan.remainingFen)}元`,
  `年利率${percent(loan.annualRatePpm)}，${methodWords[loan.method]}`,
  `已还${loan.paidInstalments}期，共${loan.termMonths}期`,
  ...nextLine(loan),
];

const repaymentLine = ({ day, amountFen, principalFen, interestFen, penaltyFen }: RepaymentShown): string => {
  const penalty = penaltyFen === 0 ? '' : `、罚息${yuan(penaltyFen)}`;
  return `${dayInWords(day)}　${yuan(amountFen)}元（本金${yuan(principalFen)}、利息${yuan(interestFen)}${penalty}）`;
};

const flowLines = (repayments: RepaymentShown[], range: MonthRange | undefined): string[] => {
  const when = range === undefined ? '最近' : range.from === range.to ? monthInWords(range.from) : '这段时间';
  if (repayments.length === 0) return [`${when}没有还款记录。`];
  const { principalFen, interestFen } = repaidIn(repayments);
  const sum = `共${repayments.length}期，本金${yuan(principalFen)}元，利息${yuan(interestFen)}元`;
  const more = repayments.length > listed ? [`……只列出最近${listed}期。`] : [];
  return [
    `${when}还款：`,
    ...repayments.slice(0, listed).map(repaymentLine),
    ...more,
    ...(range === undefined ? [] : [sum]),
  ];
};

/** `还款流水`, `去年还款`: the flow is meant, not the facts. */
const asksForFlow = (words: string, range: MonthRange | undefined): boolean =>
  range !== undefined || /流水|记录|明细|还了多少/.test(words);

const textOf = async ({ words, now }: Asked, subject: string, backend: Ports['backend']): Promise<string[]> => {
  const range = monthsIn(words, now);
  if (asksForFlow(words, range)) {
    const repayments =
      range === undefined ? latestRepayments(backend, subject, listed) : repaymentsIn(backend, subject, range);
    return flowLines(await repayments, range);
  }
  const loans = await loansOf(backend, subject);
  const open = loans.filter(({ status }) => status !== 'closed');
  if (loans.length === 0) return ['没有查到公积金贷款。想了解怎样贷款，请回复“贷款”。'];
  return (open.length > 0 ? open : loans.slice(0, 1)).flatMap((loan, at) => [
    ...(at > 0 ? [''] : []),
    ...loanLines(loan),
  ]);
};

/** The page on which the words are answered: the year of a flow that was named. */
export const loansPage = ({ words, now }: Pick<Asked, 'words' | 'now'>) => {
  const range = monthsIn(words, now);
  return { path: '/pages/loans', ...(range === undefined ? {} : { query: { year: range.to.slice(0, 4) } }) };
};

/** 我的贷款: what is owed, and the next repayment; 还款流水: what was repaid. */
export const answerLoans =
  ({ backend, pageUrl }: Pick<Ports, 'backend' | 'pageUrl'>) =>
  async (asked: Asked): Promise<Reply> => {
    const binding = boundOf(asked);
    const lines = await textOf(asked, binding.subject, backend);
    const { path, query } = loansPage(asked);
    const link = `<a href="${pageUrl(path, query)}">看贷款详情和还款流水</a>`;
    return textReply([`【${boundInWords(binding)}】`, ...lines, link].join('\n'));
  };
