import * as z from 'zod';

const Ppm = z.int().min(0).max(1_000_000);

/** Yearly tariff steps (阶梯电价): up to how many kWh since 1 January, the last without an end; price of a kWh in hundredths of a fen. */
export const TariffStep = z.strictObject({
  upToKwh: z.int().min(1).optional(),
  priceCentifen: z.int().min(1).max(1_000_000),
});
export type TariffStep = z.infer<typeof TariffStep>;

/** Rates of the fund by the loan's length, a year in parts per million: 26000 is 2.6 %. */
const FundRate = z.strictObject({ upToFiveYears: Ppm, longer: Ppm });

/** What the loan calculator starts from, and what it holds an amount against. */
export const LoanTerms = z.strictObject({
  /** For the first home, and for the second. */
  fundRates: z.strictObject({ first: FundRate, second: FundRate }),
  /** Suggested for the commercial part; the follower sets what the bank quotes. */
  commercialRatePpm: Ppm,
  /** Most that the fund lends, in yuan: to one who pays in, and to two. */
  mostYuan: z.strictObject({ single: z.int().min(1), couple: z.int().min(1) }),
  mostYears: z.int().min(1).max(40),
  /** Early repayment: after how many instalments, and at least how many yuan. */
  early: z.strictObject({ afterInstalments: z.int().min(0), leastYuan: z.int().min(0) }),
});
export type LoanTerms = z.infer<typeof LoanTerms>;
