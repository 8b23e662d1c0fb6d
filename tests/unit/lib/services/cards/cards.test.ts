import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordOf } from '../../../../../lib/backend/kinds.ts';
import type { Bindings } from '../../../../../lib/followers/bindings.ts';
import type { Service } from '../../../../../lib/guard/service.ts';
import { createCards } from '../../../../../lib/services/cards/index.ts';
import { StatementQuery } from '../../../../../lib/services/cards/model.ts';
import { addDays, daysOfMonth, periodOf, totalsOf } from '../../../../../lib/services/cards/service.ts';
import { daysIn, directionIn } from '../../../../../lib/services/cards/words.ts';
import { contentOf } from '../../../../support/chat.ts';
import { anOpenid } from '../../../../support/followers.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { aBinding, anAsked, aPageUrl, callRoute } from '../../../../support/services.ts';
import { bindingsOf, type Recorded, systemsOf } from '../systems.ts';

const organisation = await anOrganisation('bank');
const now = Date.parse('2026-11-22T10:00:00+08:00');
const savingsNumber = '6299990000000000011';
const creditNumber = '6299980000000028';

const aSavingsCard: RecordOf<'bank-card'> = {
  holderName: '张小明',
  phone: '13800005678',
  type: 'savings',
  product: '惠民卡',
  status: 'active',
  balanceFen: 1_234_567,
  availableFen: 1_200_000,
};
const aCreditCard: RecordOf<'bank-card'> = {
  ...aSavingsCard,
  type: 'credit',
  product: '金卡',
  balanceFen: -321_050,
  availableFen: 1_678_950,
  limitFen: 2_000_000,
  points: 12_345,
  statementDay: 5,
};
const aTransaction = (
  day: string,
  amountFen: number,
  changes: Partial<RecordOf<'card-transaction'>> = {},
): RecordOf<'card-transaction'> => ({
  transaction: `T${day.replaceAll('-', '')}${Math.abs(amountFen)}`,
  at: `${day}T18:32:00+08:00`,
  amountFen,
  balanceFen: 1_234_567,
  summary: amountFen > 0 ? '工资' : '消费',
  counterparty: amountFen > 0 ? '临江软件园科技有限公司' : '滨江超市',
  ...changes,
});
const transactions = [
  aTransaction('2026-11-21', -3_500),
  aTransaction('2026-11-20', -20_000, { summary: '转账', counterparty: '李小红' }),
  aTransaction('2026-11-10', 800_000),
  aTransaction('2026-10-31', -9_999),
  aTransaction('2026-10-10', 790_000),
  aTransaction('2026-10-01', -100),
  aTransaction('2026-09-30', -5_000),
];
const aBill = (month: string, paidFen: number): RecordOf<'credit-bill'> => ({
  month,
  statementOn: `${month}-05`,
  dueDate: `${month}-25`,
  amountFen: 321_050,
  minimumFen: 32_105,
  paidFen,
  status: paidFen === 321_050 ? 'paid' : 'owed',
});

const savings = aBinding('bank-card', { id: 'savings', subject: savingsNumber, shown: '尾号0011', label: '工资卡' });
const credit = aBinding('bank-card', {
  id: 'credit',
  subject: creditNumber,
  shown: '尾号0028',
  label: '',
  isDefault: false,
});
const recorded: Recorded = {
  'bank-card': { [savingsNumber]: [aSavingsCard], [creditNumber]: [aCreditCard] },
  'card-transaction': { [savingsNumber]: transactions },
  'credit-bill': { [creditNumber]: [aBill('2026-11', 0), aBill('2026-10', 321_050)] },
};

const servicesOf = (given: Recorded = recorded, bound = [savings, credit]): Map<string, Service> => {
  const bindings = bindingsOf(anOpenid, bound) as Bindings;
  const services = createCards({ backend: systemsOf(given).backend, bindings, pageUrl: aPageUrl });
  return new Map(services.map((service) => [service.name, service]));
};
const said = async (name: string, words: string, services = servicesOf(), binding = savings): Promise<string> => {
  const asked = anAsked(organisation, name, { words, binding, now });
  return contentOf((await services.get(name)?.answer?.(asked)) ?? { type: 'none' });
};
const asks = (name: string, input: unknown = {}, binding = savings, services = servicesOf()) =>
  callRoute(services.get(name) as Service, '/', { organisation, binding, input, now });

