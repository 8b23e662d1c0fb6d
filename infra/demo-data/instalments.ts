/** One instalment of a demonstration loan, in fen. */
export interface DemoInstalment {
  instalment: number;
  principalFen: number;
  interestFen: number;
  remainingFen: number;
}

/** A demonstration loan. */
export interface DemoLoan {
  principalFen: number;
  annualRatePpm: number;
  termMonths: number;
  method: 'equal-instalments' | 'equal-principal';
}

/** What every instalment of an equal-instalment loan comes to, in fen. */
const levelFen = ({ principalFen, annualRatePpm, termMonths }: DemoLoan): number => {
  const rate = annualRatePpm / 12e6;
  return Math.round((principalFen * rate) / (1 - (1 + rate) ** -termMonths));
};

/** The instalments of a loan, rounded to the fen; the last one closes it. */
export function* instalmentsOf(loan: DemoLoan): Generator<DemoInstalment> {
  const level = levelFen(loan);
  let remainingFen = loan.principalFen;
  for (let instalment = 1; instalment <= loan.termMonths; instalment += 1) {
    const interestFen = Math.round((remainingFen * loan.annualRatePpm) / 12e6);
    const part =
      loan.method === 'equal-principal' ? Math.round(loan.principalFen / loan.termMonths) : level - interestFen;
    const principalFen = instalment === loan.termMonths ? remainingFen : part;
    remainingFen -= principalFen;
    yield { instalment, principalFen, interestFen, remainingFen };
  }
}
