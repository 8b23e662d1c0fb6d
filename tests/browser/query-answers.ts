import type { ElectricityBill } from '../../lib/backend/kinds/electricity-bill.ts';
import type { FundDeposit } from '../../lib/backend/kinds/fund-deposit.ts';
import type { FundRepayment } from '../../lib/backend/kinds/fund-repayment.ts';
import type { Backend } from '../../lib/backend/port.ts';
import type { Binding } from '../../lib/followers/binding.ts';
import type { CodeSender } from '../../lib/followers/code-sender.ts';
import type { Service } from '../../lib/guard/service.ts';
import { addMonths } from '../../lib/platform/months.ts';
import type { Organisation } from '../../lib/platform/organisation.ts';
import { createAccountData } from '../../lib/services/account-data/index.ts';
import { createApplications } from '../../lib/services/applications/index.ts';
import { createBills } from '../../lib/services/bills/index.ts';
import { createDeposits } from '../../lib/services/deposits/index.ts';
import { createFundAccount } from '../../lib/services/fund-account/index.ts';
import { createLoanCalculator } from '../../lib/services/loan-calculator/index.ts';
import { createLoans } from '../../lib/services/loans/index.ts';
import { aFund, aFundAccount, aFundBinding } from '../support/fund.ts';
import { anOrganisation } from '../support/organisations.ts';
import { aBackend, aBinding, aPageUrl, callRoute } from '../support/services.ts';
import type { Answers } from './pages-answers.ts';

const [power, fund] = await Promise.all([anOrganisation('power'), anOrganisation('housing-fund')]);
const home = aBinding('electricity-account');
/** No code is sent here: what the codes do is a matter of unit tests. */
const noCodes: CodeSender = {
  send: async () => ({ kind: 'too-many' }),
  redeem: async () => ({ kind: 'spent' }),
};
const newest = '2026-09';

const aBill = (age: number): ElectricityBill => {
  const month = addMonths(newest, -age);
  const usageKwh = 160 + ((age * 53) % 240);
  const second = age % 4 === 0 ? 40 : 0;
  return {
    month,
    usageKwh,
    yearUsageKwh: 200 * Number(month.slice(5)) + 700,
    previousReadingKwh: 12_000 - age * 300,
    readingKwh: 12_000 - age * 300 + usageKwh,
    steps: [
      { step: 1, kwh: usageKwh - second, priceCentifen: 5300 },
      ...(second === 0 ? [] : [{ step: 2, kwh: second, priceCentifen: 5800 }]),
    ],
    amountFen: (usageKwh - second) * 53 + second * 58,
    status: age === 0 ? 'owed' : 'paid',
    dueDate: `${addMonths(month, 1)}-25`,
  };
};

const aDeposit = (age: number): FundDeposit => {
  const month = addMonths(newest, -age);
  return {
    entry: `E${age}`,
    day: `${month}-06`,
    kind: 'deposit',
    month,
    amountFen: 192_000,
    balanceFen: 12_345_678 - age * 192_000,
  };
};

const aRepayment = (age: number): FundRepayment => ({
  day: `${addMonths(newest, -age)}-20`,
  loanNumber: 'DK2020071234',
  instalment: 75 - age,
  principalFen: 127_000 - age * 270,
  interestFen: 113_204 + age * 270,
  penaltyFen: 0,
  amountFen: 240_204,
  remainingFen: 52_000_000 + age * 127_000,
});

const powerBackend = aBackend(home.subject, {
  'electricity-account': [
    {
      key: 'record',
      record: {
        holderName: '张小明',
        phone: '13800005678',
        address: '临江市城中区人民路18号3栋501室',
        meterType: 'postpaid',
        areaId: 'linjiang',
      },
    },
  ],
  'electricity-bill': Array.from({ length: 30 }, (_, age) => aBill(age)).map((record) => ({
    key: record.month,
    record,
  })),
});

