import type { Values } from '../../lib/backend/definition.ts';
import { powerAreas } from './areas/power-areas.ts';
import { addMonths, dayIn, instantOn, monthOfYear } from './calendar.ts';
import { type DemoSet, forEach } from './demo-data.ts';
import { demoAddress, demoPerson } from './people.ts';
import { createRandom } from './random.ts';

/** Steps of the residential tariff: kWh in a year up to which a price holds, and the price in hundredths of a fen. */
const tariff = [
  { upTo: 2520, priceCentifen: 5300 },
  { upTo: 4800, priceCentifen: 5800 },
  { upTo: Number.POSITIVE_INFINITY, priceCentifen: 8300 },
] as const;

/** Share of an ordinary month, by month: heating and cooling. */
const seasons = [1.35, 1.25, 0.95, 0.8, 0.75, 1, 1.5, 1.6, 1.15, 0.8, 0.85, 1.2] as const;
const months = 24;

const accountNumber = (index: number): string => `62${10_000_001 + index}`;

const usageIn = (index: number, month: string): number => {
  const ordinary = createRandom(`power ${index}`).between(90, 420);
  const season = seasons[monthOfYear(month) - 1] ?? 1;
  return Math.round((ordinary * season * createRandom(`power ${index} ${month}`).between(85, 115)) / 100);
};

const yearUsageTo = (index: number, month: string): number => {
  let sum = 0;
  for (let back = 0; back < monthOfYear(month); back += 1) sum += usageIn(index, addMonths(month, -back));
  return sum;
};

/** The part of a month's energy in each tariff step, where the year had used `before` already. */
export const stepsOf = (before: number, usage: number) => {
  const parts = tariff.map(({ upTo, priceCentifen }, at) => {
    const from = Math.max(before, tariff[at - 1]?.upTo ?? 0);
    return { step: at + 1, kwh: Math.max(0, Math.min(before + usage, upTo) - from), priceCentifen };
  });
  return parts.filter(({ kwh }) => kwh > 0);
};

const billOf = (index: number, month: string, today: string): Values => {
  const usageKwh = usageIn(index, month);
  const yearUsageKwh = yearUsageTo(index, month);
  const steps = stepsOf(yearUsageKwh - usageKwh, usageKwh);
  const amountFen = Math.round(steps.reduce((sum, { kwh, priceCentifen }) => sum + kwh * priceCentifen, 0) / 100);
  const random = createRandom(`bill ${index} ${month}`);
  const paidOn = dayIn(addMonths(month, 1), random.between(6, 24));
  // Some leave their latest bill for later, the first two known people among them.
  const isLate = month === addMonths(today.slice(0, 7), -1) && index % 20 < 2;
  const paid =
    paidOn < today && !isLate
      ? { status: 'paid', paidAt: instantOn(paidOn, random.between(420, 1320)) }
      : { status: 'owed' };
  const dueDate = dayIn(addMonths(month, 1), 25);
  return { accountNumber: accountNumber(index), month, usageKwh, yearUsageKwh, steps, amountFen, dueDate, ...paid };
};

const accountOf = (index: number): Values => {
  const { name, phone, random } = demoPerson(index);
  const prepaid = index === 2 || random.chance(8);
  return {
    accountNumber: accountNumber(index),
    holderName: name,
    phone,
    mail: `user${index + 1}@example.com`,
    ...demoAddress(random),
    meterType: prepaid ? 'prepaid' : 'postpaid',
    ...(prepaid && { prepaidBalanceFen: random.between(500, 20_000) }),
    servicePassword: String(random.between(100_000, 999_999)),
  };
};

/** 户号 and 24 months of bills. Bills are drawn up on the 5th: the latest is last month's. */
export const power: DemoSet = {
  kinds: {
    'electricity-account': forEach((index) => [accountOf(index)]),
    'electricity-bill': forEach(function* (index, today) {
      const latest = addMonths(today.slice(0, 7), Number(today.slice(8)) < 5 ? -2 : -1);
      for (let back = months - 1; back >= 0; back -= 1) yield billOf(index, addMonths(latest, -back), today);
    }),
  },
  areas: powerAreas,
  credentials: ['自己家', '父母家', '预付费电表'].map((title, index) => {
    const { name, phone } = demoPerson(index);
    return {
      kind: 'electricity-account',
      title,
      claims: { accountNumber: accountNumber(index), holderName: name, phone },
    };
  }),
};
