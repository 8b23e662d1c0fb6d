import type { LoanTerms } from '../../platform/profile/rates.ts';
import type { Question } from './model.ts';
import { fundRate } from './service.ts';

/** Amounts in the address are in units of 万元, rates in per cent, as people write them. */
const wan = (fen: number): string => String(fen / 1_000_000);
const percent = (ppm: number): string => String(ppm / 10_000);

/** A question as the query of the calculator's page. */
export const toQuery = (question: Question): Record<string, string> => ({
  ...(question.fundFen > 0 ? { fund: wan(question.fundFen), fundRate: percent(question.fundRatePpm) } : {}),
  ...(question.commercialFen > 0
    ? { commercial: wan(question.commercialFen), commercialRate: percent(question.commercialRatePpm) }
    : {}),
  ...(question.home === 'second' ? { home: 'second' } : {}),
  months: String(question.months),
});

const numberIn = (query: URLSearchParams, name: string): number | undefined => {
  const value = Number(query.get(name) ?? Number.NaN);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
};

/** The question of a page's query; what is missing or no number is as usual. */
export const fromQuery = (query: URLSearchParams, terms: LoanTerms): Question => {
  const home = query.get('home') === 'second' ? 'second' : 'first';
  const months = Math.round(numberIn(query, 'months') ?? terms.mostYears * 12) || terms.mostYears * 12;
  const [fundRatePercent, bankRatePercent] = [numberIn(query, 'fundRate'), numberIn(query, 'commercialRate')];
  return {
    fundFen: Math.round((numberIn(query, 'fund') ?? 0) * 1_000_000),
    commercialFen: Math.round((numberIn(query, 'commercial') ?? 0) * 1_000_000),
    months,
    home,
    fundRatePpm: fundRatePercent === undefined ? fundRate(terms, home, months) : Math.round(fundRatePercent * 10_000),
    commercialRatePpm: bankRatePercent === undefined ? terms.commercialRatePpm : Math.round(bankRatePercent * 10_000),
  };
};
