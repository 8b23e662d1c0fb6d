import { beforeAll, describe, expect, it } from 'vitest';
import { loadOrganisation } from '../../../../infra/build/organisation.ts';
import type { Finding } from '../../../../infra/doctor/finding.ts';
import { judgeTemplates } from '../../../../infra/doctor/templates-check.ts';
import { checkWeChat } from '../../../../infra/doctor/wechat-check.ts';
import { menusOf } from '../../../../infra/menu/menus.ts';
import type { Organisation } from '../../../../lib/platform/organisation.ts';
import type { Errand, ErrandOutcome } from '../../../../lib/wechat/errands.ts';

let organisation: Organisation;
beforeAll(async () => {
  organisation = { ...(await loadOrganisation('power')) };
  organisation = { ...organisation, profile: { ...organisation.profile, personalMenus: undefined, templates: {} } };
});

const answers =
  (quota: number, buttons: unknown) =>
  async (errands: Errand[]): Promise<ErrandOutcome[]> =>
    errands.map(({ path }) => {
      if (path === '/cgi-bin/menu/get') return { kind: 'answer', answer: { menu: { button: buttons } } };
      if (path.endsWith('quota/get')) return { kind: 'answer', answer: { quota: { daily_limit: 100, remain: quota } } };
      return { kind: 'answer', answer: { template_list: [], data: [] } };
    });

const refusedWith =
  (errcode: number, message: string) =>
  async (errands: Errand[]): Promise<ErrandOutcome[]> =>
    errands.map(() => ({ kind: 'refused', code: 'x', errcode, message }));

const check = (run: (errands: Errand[]) => Promise<ErrandOutcome[]>) =>
  checkWeChat(run, { organisation, addresses: ['198.51.100.7'], options: '--stage prod' });
const wrongs = (findings: Finding[]) => findings.filter(({ state }) => state === 'wrong');

describe('the doctor, asking WeChat', () => {
  it('is content with an account that is as the profile says', async () => {
    const findings = await check(answers(90, menusOf(organisation.profile).default));
    expect(wrongs(findings)).toEqual([]);
  });

  it.each([
    [
      40164,
      '/cgi-bin/stable_token answered 40164; invalid ip 203.0.113.9',
      /203\.0\.113\.9/,
      /IP白名单\): 198\.51\.100\.7/,
    ],
    [40125, '/cgi-bin/stable_token answered 40125', /no access token/, /secrets -- set wechat-app-secret --stage prod/],
    [40013, '/cgi-bin/stable_token answered 40013', /no access token/, /wechatAppId/],
  ])('says of %i alone what to do', async (errcode, message, what, remedy) => {
    const findings = await check(refusedWith(errcode, message));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      state: 'wrong',
      what: expect.stringMatching(what),
      remedy: expect.stringMatching(remedy),
    });
  });

  it('sees another menu, and a quota that runs out', async () => {
    const found = wrongs(await check(answers(3, [{ name: '别的', type: 'click', key: 'other' }])));
    expect(found[0]?.what).toContain('the menu differs');
    expect(found.filter(({ what }) => what.startsWith('3 of 100 calls left'))).toHaveLength(3);
  });
});

describe('the doctor, comparing templates', () => {
  const template = (id: string) => ({
    title: '停电通知',
    channel: 'template' as const,
    id,
    fields: { thing1: '地区', time2: '时间' },
  });
  const account = (content: string): ErrandOutcome => ({
    kind: 'answer',
    answer: { template_list: [{ template_id: 'T1', content }] },
  });
  const judge = (id: string, content = '{{thing1.DATA}} {{time2.DATA}}') =>
    judgeTemplates({ templates: { outage: template(id) } }, account(content), undefined).map((finding) => finding.what);

  it('accepts the same fields', () => expect(judge('T1')).toEqual(["the profile's templates are the account's"]));
  it('finds an id that is missing', () => expect(judge('')[0]).toContain('has no id'));
  it('finds an id that the account lacks', () => expect(judge('T2')[0]).toContain('has no template T2'));
  it('finds other fields', () => expect(judge('T1', '{{thing1.DATA}} {{thing9.DATA}}')[0]).toContain('time2, thing9'));
});