const fundBackend = aFund({
  'fund-account': [{ key: 'record', record: aFundAccount() }],
  'fund-deposit': Array.from({ length: 30 }, (_, age) => aDeposit(age)).map((record) => ({ key: record.day, record })),
  'fund-repayment': Array.from({ length: 30 }, (_, age) => aRepayment(age)).map((record) => ({
    key: record.day,
    record,
  })),
  'fund-loan': [
    {
      key: '2020-07-01',
      record: {
        loanNumber: 'DK2020071234',
        status: 'repaying',
        principalFen: 60_000_000,
        remainingFen: 52_000_000,
        annualRatePpm: 26_000,
        method: 'equal-instalments',
        termMonths: 360,
        paidInstalments: 75,
        startedOn: '2020-07-01',
        nextDay: '2026-10-20',
        nextAmountFen: 240_204,
        cardTail: '6789',
      },
    },
  ],
  'fund-application': [
    {
      key: '2026-10-09',
      record: {
        applicationNumber: 'TQ2026100001',
        kind: 'withdrawal',
        purpose: '租房提取',
        amountFen: 900_000,
        appliedOn: '2026-10-09',
        step: 'reviewing',
        steps: [
          { step: 'accepted', at: '2026-10-09T09:10:00+08:00' },
          { step: 'reviewing', at: '2026-10-09T15:00:00+08:00' },
        ],
        expectedOn: '2026-10-12',
      },
    },
    {
      key: '2026-08-01',
      record: {
        applicationNumber: 'TQ2026080002',
        kind: 'withdrawal',
        purpose: '还贷提取',
        amountFen: 2_400_000,
        appliedOn: '2026-08-01',
        step: 'returned',
        steps: [
          { step: 'accepted', at: '2026-08-01T09:10:00+08:00' },
          { step: 'returned', at: '2026-08-02T11:00:00+08:00' },
        ],
        reason: '还款流水缺最近三个月',
      },
    },
  ],
});

/** What the page of a service would get, past the guard. */
const asked = (service: Service, organisation: Organisation, path: string, binding?: Binding) => (input: unknown) =>
  callRoute(service, path, { organisation, input, ...(binding === undefined ? {} : { binding }) });

const ports = { pageUrl: aPageUrl, codes: noCodes };
const bill = asked(createBills({ ...ports, backend: powerBackend }), power, '/:month', home);
const overview = asked(createBills({ ...ports, backend: powerBackend }), power, '/', home);
const [accountData] = createAccountData({ ...ports, backend: powerBackend }) as [Service, Service];
const fundService = (create: (given: typeof ports & { backend: Backend }) => Service, path = '/') =>
  asked(create({ ...ports, backend: fundBackend }), fund, path, aFundBinding);

const months = ['latest', ...Array.from({ length: 30 }, (_, age) => addMonths(newest, -age)), '2026-10'];
const years = ['2026', '2025', '2024', '2023', '2022', '2021', '2020', '2019'];

/** Answers made once, chosen by a part of the query. */
const byYear = async (ask: (input: unknown) => Promise<unknown>) => {
  const answers = new Map(await Promise.all(years.map(async (year) => [year, await ask({ year })] as const)));
  return (_: unknown, query: URLSearchParams) => ({ body: answers.get(query.get('year') ?? '2026') });
};

const always = async (answer: Promise<unknown>) => {
  const body = await answer;
  return () => ({ body });
};

const shown = ({ id, kind, label, role, isDefault, boundAt, shown: masked }: Binding) => ({
  ...{ id, kind, label, role, isDefault, boundAt },
  shown: masked,
});

/** What `/api` answers of power and of the fund, by the services themselves over made-up records. */
export const queryAnswers = async (): Promise<Answers> => ({
  'GET /api/binding/list': () => ({ body: { bindings: [home, aFundBinding].map(shown) } }),
  'GET /api/bills': await always(overview({})),
  ...Object.fromEntries(
    await Promise.all(months.map(async (month) => [`GET /api/bills/${month}`, await always(bill({ month }))])),
  ),
  'GET /api/account-data': await always(asked(accountData, power, '/', home)({})),
  'GET /api/fund-account': await always(fundService(createFundAccount)({})),
  'GET /api/deposits': await byYear(fundService(createDeposits)),
  'GET /api/loans': await always(fundService(createLoans)({})),
  'GET /api/loans/repayments': await byYear(fundService(createLoans, '/repayments')),
  'GET /api/applications': await always(fundService(createApplications)({})),
  'GET /api/loan-calculator': await always(asked(createLoanCalculator(ports), fund, '/')({})),
});
