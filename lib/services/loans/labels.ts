import type { LoanShown } from './model.ts';

/** The state of a loan, as people say it. */
export const statusWords: Record<LoanShown['status'], string> = {
  repaying: '还款中',
  overdue: '有逾期',
  closed: '已结清',
};

/** The ways of repaying, as people say them. */
export const methodWords: Record<LoanShown['method'], string> = {
  'equal-instalments': '等额本息',
  'equal-principal': '等额本金',
};