describe('余额', () => {
  it('says what is on the default card, with its number masked and nothing about its holder', async () => {
    const text = await said('cards', '余额');
    expect(text).toContain('【工资卡 尾号0011】储蓄卡');
    expect(text).toContain('余额：12,345.67元');
    expect(text).toContain('可用：12,000.00元');
    expect(text).toContain('<a href="https://account.example/pages/cards?binding=savings">');
    expect(text).not.toMatch(/张小明|13800005678|62999/);
  });

  it('is about the card that the words name: by its digits, by its name, by its type', async () => {
    expect(await said('cards', '尾号0028余额')).toContain('【尾号0028】信用卡');
    expect(await said('cards', '信用卡余额')).toContain('已用：3,210.50元');
    expect(await said('cards', '工资卡余额', servicesOf(), credit)).toContain('【工资卡 尾号0011】');
    expect(await said('cards', '', servicesOf(), credit)).toContain('【尾号0028】信用卡');
  });

  it('says so when a card is lost, gone, or when there is no credit card', async () => {
    const lost = { ...recorded, 'bank-card': { [savingsNumber]: [{ ...aSavingsCard, status: 'lost' as const }] } };
    expect(await said('cards', '余额', servicesOf(lost))).toContain('已经挂失');
    expect(await said('cards', '余额', servicesOf({}))).toContain('/pages/bind?kind=bank-card');
    expect(await said('credit-bills', '账单', servicesOf(recorded, [savings]))).toContain('没有信用卡');
  });

  it('says what is overpaid on a credit card', async () => {
    const overpaid = { ...recorded, 'bank-card': { [creditNumber]: [{ ...aCreditCard, balanceFen: 5_000 }] } };
    expect(await said('cards', '', servicesOf(overpaid), credit)).toContain('多还的钱：50.00元');
  });
});

describe('明细', () => {
  it('lists the last five with sign and balance after', async () => {
    const text = await said('card-transactions', '明细');
    expect(text).toContain('最近5笔');
    expect(text.match(/元　?余额|余额 /g)).toHaveLength(5);
    expect(text).toContain('11月21日 18:32　消费　滨江超市\n　-35.00元　余额 12,345.67元');
    expect(text).toContain('+8,000.00元');
    expect(text).not.toContain('10月1日');
  });

  it('masks people and names shops', async () => {
    const text = await said('card-transactions', '明细');
    expect(text).toContain('转账　李**');
    expect(text).not.toContain('李小红');
  });

  it('keeps to the month that was named, and sums it', async () => {
    const text = await said('card-transactions', '上个月明细');
    expect(text).toContain('2026年10月1日至2026年10月31日');
    expect(text).toContain('收入 7,900.00元，支出 100.99元');
    expect(text).not.toContain('11月');
    expect(text).not.toContain('9月30日');
  });

  it('keeps to income or spending, to a day, and says when there is nothing', async () => {
    expect(await said('card-transactions', '上个月收入')).not.toContain('-99.99');
    expect(await said('card-transactions', '昨天的支出')).toContain('2026年11月21日：\n支出 35.00元');
    expect(await said('card-transactions', '去年8月明细')).toContain('没有交易');
  });

  it('fits into one message with the link, however long its words are', async () => {
    const long = Array.from({ length: 9 }, (_, at) =>
      aTransaction(`2026-11-0${at + 1}`, -100, { summary: '摘'.repeat(60), counterparty: '商'.repeat(50) }),
    );
    const text = await said(
      'card-transactions',
      '明细',
      servicesOf({ ...recorded, 'card-transaction': { [savingsNumber]: long } }),
    );
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
    expect(text).toMatch(/<a href="[^"]+">[^<]+<\/a>$/);
  });
});

describe('信用卡账单 and 积分', () => {
  it('are of the credit card even when a savings card is the default', async () => {
    const text = await said('credit-bills', '');
    expect(text).toContain('【尾号0028】信用卡\n2026年11月账单');
    expect(text).toContain('本期应还：3,210.50元\n最低还款：321.05元');
    expect(text).toContain('还款日：2026年11月25日，还有3天');
    expect(await said('card-points', '积分')).toContain('积分：12,345分');
  });

  it('say what is paid, and of another month', async () => {
    expect(await said('credit-bills', '上个月账单')).toContain('已经还清');
    expect(await said('credit-bills', '3月账单')).toContain('没有2026年3月的账单');
  });

  it('say how late it is', async () => {
    const late = { ...recorded, 'credit-bill': { [creditNumber]: [aBill('2026-10', 30_000)] } };
    const text = await said('credit-bills', '账单', servicesOf(late));
    expect(text).toContain('已经过了28天');
    expect(text).toContain('还差：2,910.50元（最低还差 21.05元）');
  });
});

