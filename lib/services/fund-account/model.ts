import type { FundAccount } from '../../backend/kinds/fund-account.ts';

/** A personal account of the fund as its holder sees it: no ID number, no phone, the name masked. */
export type AccountShown = Pick<
  FundAccount,
  | 'unit'
  | 'baseFen'
  | 'unitRatePpm'
  | 'personalRatePpm'
  | 'monthlyDepositFen'
  | 'balanceFen'
  | 'status'
  | 'openedOn'
  | 'paidUntil'
> & {
  /** Masked. */
  holderName: string;
};

/** What became of the question: an account may have been closed since it was bound. */
export type AccountAnswer = { kind: 'found'; account: AccountShown } | { kind: 'closed' };

/** The state of an account, as people say it. */
export const statusWords: Record<FundAccount['status'], string> = { normal: '正常', sealed: '封存', frozen: '冻结' };
