import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../../lib/platform/errors.ts';
import { createFundAccount } from '../../../../../lib/services/fund-account/index.ts';
import { contentOf } from '../../../../support/chat.ts';
import { aFund, aFundAccount, aFundBinding as binding, fundSecrets } from '../../../../support/fund.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { anAsked, aPageUrl, callRoute } from '../../../../support/services.ts';

const organisation = await anOrganisation('housing-fund');
const aService = (...accounts: ReturnType<typeof aFundAccount>[]) =>
  createFundAccount({
    pageUrl: aPageUrl,
    backend: aFund({ 'fund-account': accounts.map((record) => ({ key: 'record', record })) }),
  });
const said = async (service = aService(aFundAccount())) =>
  contentOf((await service.answer?.(anAsked(organisation, 'fund-account', { binding }))) ?? { type: 'none' });

describe('in chat, 余额', () => {
  it('gives balance, state, unit, base, rates and the link', async () => {
    expect(await said()).toBe(
      [
        '【31****5678】',
        '余额：123,456.78元',
        '状态：正常',
        '单位：临江市测绘院',
        '缴存基数：8,000.00元',
        '缴存比例：单位12%，个人12%',
        '月缴存额：1,920.00元',
        '缴至：2026年9月',
        '<a href="https://account.example/pages/fund-account?">打开我的账户</a>',
      ].join('\n'),
    );
  });

  it('says what a sealed or a frozen account means', async () => {
    expect(await said(aService(aFundAccount({ status: 'sealed' })))).toContain('启封');
    expect(await said(aService(aFundAccount({ status: 'frozen' })))).toContain('暂时不能提取');
  });

  it('says what to do about an account that is gone', async () => {
    expect(await said(aService())).toContain('可能已经销户。请在“我的”里解绑');
  });

  it('fails as the backend fails, so that the follower is told to try later', async () => {
    const backend = aFund({});
    backend.records = () => Promise.reject(new AppError('backend_slow', 'retry', 'no answer in time'));
    await expect(said(createFundAccount({ pageUrl: aPageUrl, backend }))).rejects.toMatchObject({ kind: 'retry' });
  });
});

describe('the account page', () => {
  it('gets everything but ID number, phone and name', async () => {
    const answer = await callRoute(aService(aFundAccount()), '/', { organisation, binding });
    expect(answer).toMatchObject({ kind: 'found', account: { holderName: '王**', balanceFen: 12_345_678 } });
    expect(JSON.stringify(answer)).not.toMatch(fundSecrets);
    expect(await callRoute(aService(), '/', { organisation, binding })).toEqual({ kind: 'closed' });
  });

  it('is for the verified, limited and on the trail', () => {
    expect(aService()).toMatchObject({
      tier: 'verified',
      binding: 'fund-account',
      dailyLimit: 'personal',
      audited: true,
    });
  });
});
