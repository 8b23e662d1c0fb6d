import { describe, expect, it } from 'vitest';
import type { FundApplication } from '../../../../../lib/backend/kinds/fund-application.ts';
import { createApplications } from '../../../../../lib/services/applications/index.ts';
import { shownApplication } from '../../../../../lib/services/applications/service.ts';
import { contentOf } from '../../../../support/chat.ts';
import { aFund, aFundBinding as binding } from '../../../../support/fund.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { anAsked, aPageUrl, callRoute } from '../../../../support/services.ts';

const organisation = await anOrganisation('housing-fund');
const now = Date.parse('2026-10-10T09:00:00+08:00');
const anApplication = (changes: Partial<FundApplication> = {}): FundApplication => ({
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
  ...changes,
});
const aService = (...applications: FundApplication[]) =>
  createApplications({
    pageUrl: aPageUrl,
    backend: aFund({ 'fund-application': applications.map((record) => ({ key: record.appliedOn, record })) }),
  });
const said = async (service: ReturnType<typeof aService>) =>
  contentOf(
    (await service.answer?.(anAsked(organisation, 'applications', { words: '进度', binding }))) ?? { type: 'none' },
  );

describe('an application', () => {
  it('has a next step until it is paid or returned', () => {
    const next = (step: FundApplication['step']) => shownApplication(anApplication({ step }), now).nextStep;
    expect((['accepted', 'reviewing', 'approved', 'paid', 'returned'] as const).map(next)).toEqual([
      'reviewing',
      'approved',
      'paid',
      undefined,
      undefined,
    ]);
  });

  it('is late from the day after the expected one, unless it waits for the follower or is done', () => {
    const lateAt = (at: string, step: FundApplication['step'] = 'reviewing') =>
      shownApplication(anApplication({ step }), Date.parse(at)).late;
    expect(lateAt('2026-10-12T23:59:00+08:00')).toBe(false);
    expect(lateAt('2026-10-13T00:00:00+08:00')).toBe(true);
    expect(lateAt('2027-01-01T00:00:00+08:00', 'returned')).toBe(false);
    expect(lateAt('2027-01-01T00:00:00+08:00', 'paid')).toBe(false);
  });
});

describe('in chat, 进度', () => {
  it('gives number, step, next step and the day', async () => {
    const text = await said(aService(anApplication()));
    expect(text).toContain('租房提取　9,000.00元');
    expect(text).toContain('受理编号：TQ2026100001');
    expect(text).toContain('审核中（2026年10月9日）\n下一步：已通过，预计2026年10月12日前办好');
  });

  it('of a returned one gives the reason and what to do', async () => {
    const text = await said(aService(anApplication({ step: 'returned', reason: '租赁合同缺页' })));
    expect(text).toContain('退回原因：租赁合同缺页\n补齐材料后请重新提交');
  });

  it('of a late one says whom to ask', async () => {
    expect(await said(aService(anApplication({ expectedOn: '2026-10-01' })))).toContain('已超过预计日期');
  });

  it('shows those under way, the newest when all are done, and says so when there is none', async () => {
    const paid = anApplication({ step: 'paid', applicationNumber: 'TQ2026090009', appliedOn: '2026-09-01' });
    expect(await said(aService(anApplication(), paid))).not.toContain('TQ2026090009');
    expect(await said(aService(paid))).toContain('24小时没收到');
    expect(await said(aService())).toContain('没有查到在办的业务');
  });
});

it('the progress page gets all of them, newest first', async () => {
  const answer = await callRoute(aService(anApplication()), '/', { organisation, binding });
  expect(answer).toMatchObject({
    applications: [{ applicationNumber: 'TQ2026100001', nextStep: 'approved', done: false }],
  });
});
