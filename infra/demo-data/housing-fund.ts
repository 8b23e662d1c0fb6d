import type { Values } from '../../lib/backend/definition.ts';
import { addDays, addMonths, dayIn, instantOn } from './calendar.ts';
import { type DemoSet, forEach } from './demo-data.ts';
import { type DemoLoan, instalmentsOf } from './instalments.ts';
import { demoPerson } from './people.ts';
import { createRandom } from './random.ts';

const units = ['临江第一中学', '临江市人民医院', '滨江物流有限公司', '南湖机械厂', '临江软件园科技有限公司'] as const;
const months = 36;
/** 1.50 % a year, credited on 30 June. */
const interestPpm = 15_000;

const accountNumber = (index: number): string => String(100_000_000_001 + index);

const termsOf = (index: number) => {
  const random = createRandom(`fund ${index}`);
  const baseFen = random.between(30, 260) * 10_000;
  const ratePpm = random.pick([50_000, 80_000, 100_000, 120_000]);
  return {
    unit: random.pick(units),
    baseFen,
    ratePpm,
    monthlyDepositFen: 2 * Math.round((baseFen * ratePpm) / 1e6),
    payday: random.between(8, 20),
    openingFen: random.between(0, 8_000_000),
  };
};

/** The entries of the last three years, oldest first, with their balances. */
function* entriesOf(
  index: number,
  today: string,
): Generator<Values & { balanceFen: number; day: string; kind: string }> {
  const { monthlyDepositFen, payday, openingFen } = termsOf(index);
  let balanceFen = openingFen;
  const entry = (day: string, kind: string, amountFen: number, more: Values = {}) => {
    balanceFen += amountFen;
    return {
      accountNumber: accountNumber(index),
      entry: `${day.replaceAll('-', '')}-${kind}`,
      day,
      kind,
      amountFen,
      balanceFen,
      ...more,
    };
  };
  for (let back = months - 1; back >= 0; back -= 1) {
    const month = addMonths(today.slice(0, 7), -back);
    const day = dayIn(month, payday);
    if (day <= today) yield entry(day, 'deposit', monthlyDepositFen, { month });
    if (month.endsWith('-03') && index % 4 === 1 && balanceFen > 1_500_000)
      yield entry(dayIn(month, 25), 'withdrawal', -1_200_000);
    const interestDay = dayIn(month, 30);
    if (month.endsWith('-06') && interestDay <= today)
      yield entry(interestDay, 'interest', Math.round((balanceFen * interestPpm) / 1e6));
  }
}

const accountOf = (index: number, today: string): Values => {
  const { name, phone, idNumber } = demoPerson(index);
  const { unit, baseFen, ratePpm, monthlyDepositFen, openingFen } = termsOf(index);
  let [balanceFen, paidUntil] = [openingFen, addMonths(today.slice(0, 7), -months)];
  for (const entry of entriesOf(index, today)) {
    balanceFen = entry.balanceFen;
    if (entry.kind === 'deposit') paidUntil = entry.day.slice(0, 7);
  }
  return {
    ...{ accountNumber: accountNumber(index), holderName: name, idNumber, phone, unit, baseFen },
    ...{ unitRatePpm: ratePpm, personalRatePpm: ratePpm, monthlyDepositFen, balanceFen, paidUntil },
    status: index % 25 === 3 ? 'sealed' : 'normal',
    openedOn: dayIn(addMonths(today.slice(0, 7), -months - (index % 60)), 15),
  };
};

const loanTerms = (index: number, today: string) => {
  const random = createRandom(`loan ${index}`);
  const loan: DemoLoan = {
    principalFen: random.between(30, 80) * 1_000_000,
    annualRatePpm: 26_000,
    termMonths: random.pick([180, 240, 360]),
    method: random.chance(60) ? 'equal-instalments' : 'equal-principal',
  };
  const month = today.slice(0, 7);
  const paid = random.between(8, 90) - (Number(today.slice(8)) < 20 ? 1 : 0);
  const firstMonth = addMonths(month, Number(today.slice(8)) < 20 ? -paid : 1 - paid);
  return { loan, paid, firstMonth, loanNumber: `LJ${String(202_000_001 + index)}` };
};

const repaymentsOf = (index: number, today: string): Values[] => {
  const { loan, paid, firstMonth, loanNumber } = loanTerms(index, today);
  const paidOnes = [...instalmentsOf(loan)].slice(0, paid);
  return paidOnes.map(({ instalment, ...parts }) => ({
    ...{
      accountNumber: accountNumber(index),
      loanNumber,
      instalment,
      day: dayIn(addMonths(firstMonth, instalment - 1), 20),
    },
    ...{ ...parts, penaltyFen: 0, amountFen: parts.principalFen + parts.interestFen },
  }));
};

const loanOf = (index: number, today: string): Values => {
  const { loan, paid, firstMonth, loanNumber } = loanTerms(index, today);
  const instalments = [...instalmentsOf(loan)];
  const next = instalments[paid];
  return {
    ...{ accountNumber: accountNumber(index), loanNumber, status: 'repaying', ...loan, paidInstalments: paid },
    remainingFen: instalments[paid - 1]?.remainingFen ?? loan.principalFen,
    startedOn: dayIn(addMonths(firstMonth, -1), 12),
    ...(next && {
      nextDay: dayIn(addMonths(firstMonth, paid), 20),
      nextAmountFen: next.principalFen + next.interestFen,
    }),
    cardTail: String(1000 + (index % 9000)),
  };
};

const stepNames = ['accepted', 'reviewing', 'approved', 'paid'] as const;

const applicationOf = (index: number, today: string): Values => {
  const random = createRandom(`application ${index}`);
  const reached = index === 0 ? 2 : random.between(1, 4);
  const appliedOn = addDays(today, -reached);
  const steps = stepNames
    .slice(0, reached)
    .map((step, at) => ({ step: step as string, at: instantOn(addDays(appliedOn, at), 570 + at * 7) }));
  const returned = index % 10 === 6;
  if (returned) steps.push({ step: 'returned', at: instantOn(today, 1) });
  return {
    accountNumber: accountNumber(index),
    applicationNumber: `TQ${String(2_026_000_001 + index)}`,
    ...{
      kind: 'withdrawal',
      purpose: random.pick(['租房提取', '还商贷提取', '购房提取']),
      amountFen: random.between(3, 60) * 100_000,
    },
    ...{ appliedOn, step: steps.at(-1)?.step, steps, expectedOn: addDays(appliedOn, 3) },
    ...(returned && { reason: '租赁合同缺少签字页，请补一张照片后重新提交' }),
  };
};

const every = (nth: number, index: number, rows: () => Values[]): Values[] => (index % nth === 0 ? rows() : []);

/** Accounts, three years of entries, loans of every third, applications of every second. */
export const housingFund: DemoSet = {
  kinds: {
    'fund-account': forEach((index, today) => [accountOf(index, today)]),
    'fund-deposit': forEach(entriesOf),
    'fund-loan': forEach((index, today) => every(3, index, () => [loanOf(index, today)])),
    'fund-repayment': forEach((index, today) => every(3, index, () => repaymentsOf(index, today))),
    'fund-application': forEach((index, today) => every(2, index, () => [applicationOf(index, today)])),
  },
  credentials: ['有贷款的职工', '没有贷款的职工'].map((title, index) => {
    const { name, phone, idNumber } = demoPerson(index);
    return { kind: 'fund-account', title, claims: { holderName: name, idNumber, phone } };
  }),
};
