import type { Values } from '../../lib/backend/definition.ts';
import { luhnDigit } from '../../lib/backend/luhn.ts';
import { addDays, addMonths, dayIn, instantOn } from './calendar.ts';
import { type DemoSet, forEach } from './demo-data.ts';
import { demoPerson } from './people.ts';
import { createRandom } from './random.ts';

/** Card numbers of issuers that do not exist: 629999 savings, 629998 credit. */
const cardNumber = (index: number, isCredit: boolean): string => {
  const digits = isCredit
    ? `629998${String(index + 1).padStart(9, '0')}`
    : `629999${String(index + 1).padStart(12, '0')}`;
  return digits + luhnDigit(digits);
};

const isCreditCard = (index: number): boolean => index % 2 === 1;
/** The person behind a card: everybody has a savings and a credit card. */
const holder = (index: number) => demoPerson(Math.floor(index / 2));
const numberOf = (index: number): string => cardNumber(index, isCreditCard(index));

const spending = [
  ['消费', '临江百货'],
  ['消费', '滨江超市'],
  ['水电燃气', '临江供电'],
  ['转账', '刘*'],
  ['消费', '好味道餐厅'],
] as const;
const spanDays = 90;

/** Movements of the last 90 days, oldest first; a savings card gets its pay on the 10th. */
function* transactionsOf(index: number, today: string): Generator<Values & { balanceFen: number }> {
  const random = createRandom(`card ${index}`);
  const isCredit = isCreditCard(index);
  let balanceFen = isCredit ? 0 : random.between(500_000, 8_000_000);
  for (let back = spanDays; back >= 0; back -= 1) {
    const day = addDays(today, -back);
    const pays = !isCredit && day.endsWith('-10');
    if (!pays && !random.chance(35)) continue;
    const [summary, counterparty] = pays ? (['工资', '临江软件园科技有限公司'] as const) : random.pick(spending);
    const amountFen = pays ? random.between(500_000, 1_500_000) : -random.between(500, 30_000);
    balanceFen += amountFen;
    const transaction = `${day.replaceAll('-', '')}${String(index).padStart(8, '0')}`;
    yield {
      cardNumber: numberOf(index),
      transaction,
      at: instantOn(day, random.between(480, 1300)),
      amountFen,
      balanceFen,
      summary,
      counterparty,
    };
  }
}

const statementDayOf = (index: number): number => createRandom(`statement ${index}`).pick([5, 12, 20]);

const cardOf = (index: number, today: string): Values => {
  const { name, phone } = holder(index);
  let balanceFen = 0;
  for (const transaction of transactionsOf(index, today)) balanceFen = transaction.balanceFen;
  const limitFen = createRandom(`limit ${index}`).between(10, 60) * 100_000;
  const common = { cardNumber: numberOf(index), holderName: name, phone, status: 'active', balanceFen };
  if (!isCreditCard(index))
    return { ...common, type: 'savings', product: '惠民卡', availableFen: balanceFen, branch: '临江银行人民路支行' };
  const points = createRandom(`points ${index}`).between(0, 60_000);
  const availableFen = Math.max(0, limitFen + balanceFen);
  return {
    ...common,
    type: 'credit',
    product: '金卡',
    availableFen,
    limitFen,
    points,
    statementDay: statementDayOf(index),
  };
};

const billOf = (index: number, month: string, today: string): Values => {
  const random = createRandom(`bill ${index} ${month}`);
  const statementOn = dayIn(month, statementDayOf(index));
  const amountFen = random.between(20_000, 600_000);
  const dueDate = addDays(statementOn, 20);
  const paidFen = dueDate < today ? amountFen : 0;
  const minimumFen = Math.ceil(amountFen / 10);
  return {
    cardNumber: numberOf(index),
    month,
    statementOn,
    dueDate,
    amountFen,
    minimumFen,
    paidFen,
    status: paidFen === 0 ? 'owed' : 'paid',
  };
};

/** A savings and a credit card for everybody in turn; 90 days of movements; a year of credit-card bills. */
export const bank: DemoSet = {
  kinds: {
    'bank-card': forEach((index, today) => [cardOf(index, today)]),
    'card-transaction': forEach(transactionsOf),
    'credit-bill': forEach(function* (index, today) {
      const thisMonth = today.slice(0, 7);
      const latest = dayIn(thisMonth, statementDayOf(index)) <= today ? thisMonth : addMonths(thisMonth, -1);
      for (let back = isCreditCard(index) ? 11 : -1; back >= 0; back -= 1)
        yield billOf(index, addMonths(latest, -back), today);
    }),
  },
  credentials: ['储蓄卡', '信用卡', '另一人的储蓄卡'].map((title, index) => {
    const { name, phone } = holder(index);
    return { kind: 'bank-card', title, claims: { cardNumber: numberOf(index), holderName: name, phone } };
  }),
};
