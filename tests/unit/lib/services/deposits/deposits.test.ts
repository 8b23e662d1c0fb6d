import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FundDeposit } from '../../../../../lib/backend/kinds/fund-deposit.ts';
import { createDeposits } from '../../../../../lib/services/deposits/index.ts';
import { DepositsInput, type YearOfDeposits } from '../../../../../lib/services/deposits/model.ts';
import { sumsOf } from '../../../../../lib/services/deposits/service.ts';
import { contentOf } from '../../../../support/chat.ts';
import { aFund, aFundAccount, aFundBinding as binding, fundSecrets } from '../../../../support/fund.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { anAsked, aPageUrl, callRoute } from '../../../../support/services.ts';

const organisation = await anOrganisation('housing-fund');
const anEntry = (day: string, changes: Partial<FundDeposit> = {}): FundDeposit => ({
  entry: `E${day.replaceAll('-', '')}`,
  day,
  kind: 'deposit',
  month: day.slice(0, 7),
  amountFen: 192_000,
  balanceFen: 1_000_000,
  ...changes,
});
const anInterest = (day: string) => ({ ...anEntry(day), kind: 'interest', amountFen: 12_345 }) as const;
const entries = [
  anEntry('2026-09-06', { balanceFen: 2_000_000 }),
  anEntry('2026-08-20', { kind: 'withdrawal', amountFen: -150_000 }),
  anEntry('2026-08-06'),
  anInterest('2026-06-30'),
  anEntry('2025-12-08'),
  anEntry('2025-11-07', { kind: 'makeup' }),
];
const aService = (given: FundDeposit[] = entries) =>
  createDeposits({
    pageUrl: aPageUrl,
    backend: aFund({
      'fund-account': [{ key: 'record', record: aFundAccount() }],
      'fund-deposit': given.map((record) => ({ key: `${record.day}#${record.entry}`, record })),
    }),
  });
const said = async (words: string, service = aService()) =>
  contentOf((await service.answer?.(anAsked(organisation, 'deposits', { words, binding }))) ?? { type: 'none' });

describe('in chat, 缴存明细', () => {
  it('lists the latest entries and the balance', async () => {
    const text = await said('缴存明细');
    expect(text).toContain('最近6笔：\n2026年9月6日　汇缴（2026年9月）　1,920.00元');
    expect(text).toContain('提取');
    expect(text).toContain('余额：20,000.00元');
    expect(text).not.toMatch(fundSecrets);
  });

  it('of a month or a year lists and sums them, and links to the year', async () => {
    const month = await said('8月缴存明细');
    expect(month).toContain('2026年8月，共2笔');
    expect(month).toContain('合计：汇缴1,920.00元，提取1,500.00元');
    const year = await said('去年缴存明细');
    expect(year).toContain('2025年，共2笔');
    expect(year).toContain('合计：汇缴1,920.00元，补缴1,920.00元');
    expect(year).toContain('/pages/deposits?year=2025');
  });

  it('says so when there is nothing', async () => {
    expect(await said('2020年明细')).toContain('没有查到2020年的缴存记录');
    expect(await said('明细', aService([]))).toContain('没有查到缴存记录');
  });

  it('of a long time stays within one message', async () => {
    const many = Array.from({ length: 180 }, (_, at) => anEntry(`2026-01-${String((at % 28) + 1).padStart(2, '0')}`));
    const text = await said('今年明细', aService(many));
    expect(text).toContain('……只列出最近8笔');
    expect(Buffer.byteLength(text)).toBeLessThan(2048);
  });
});

describe('the deposits page', () => {
  it('gets this year, or the year it names, with the years of the account', async () => {
    const get = (input: { year?: string }) => callRoute(aService(), '/', { organisation, binding, input });
    const thisYear = (await get({})) as YearOfDeposits;
    expect(thisYear).toMatchObject({
      year: '2026',
      years: ['2026', '2025', '2024', '2023', '2022', '2021', '2020', '2019'],
    });
    expect(thisYear.entries).toHaveLength(4);
    expect(thisYear.sums).toEqual({ depositFen: 384_000, makeupFen: 0, interestFen: 12_345, withdrawalFen: 150_000 });
    expect(((await get({ year: '2025' })) as YearOfDeposits).entries).toHaveLength(2);
    expect(JSON.stringify(thisYear)).not.toMatch(fundSecrets);
  });

  it.each(['26', '2026-01', '3026', 'x'])('refuses %s as a year', (year) => {
    expect(DepositsInput.safeParse({ year }).success).toBe(false);
  });

  it('has sums that account for every fen', () => {
    const amount = fc.integer({ min: 0, max: 1e9 });
    const any = fc.oneof(
      fc.record({
        kind: fc.constantFrom('deposit' as const, 'makeup' as const, 'interest' as const),
        amountFen: amount,
      }),
      fc.record({ kind: fc.constant('withdrawal' as const), amountFen: amount.map((fen) => 0 - fen) }),
    );
    fc.assert(
      fc.property(fc.array(any), (given) => {
        const { depositFen, makeupFen, interestFen, withdrawalFen } = sumsOf(given);
        const all = given.reduce((sum, { amountFen }) => sum + amountFen, 0);
        expect(depositFen + makeupFen + interestFen - withdrawalFen).toBe(all);
      }),
    );
  });
});
