import { describe, expect, it } from 'vitest';
import type { FundLoan } from '../../../../../lib/backend/kinds/fund-loan.ts';
import type { FundRepayment } from '../../../../../lib/backend/kinds/fund-repayment.ts';
import { createLoans } from '../../../../../lib/services/loans/index.ts';
import { RepaymentsInput } from '../../../../../lib/services/loans/model.ts';
import { contentOf } from '../../../../support/chat.ts';
import { aFund, aFundBinding as binding, fundSecrets } from '../../../../support/fund.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { anAsked, aPageUrl, callRoute } from '../../../../support/services.ts';

const organisation = await anOrganisation('housing-fund');
const aLoan = (changes: Partial<FundLoan> = {}): FundLoan => ({
  loanNumber: 'DK20200012345',
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
  ...changes,
});
const aRepayment = (day: string, changes: Partial<FundRepayment> = {}): FundRepayment => ({
  day,
  loanNumber: 'DK20200012345',
  instalment: 75,
  principalFen: 127_000,
  interestFen: 113_204,
  penaltyFen: 0,
  amountFen: 240_204,
  remainingFen: 52_000_000,
  ...changes,
});
const repayments = ['2026-09-20', '2026-08-20', '2026-07-20', '2025-12-20', '2025-11-20'].map((day) => aRepayment(day));
const aService = (loans: FundLoan[] = [aLoan()], flow = repayments) =>
  createLoans({
    pageUrl: aPageUrl,
    backend: aFund({
      'fund-loan': loans.map((record) => ({ key: record.startedOn, record })),
      'fund-repayment': flow.map((record) => ({ key: record.day, record })),
    }),
  });
const said = async (words: string, service = aService()) =>
  contentOf((await service.answer?.(anAsked(organisation, 'loans', { words, binding }))) ?? { type: 'none' });

describe('in chat, 我的贷款', () => {
  it('gives what is owed, the rate, the method, and the next repayment', async () => {
    const text = await said('我的贷款');
    expect(text).toContain('合同尾号2345（还款中）');
    expect(text).toContain('剩余本金：520,000.00元');
    expect(text).toContain('年利率2.6%，等额本息');
    expect(text).toContain('已还75期，共360期');
    expect(text).toContain('下次还款：2026年10月20日，应还2,402.04元');
    expect(text).toContain('尾号6789的还款卡');
    expect(text).not.toMatch(fundSecrets);
    expect(text).not.toContain('DK20200012345');
  });

  it('urges kindly when something is overdue', async () => {
    expect(await said('我的贷款', aService([aLoan({ status: 'overdue' })]))).toContain('有困难请回复“逾期”');
  });

  it('shows the open loans of several, a closed one only when it is all there is', async () => {
    const closed = aLoan({ status: 'closed', loanNumber: 'DK20100009999', remainingFen: 0, startedOn: '2010-01-01' });
    expect(await said('我的贷款', aService([aLoan(), closed]))).not.toContain('尾号9999');
    expect(await said('我的贷款', aService([closed]))).toContain('尾号9999（已结清）');
  });

  it('says so when there is none', async () => {
    expect(await said('我的贷款', aService([]))).toContain('没有查到公积金贷款。想了解怎样贷款，请回复“贷款”。');
  });

  it('with 流水 or a time gives the flow', async () => {
    expect(await said('还款流水')).toContain('最近还款：\n2026年9月20日　2,402.04元（本金1,270.00、利息1,132.04）');
    const year = await said('去年还款');
    expect(year).toContain('共2期，本金2,540.00元，利息2,264.08元');
    expect(year).toContain('/pages/loans?year=2025');
    expect(await said('2019年还款')).toContain('这段时间没有还款记录');
    const late = aService([aLoan()], [aRepayment('2026-09-25', { penaltyFen: 1234 })]);
    expect(await said('9月还款', late)).toContain('罚息12.34');
  });
});

describe('the loans page', () => {
  it('gets the loans with the latest repayments, contracts by their last characters', async () => {
    const answer = await callRoute(aService(), '/', { organisation, binding });
    expect(answer).toMatchObject({
      loans: [{ contract: '尾号2345' }],
      repayments: [{ day: '2026-09-20' }, {}, {}, {}, {}],
    });
    expect(JSON.stringify(answer)).not.toContain('DK20200012345');
  });

  it('gets a year of the flow with its sums', async () => {
    const answer = await callRoute(aService(), '/repayments', { organisation, binding, input: { year: '2025' } });
    expect(answer).toMatchObject({ year: '2025', principalFen: 254_000, interestFen: 226_408, penaltyFen: 0 });
    expect(RepaymentsInput.safeParse({ year: '25' }).success).toBe(false);
  });
});
