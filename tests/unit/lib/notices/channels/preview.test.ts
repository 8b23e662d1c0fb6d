import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../../../lib/notices/channels/link.ts';
import { previewOf } from '../../../../../lib/notices/channels/preview.ts';
import { missingTemplateId, readTemplateIds, templateIdOf } from '../../../../../lib/notices/channels/template-ids.ts';

const template = {
  title: '计划停电通知',
  channel: 'template' as const,
  id: '',
  fields: { thing1: '停电区域', time2: '停电开始时间' },
  sms: { templateId: '100002', parameters: ['time2', 'thing1'] },
};
const publicUrl = 'https://wx.example.gov.cn';

describe('a preview', () => {
  it('shows the card as the follower will see it, its page and its text message', () => {
    const fields = { time2: '08:00', thing1: '中山路' };
    expect(previewOf(template, fields, '/pages/outages?id=1', publicUrl)).toEqual({
      title: '计划停电通知',
      lines: [
        { label: '停电区域', value: '中山路' },
        { label: '停电开始时间', value: '08:00' },
      ],
      link: 'https://wx.example.gov.cn/pages/outages?id=1',
      sms: '短信模板 100002：08:00，中山路',
    });
  });

  it('has neither where the notice has none', () => {
    const { sms, ...card } = template;
    expect(Object.keys(previewOf(card, {}, undefined, publicUrl))).toEqual(['title', 'lines']);
  });
});

describe('the link of a card', () => {
  it.each(['//evil.example', 'https://evil.example', 'pages/bills', '/\\evil.example', '', `/${'x'.repeat(1100)}`])(
    'is refused when it is %j',
    (link) => expect(() => addressOf(publicUrl, link)).toThrow(/path of the account/),
  );
});

describe('ids of templates', () => {
  const ids = readTemplateIds('outage-planned=Ab_1-x, bill=Cd2');

  it('come from the setting first, then from the profile', () => {
    expect(templateIdOf('bill', { id: 'old' }, ids)).toBe('Cd2');
    expect(templateIdOf('payment', { id: 'old' }, ids)).toBe('old');
    expect(templateIdOf('payment', { id: '' }, ids)).toBeUndefined();
    expect(readTemplateIds('').size).toBe(0);
  });

  it('that are missing are said, with what to do', () => {
    expect(missingTemplateId('payment', template, ids)).toMatchObject({
      code: 'template_id_missing',
      message: expect.stringContaining('npm run templates'),
    });
    expect(missingTemplateId('outage-planned', template, ids)).toBeUndefined();
    expect(missingTemplateId('chat', { ...template, channel: 'customer-service' }, ids)).toBeUndefined();
  });
});
