import type { FundAccount } from '../../lib/backend/kinds/fund-account.ts';
import { aBackend, aBinding, type GivenRecords } from './services.ts';

/** The bound account of the fund that the records below belong to. */
export const aFundBinding = aBinding('fund-account', { subject: '310012345678', shown: '31****5678', label: '' });

/** A personal account of the fund. */
export const aFundAccount = (changes: Partial<FundAccount> = {}): FundAccount => ({
  holderName: '王小明',
  idNumber: '11010519900307123X',
  phone: '13900001234',
  unit: '临江市测绘院',
  baseFen: 800_000,
  unitRatePpm: 120_000,
  personalRatePpm: 120_000,
  monthlyDepositFen: 192_000,
  balanceFen: 12_345_678,
  status: 'normal',
  openedOn: '2019-03-01',
  paidUntil: '2026-09',
  ...changes,
});

/** The fund's systems with these records of that account. */
export const aFund = (given: GivenRecords) => aBackend(aFundBinding.subject, given);

/** What must never reach a follower of the account's own data. */
export const fundSecrets = /310012345678|11010519900307123X|13900001234|王小明/;
