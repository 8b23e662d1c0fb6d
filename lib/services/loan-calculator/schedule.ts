import type { Instalment, Loan, Method } from './model.ts';

/** How much of the principal an instalment repays, before it is known to be the last. */
type Part = (balanceFen: number, interestFen: number) => number;

/** Interest of a month, rounded to the fen. */
const interestOf = (balanceFen: number, annualRatePpm: number): number =>
  Math.round((balanceFen * annualRatePpm) / 12_000_000);

/** The equal instalment in fen: P·r ÷ (1 − (1 + r)⁻ⁿ), r the rate a month. Without interest it is P ÷ n. */
export const equalInstalment = ({ principalFen, annualRatePpm, months }: Loan): number => {
  const rate = annualRatePpm / 12_000_000;
  if (rate === 0) return Math.round(principalFen / months);
  return Math.round((principalFen * rate) / -Math.expm1(-months * Math.log1p(rate)));
};

/** What the loan repays of its principal from month to month, by the method. */
export const partOf = (loan: Loan, method: Method): Part => {
  if (method === 'equal-principal') {
    const part = Math.round(loan.principalFen / loan.months);
    return () => part;
  }
  const instalment = equalInstalment(loan);
  return (_, interestFen) => instalment - interestFen;
};

/** Instalments until nothing is owed; the last of `months` takes all that is left, so that the principal is repaid to the fen. */
export const repay = ({ principalFen, annualRatePpm, months }: Loan, part: Part, firstNumber = 1): Instalment[] => {
  const instalments: Instalment[] = [];
  let balance = principalFen;
  for (let month = 0; month < months && balance > 0; month += 1) {
    const interestFen = interestOf(balance, annualRatePpm);
    const wanted = month === months - 1 ? balance : part(balance, interestFen);
    const paid = Math.min(balance, Math.max(0, wanted));
    balance -= paid;
    instalments.push({
      number: firstNumber + month,
      principalFen: paid,
      interestFen,
      amountFen: paid + interestFen,
      remainingFen: balance,
    });
  }
  return instalments;
};

/** All instalments of a loan. Their principal sums to what was lent. */
export const scheduleOf = (loan: Loan, method: Method): Instalment[] => repay(loan, partOf(loan, method));

/** All interest of these instalments, in fen. */
export const interestIn = (instalments: readonly Instalment[]): number =>
  instalments.reduce((sum, { interestFen }) => sum + interestFen, 0);

/** Two loans that are repaid on the same days, as one. */
export const together = (one: readonly Instalment[], other: readonly Instalment[]): Instalment[] => {
  const [longer, shorter] = one.length >= other.length ? [one, other] : [other, one];
  return longer.map((instalment, at) => {
    const beside = shorter[at];
    if (beside === undefined) return instalment;
    return {
      number: instalment.number,
      principalFen: instalment.principalFen + beside.principalFen,
      interestFen: instalment.interestFen + beside.interestFen,
      amountFen: instalment.amountFen + beside.amountFen,
      remainingFen: instalment.remainingFen + beside.remainingFen,
    };
  });
};