describe('the routes of cards', () => {
  it('give a card without its number or its holder', async () => {
    const card = await asks('cards');
    expect(card).toMatchObject({ binding: 'savings', shown: '尾号0011', type: 'savings', balanceFen: 1_234_567 });
    expect(JSON.stringify(card)).not.toMatch(/张小明|13800005678|62999/);
    await expect(asks('cards', {}, savings, servicesOf({}))).rejects.toMatchObject({
      code: 'card_unknown',
      kind: 'reject',
    });
  });

  it('give the movements of a month with their sums', async () => {
    const statement = await asks('card-transactions', { month: '2026-10' });
    expect(statement).toMatchObject({
      period: { from: '2026-10-01', to: '2026-10-31' },
      totals: { incomeFen: 790_000, spendingFen: 10_099 },
    });
    expect(statement).not.toHaveProperty('next');
  });

  it('give the bills of the credit card, and none without one', async () => {
    expect(await asks('credit-bills')).toMatchObject({
      card: { binding: 'credit' },
      bills: [{ month: '2026-11' }, { leftFen: 0 }],
    });
    expect(await asks('credit-bills', {}, savings, servicesOf(recorded, [savings]))).toEqual({ bills: [] });
  });

  it('page through any number of movements: each once, in order', async () => {
    const anHour = fc.integer({ min: 0, max: 23 });
    const rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), anHour, fc.integer({ min: 1, max: 99 })), {
      minLength: 250,
      maxLength: 700,
      size: 'max',
    });
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const each = new Map(
          given.map(([day, hour, number]) => {
            const at = `2026-11-0${day}T${String(hour).padStart(2, '0')}:00:00+08:00`;
            return [`${at}#${number}`, { transaction: String(number), at, amountFen: -number, summary: '消费' }];
          }),
        );
        const services = servicesOf({ ...recorded, 'card-transaction': { [savingsNumber]: [...each.values()] } });
        const seen: string[] = [];
        let before: string | undefined;
        do {
          const input = before === undefined ? { month: '2026-11' } : { month: '2026-11', before };
          expect(StatementQuery.safeParse(input).success).toBe(true);
          const page = (await asks('card-transactions', input, savings, services)) as {
            movements: { at: string; amountFen: number }[];
            next?: string;
          };
          seen.push(...page.movements.map(({ at, amountFen }) => `${at}#${-amountFen}`));
          before = page.next;
        } while (before !== undefined);
        expect(seen).toEqual([...each.keys()].sort().reverse());
      }),
      { numRuns: 25 },
    );
  });
});

describe('a period', () => {
  it('is the last 30 days when nothing is named, and never older than three years', () => {
    expect(periodOf({}, now)).toEqual({ from: '2026-10-24', to: '2026-11-22' });
    expect(periodOf({ from: '2020-01-01', to: '2024-01-01' }, now)).toEqual({ from: '2023-11-22', to: '2024-01-01' });
    expect(() => periodOf({ month: '2022-01' }, now)).toThrow(/最近3年/);
    expect(() => periodOf({ from: '2026-11-02', to: '2026-11-01' }, now)).toThrow(/早于/);
  });

  it('of a month has each of its days and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2020, max: 2040 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const name = `${year}-${String(month).padStart(2, '0')}`;
        const { from, to } = daysOfMonth(name);
        expect([from.slice(0, 7), to.slice(0, 7)]).toEqual([name, name]);
        expect(addDays(from, -1).slice(0, 7) < name && addDays(to, 1).slice(0, 7) > name).toBe(true);
      }),
    );
  });

  it('is understood from words', () => {
    expect(daysIn('昨天的明细', now)).toEqual({ from: '2026-11-21', to: '2026-11-21' });
    expect(daysIn('最近七天', now)).toEqual({ from: '2026-11-16', to: '2026-11-22' });
    expect(daysIn('近一周流水', now)).toEqual({ from: '2026-11-16', to: '2026-11-22' });
    expect(daysIn('近三个月明细', now)).toEqual({ from: '2026-09-01', to: '2026-11-30' });
    expect(daysIn('二月份的明细', now)).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(daysIn('明细', now)).toBeUndefined();
    expect(['收支明细', '上个月花了多少', '工资到账了吗'].map(directionIn)).toEqual([undefined, 'spending', 'income']);
  });

  it('refuses what is no month, no day and no place in the list', () => {
    const refused = [{ month: '2026-13' }, { from: '2026-02-30' }, { before: "x' OR 1=1" }, { subject: savingsNumber }];
    expect(refused.map((input) => StatementQuery.safeParse(input).success)).toEqual([false, false, false, false]);
  });
});

describe('sums of movements', () => {
  it('add up to the sum of all, both parts positive', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e11, max: 1e11 })), (amounts) => {
        const { incomeFen, spendingFen } = totalsOf(amounts.map((amountFen) => ({ amountFen })));
        expect(incomeFen - spendingFen).toBe(amounts.reduce((sum, amount) => sum + amount, 0));
        expect(Math.min(incomeFen, spendingFen)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('each query of cards', () => {
  it('needs a verified follower with a card, is limited and on the trail', () => {
    for (const service of servicesOf().values()) {
      expect(service).toMatchObject({ tier: 'verified', binding: 'bank-card', dailyLimit: 'personal', audited: true });
    }
  });

  it('has a page to come back to, with what was asked', () => {
    const page = servicesOf().get('credit-bills')?.page;
    expect(page?.({ words: '上个月账单', now })).toEqual({
      path: '/pages/cards',
      query: { view: 'bills', month: '2026-10' },
    });
  });
});
