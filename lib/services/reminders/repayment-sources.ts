import type { Backend } from '../../backend/port.ts';
import type { Binding } from '../../followers/binding.ts';

/** The kind of reminder; its `ref` is a kind of binding. */
export const repaymentKind = 'repayment';

/** A payment that is due. */
export interface Repayment {
  /** The loan, or the bill, that it belongs to: one reminder for each and its day. */
  id: string;
  /** Day in Beijing, `2026-12-20`. */
  day: string;
  /** In fen. */
  amountFen: number;
  /** Further marks of the template's `values`. */
  marks: Record<string, string>;
}

/** Where the payments of a kind of subject come from, and how they are told. */
export interface RepaymentSource {
  /** Key of the profile's `templates`. */
  template: string;
  /** The page that the card opens. */
  page: string;
  /** What is to be paid next: the next instalment of each loan, the open bill of a card. */
  next(backend: Pick<Backend, 'records'>, binding: Binding): Promise<Repayment[]>;
}

const mostLoans = 10;

const fundLoans: RepaymentSource = {
  template: 'repayment',
  page: '/pages/loans',
  next: async (backend, { subject, shown }) => {
    const loans = await backend.records('fund-loan', subject, { limit: mostLoans });
    return loans.flatMap(({ status, loanNumber, nextDay, nextAmountFen }) =>
      status === 'closed' || nextDay === undefined || nextAmountFen === undefined
        ? []
        : [{ id: loanNumber, day: nextDay, amountFen: nextAmountFen, marks: { account: shown } }],
    );
  },
};

const creditBills: RepaymentSource = {
  template: 'credit-repayment',
  page: '/pages/cards',
  next: async (backend, { id, subject }) => {
    const [bill] = await backend.records('credit-bill', subject, { limit: 1 });
    const amountFen = bill === undefined ? 0 : bill.amountFen - bill.paidFen;
    if (bill === undefined || bill.status === 'paid' || amountFen <= 0) return [];
    return [{ id, day: bill.dueDate, amountFen, marks: { account: `****${subject.slice(-4)}` } }];
  },
};

/** The kinds of subjects that have something to repay. */
export const repaymentSources: Readonly<Record<string, RepaymentSource>> = {
  'fund-account': fundLoans,
  'bank-card': creditBills,
};
