import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { ElectricityAccount } from '../../../../../lib/backend/kinds/electricity-account.ts';
import type { ElectricityBill } from '../../../../../lib/backend/kinds/electricity-bill.ts';
import { createBills } from '../../../../../lib/services/bills/index.ts';
import type { BillAnswer, Overview } from '../../../../../lib/services/bills/model.ts';
import { BillInput } from '../../../../../lib/services/bills/model.ts';
import { billsAsked, linesOf, positionIn, shownBill } from '../../../../../lib/services/bills/service.ts';
import { contentOf } from '../../../../support/chat.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { aBackend, aBinding, anAsked, aPageUrl, callRoute } from '../../../../support/services.ts';

const organisation = await anOrganisation('power');
const now = Date.parse('2026-10-10T09:00:00+08:00');
const steps = organisation.profile.tariffSteps ?? [];

const aBill = (changes: Partial<ElectricityBill> = {}): ElectricityBill => ({
  month: '2026-09',
  usageKwh: 312,
  yearUsageKwh: 2600,
  steps: [
    { step: 1, kwh: 232, priceCentifen: 5300 },
    { step: 2, kwh: 80, priceCentifen: 5800 },
  ],
  amountFen: 16936,
  status: 'owed',
  dueDate: '2026-10-25',
  ...changes,
});
const aPaidBill = (month: string): ElectricityBill =>
  aBill({ month, status: 'paid', steps: [{ step: 1, kwh: 100, priceCentifen: 5300 }], usageKwh: 100, amountFen: 5300 });
const anAccount = (changes: Partial<ElectricityAccount> = {}): ElectricityAccount => ({
  holderName: '张小明',
  phone: '13800005678',
  address: '临江市人民路18号',
  meterType: 'postpaid',
  areaId: 'linjiang',
  ...changes,
});

const bills = [aBill(), aPaidBill('2026-08'), aPaidBill('2026-07'), aPaidBill('2025-08')];
const aService = (account = anAccount(), given = bills) =>
  createBills({
    pageUrl: aPageUrl,
    backend: aBackend('6212345678', {
      'electricity-account': [{ key: 'record', record: account }],
      'electricity-bill': given.map((record) => ({ key: record.month, record })),
    }),
  });
const binding = aBinding('electricity-account');
const said = async (words: string, service = aService(), at = now) =>
  contentOf((await service.answer?.(anAsked(organisation, 'bills', { words, binding, now: at }))) ?? { type: 'none' });

describe('the lines of a bill', () => {
  const aStep = fc.record({
    step: fc.integer({ min: 1, max: 3 }),
    kwh: fc.integer({ min: 0, max: 100_000 }),
    priceCentifen: fc.integer({ min: 1, max: 20_000 }),
  });

  it('sum with the adjustment to the amount, whatever the amount', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 9 }), fc.integer({ min: 0, max: 1e9 }), (given, amountFen) => {
        const { lines, adjustmentFen } = linesOf({ steps: given, amountFen });
        expect(lines.reduce((sum, line) => sum + line.amountFen, adjustmentFen)).toBe(amountFen);
        expect(lines.every((line) => Number.isInteger(line.amountFen) && line.amountFen >= 0)).toBe(true);
      }),
    );
  });

  it('take up what rounding leaves, so that an amount which the steps explain has no adjustment', () => {
    fc.assert(
      fc.property(fc.array(aStep, { minLength: 1, maxLength: 9 }), (given) => {
        const exact = given.reduce((sum, { kwh, priceCentifen }) => sum + kwh * priceCentifen, 0) / 100;
        for (const amountFen of [Math.floor(exact), Math.round(exact), Math.ceil(exact)]) {
          const { adjustmentFen } = linesOf({ steps: given, amountFen });
          expect(Math.abs(adjustmentFen)).toBeLessThanOrEqual(1);
        }
        expect(linesOf({ steps: given, amountFen: Math.floor(exact) + 500 }).adjustmentFen).not.toBe(0);
      }),
    );
  });
});

describe('the place in the year’s tariff steps', () => {
  test.each([
    [0, 1, 2520],
    [2519, 1, 1],
    [2520, 2, 2280],
    [4799, 2, 1],
  ])('after %i kWh is step %i with %i kWh left', (usedKwh, step, leftKwh) =>
    expect(positionIn(steps, usedKwh)).toEqual({ usedKwh, step, leftKwh }),
  );

  it('has no end in the last step', () => {
    expect(positionIn(steps, 4800)).toEqual({ usedKwh: 4800, step: 3 });
    expect(positionIn(steps, 1e6)).toEqual({ usedKwh: 1e6, step: 3 });
  });
});

