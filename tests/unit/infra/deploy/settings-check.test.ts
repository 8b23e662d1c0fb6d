import { describe, expect, it } from 'vitest';
import type { DeployFacts } from '../../../../infra/deploy/facts.ts';
import { nextSteps } from '../../../../infra/deploy/next-steps.ts';
import { findOmissions, findSettingFaults } from '../../../../infra/deploy/settings-check.ts';

const facts = (changes: Partial<DeployFacts> = {}): DeployFacts => ({
  organisation: 'power',
  stage: 'prod',
  region: 'cn-north-1',
  name: 'bianmin-power-prod',
  table: 'bianmin-power-prod',
  secretsPath: '/bianmin/power/prod',
  stages: ['dev', 'staging', 'prod'],
  alarmMail: 'you@example.cn',
  domain: 'none',
  certificate: 'none',
  hasFixedAddresses: true,
  settings: {
    WECHAT_APP_ID: 'wx0123456789abcdef',
    WECHAT_ORIGINAL_ID: 'gh_0123456789ab',
    WECHAT_SECURITY_MODE: 'safe',
    DOMAIN_VERIFICATION: '',
  },
  params: ['organisation'],
  ...changes,
});

const settings = facts().settings;

describe('before a deployment', () => {
  it('nothing is said of settings that are right', async () => {
    expect(await findSettingFaults(facts())).toEqual([]);
    expect(findOmissions(facts())).toEqual([]);
  });

  it.each([
    ['an unknown stage', { stage: 'production' }, /no stage "production".*--stage prod/],
    ['an unknown organisation', { organisation: 'powr' }, /did you mean "power"/],
    ['a misspelt parameter', { params: ['alarmMial'] }, /no parameter "alarmMial" \(did you mean "alarmMail"\?\)/],
    ['a missing AppID', { settings: { ...settings, WECHAT_APP_ID: '' } }, /WECHAT_APP_ID: must be wx.*wechatAppId=wx/],
    ['a wrong mode', { settings: { ...settings, WECHAT_SECURITY_MODE: 'none' } }, /WECHAT_SECURITY_MODE.*安全模式/],
    [
      'a file without content',
      { settings: { ...settings, DOMAIN_VERIFICATION: 'MP_verify_a.txt' } },
      /DOMAIN_VERIFICATION/,
    ],
    ['a domain without certificate', { domain: 'wx.example.cn' }, /needs its certificate/],
    [
      'a certificate elsewhere',
      { domain: 'wx.example.cn', certificate: 'arn:aws:acm:us-east-1:1:certificate/x' },
      /cn-north-1/,
    ],
  ])('%s is found, with its remedy', async (_what, changes, words) => {
    const faults = await findSettingFaults(facts(changes as Partial<DeployFacts>));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(words);
  });

  it('all faults are said at once', async () => {
    expect(await findSettingFaults(facts({ stage: 'x', organisation: 'y', params: ['z'] }))).toHaveLength(3);
  });

  it('what will be missed is noted', () => {
    expect(findOmissions(facts({ alarmMail: 'none', hasFixedAddresses: false }))).toHaveLength(2);
  });
});

describe('after a deployment', () => {
  it('every line is there that WeChat’s back office asks for', () => {
    const outputs = {
      PublicUrl: 'https://wx.example.cn',
      EgressAddressA: '198.51.100.7',
      EgressAddressB: '198.51.100.8',
      DomainTarget: 'd-1.execute-api.cn-north-1.amazonaws.com.cn',
    };
    const said = nextSteps(facts({ domain: 'wx.example.cn' }), outputs).join('\n');
    expect(said).toContain('https://wx.example.cn/wechat');
    expect(said).toContain('198.51.100.7, 198.51.100.8');
    expect(said).toContain('安全模式');
    expect(said).toContain('wx.example.cn CNAME d-1.execute-api');
  });
});
