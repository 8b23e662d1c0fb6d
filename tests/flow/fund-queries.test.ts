import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { YearOfDeposits } from '../../lib/services/deposits/model.ts';
import type { LoansShown } from '../../lib/services/loans/model.ts';
import { type OpenAccount, openAccount } from './support/account.ts';
import { aBoundPerson, type BoundPerson } from './support/bound.ts';
import { openWebView } from './support/pages.ts';

let account: OpenAccount;
let bound: BoundPerson;
beforeAll(async () => {
  account = await openAccount({ organisation: 'housing-fund' });
  bound = await aBoundPerson(account, 'fund-account');
});
afterAll(() => account?.close());

/** Nothing that the follower proved comes back in full. */
const withoutSecrets = (answer: unknown): void => {
  for (const claim of Object.values(bound.claims)) expect(JSON.stringify(answer)).not.toContain(claim);
};

it('H2 account: 余额 gives balance, unit, base, rates and state, and so does the page', async () => {
  const text = await bound.ask('余额');
  expect(text).toMatch(/余额：[\d,]+\.\d\d元\n状态：/);
  expect(text).toContain('缴存比例：');
  const page = await bound.view.get('/api/fund-account');
  expect(page).toMatchObject({ status: 200, body: { kind: 'found', account: { status: expect.any(String) } } });
  withoutSecrets([text, page]);
});

it('H3 deposits: by the latest, the month and the year', async () => {
  expect(await bound.ask('缴存明细')).toContain('最近8笔');
  expect(await bound.ask('去年缴存明细')).toMatch(/年，共\d+笔[\s\S]*合计：汇缴/);
  const page = await bound.view.get('/api/deposits');
  const { entries, years } = page.body as unknown as YearOfDeposits;
  expect(entries.length).toBeGreaterThan(0);
  expect(years.length).toBeGreaterThan(1);
  expect((await bound.view.get(`/api/deposits?year=${years[1]}`)).status).toBe(429);
  withoutSecrets(page);
});

it('H4 loan: facts, next repayment and flow', async () => {
  const text = await bound.ask('我的贷款');
  expect(text).toMatch(/剩余本金：[\d,]+\.\d\d元/);
  expect(text).toMatch(/下次还款：\d{4}年\d+月\d+日，应还/);
  expect(await bound.ask('还款流水')).toContain('最近还款：');
  const { loans, repayments } = (await bound.view.get('/api/loans')).body as unknown as LoansShown;
  expect(loans).toHaveLength(1);
  expect(repayments.length).toBeGreaterThan(0);
  const sums = repayments.map(({ principalFen, interestFen, penaltyFen }) => principalFen + interestFen + penaltyFen);
  expect(sums).toEqual(repayments.map(({ amountFen }) => amountFen));
});

it('H5 progress: what is under way, with the next step', async () => {
  const text = await bound.ask('进度');
  expect(text).toMatch(/受理编号：(TQ|DK)\d{10}|没有查到在办的业务/);
  expect((await bound.view.get('/api/applications')).body).toMatchObject({ applications: expect.any(Array) });
});

describe('H6 calculator', () => {
  it('answers anybody: 贷款50万20年', async () => {
    const person = await account.follow();
    await person.say('贷款50万20年');
    const text = (await person.heard()).at(-1) ?? '';
    expect(text).toContain('等额本息：每月2,673.94元');
    expect(text).toContain('/pages/loan-calculator?fund=50');
  });

  it('has its page without any binding', async () => {
    const person = await account.follow();
    const view = openWebView(account, person);
    expect(await view.open('/pages/loan-calculator')).toContain('/pages/loan-calculator');
    expect(await view.get('/api/loan-calculator')).toMatchObject({ status: 200, body: { loans: { mostYears: 30 } } });
  });
});

it('leads whom has bound nothing to the binding page, for every query', async () => {
  const person = await account.follow();
  for (const words of ['余额', '缴存明细', '我的贷款', '进度']) {
    await person.say(words);
    expect((await person.heard()).at(-1)).toContain('/pages/bind?kind=fund-account');
  }
});