describe('a bill', () => {
  it('is overdue from the day after its last day, in Beijing', () => {
    expect(shownBill(aBill(), Date.parse('2026-10-25T23:59:59+08:00')).overdue).toBe(false);
    expect(shownBill(aBill(), Date.parse('2026-10-26T00:00:00+08:00')).overdue).toBe(true);
    expect(shownBill(aPaidBill('2026-08'), Date.parse('2027-01-01T00:00:00+08:00')).overdue).toBe(false);
  });

  test.each([
    ['电费', { kind: 'latest' }],
    ['', { kind: 'latest' }],
    ['上个月电费', { kind: 'month', month: '2026-09' }],
    ['2026年8月电费', { kind: 'month', month: '2026-08' }],
    ['今年电费', { kind: 'months', range: { from: '2026-01', to: '2026-12' } }],
    ['近三个月电费', { kind: 'recent', count: 3 }],
    ['近九十个月', { kind: 'recent', count: 24 }],
    ['历史账单', { kind: 'recent', count: 6 }],
    ['2026年8月历史账单', { kind: 'month', month: '2026-08' }],
  ])('is asked for by %s', (words, asked) => expect(billsAsked(words, now)).toEqual(asked));
});

describe('in chat, 电费', () => {
  it('gives usage, steps, amount, what to do by when, the year’s step, and the link', async () => {
    expect(await said('电费')).toBe(
      [
        '【家 62****5678】',
        '2026年9月　用电312度',
        '一档：232度 × 0.53元 = 122.96元',
        '二档：80度 × 0.58元 = 46.40元',
        '合计：169.36元',
        '还没交，请在2026年10月25日前交清。',
        '2026年累计2600度，在第二档，再用2200度进入第三档。',
        '<a href="https://account.example/pages/bills?">看账单和24个月走势</a>',
      ].join('\n'),
    );
  });

  it('of a month gives that month, and its page', async () => {
    const text = await said('2026年8月电费');
    expect(text).toContain('2026年8月　用电100度');
    expect(text).toContain('已交清');
    expect(text).toContain('/pages/bills?month=2026-08');
  });

  it('of this month, which has not ended, says so and gives the newest', async () => {
    const text = await said('这个月电费');
    expect(text).toContain('2026年10月的账单还没有出');
    expect(text).toContain('2026年9月　用电312度');
  });

  it('of a month before the records says where older bills are', async () => {
    expect(await said('2020年1月电费')).toContain('没有查到2020年1月的账单。更早的账单，请户主带身份证到营业厅打印。');
    expect(await said('电费', aService(anAccount(), []))).toContain('还没有查到这个户号的账单');
  });

  it('of a year sums its months', async () => {
    expect(await said('今年电费')).toContain('3个月共512度，275.36元。');
    expect(await said('近两个月电费')).toContain('2个月共412度，222.36元。');
  });

  it('by a tap on 历史账单 lists the latest months', async () => {
    const topic = organisation.profile.topics.find(({ id }) => id === 'bill-history');
    if (topic === undefined) throw new Error('no topic');
    const reply = await aService().answer?.(anAsked(organisation, 'bills', { binding, topic }));
    expect(contentOf(reply ?? { type: 'none' })).toContain('4个月共612度');
  });

  it('of a prepaid meter gives what is left, and urges when that is little', async () => {
    const service = aService(anAccount({ meterType: 'prepaid', prepaidBalanceFen: 2999 }));
    expect(await said('电费', service)).toContain('电表余额：29.99元，请尽快购电');
    const rich = aService(anAccount({ meterType: 'prepaid', prepaidBalanceFen: 3000 }));
    expect(await said('电费', rich)).toContain('电表余额：30.00元\n');
  });

  it('never shows the account number, the holder, the phone or the address', async () => {
    for (const words of ['电费', '今年电费', '2020年1月电费']) {
      expect(await said(words)).not.toMatch(/6212345678|张小明|13800005678|人民路/);
    }
  });

  it('leads whom the guard sends away first back to the month that was asked for', () => {
    expect(aService().page?.({ words: '上个月电费', now })).toEqual({
      path: '/pages/bills',
      query: { month: '2026-09' },
    });
    expect(aService().page?.({ words: '电费', now })).toEqual({ path: '/pages/bills' });
  });
});

describe('the bills page', () => {
  it('gets 24 months at a glance, beside the daily limit but on the trail', async () => {
    const many = Array.from({ length: 30 }, (_, at) => aPaidBill(`20${20 + Math.floor(at / 12)}-0${(at % 9) + 1}`));
    const overview = (await callRoute(aService(anAccount(), many), '/', { organisation, binding })) as Overview;
    expect(overview.months).toHaveLength(24);
    expect(Object.keys(overview.months[0] ?? {})).toEqual(['month', 'usageKwh', 'amountFen', 'status']);
    expect(overview).not.toHaveProperty('prepaidBalanceFen');
    const service = aService();
    expect(service.routes?.find(({ path }) => path === '/')?.dailyLimit).toBe('none');
    expect(service).toMatchObject({ dailyLimit: 'personal', audited: true, tier: 'registered' });
  });

  it('gets one month, the newest, or that there is none', async () => {
    const get = (month: string) => callRoute(aService(), '/:month', { organisation, binding, input: { month } });
    expect(await get('2026-08')).toMatchObject({ kind: 'found', bill: { month: '2026-08' }, position: { step: 2 } });
    expect(((await get('latest')) as BillAnswer & { kind: 'found' }).bill.month).toBe('2026-09');
    expect(await get('2019-01')).toEqual({ kind: 'missing' });
  });

  it.each(['2026-13', '2026-8', '../x', ''])('refuses %j as a month, in words for people', (month) => {
    expect(BillInput.safeParse({ month }).error?.issues[0]?.message).toBe('月份要写成 2026-08 这样。');
  });
});
