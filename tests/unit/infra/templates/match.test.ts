import { describe, expect, it } from 'vitest';
import { localTemplateIds } from '../../../../infra/local/templates.ts';
import { accountTemplates } from '../../../../infra/templates/account.ts';
import { checkTemplates, matchTemplates, settingOf, withTemplateIds } from '../../../../infra/templates/match.ts';
import type { Template, TemplateChannel } from '../../../../lib/platform/profile/notices.ts';

const aTemplate = (title: string, channel: TemplateChannel = 'template', id = ''): Template => ({
  title,
  channel,
  id,
  fields: { thing1: '地区', time2: '时间' },
});
const content = '地区:{{thing1.DATA}}\n时间:{{time2.DATA}}\n';
const other = '地区:{{thing1.DATA}}\n时间:{{time3.DATA}}\n';

const answers: Record<string, unknown> = {
  '/cgi-bin/template/get_all_private_template': {
    template_list: [
      { template_id: 'T-old', title: '停电通知', content: other },
      { template_id: 'T-new', title: '停电通知', content },
      { template_id: 'T-3', title: '复电通知', content: other },
    ],
  },
  '/wxaapi/newtmpl/gettemplate': { data: [{ priTmplId: 'S-1', title: '账单通知', content }] },
};
const account = () => accountTemplates({ get: async <T>(path: string) => answers[path] as T });

describe('the ids of templates', () => {
  it('are found by title, among several by the fields, each kind in its own list', async () => {
    const templates = { outage: aTemplate('停电通知'), bill: aTemplate('账单通知', 'long-term-subscription') };
    const matched = matchTemplates(templates, await account());
    expect(settingOf(matched.ids)).toBe('outage=T-new,bill=S-1');
    expect(matched.faults).toEqual([]);
  });

  it('that are missing, of another kind or with other fields are said', async () => {
    const templates = {
      restored: aTemplate('复电通知'),
      bill: aTemplate('账单通知'),
      chat: aTemplate('对话', 'customer-service'),
    };
    const { ids, faults } = matchTemplates(templates, await account());
    expect([...ids]).toEqual([['restored', 'T-3']]);
    expect(faults).toEqual([
      expect.stringMatching(/^restored .*thing1, time2.*T-3 has thing1, time3$/),
      expect.stringMatching(/^bill .*no template of this title/),
    ]);
  });

  it('in use are held against the account', async () => {
    const templates = {
      a: aTemplate('停电通知'),
      b: aTemplate('停电通知', 'template', 'T-old'),
      c: aTemplate('停电通知'),
    };
    const { ids, faults } = checkTemplates(templates, await account(), 'a=T-new,c=T-9');
    expect([...ids]).toEqual([
      ['a', 'T-new'],
      ['b', 'T-old'],
    ]);
    expect(faults).toEqual([expect.stringMatching(/^b .*time3/), expect.stringMatching(/^c .*no template T-9$/)]);
    expect(checkTemplates({ d: aTemplate('停电通知') }, [], '').faults[0]).toContain('npm run templates -- ids');
  });

  it('of the setting take the place of the profile’s', () => {
    const { templates } = withTemplateIds({ templates: { a: aTemplate('甲', 'template', 'old') } }, 'a=new');
    expect(templates['a']?.id).toBe('new');
  });
});

describe('the local stack', () => {
  it('has an id for every template that needs one', () => {
    const templates = {
      given: aTemplate('甲'),
      own: aTemplate('乙', 'template', 'own-1'),
      none: aTemplate('丙', 'one-time-subscription'),
      chat: aTemplate('丁', 'customer-service'),
    };
    expect(localTemplateIds({ templates }, 'given=G')).toBe('given=G,own=own-1,none=local-none');
  });
});
