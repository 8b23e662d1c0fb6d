import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FieldType, fieldTypes } from '../../../../../lib/notices/channels/field-types.ts';
import { fieldFaults, fitField } from '../../../../../lib/notices/channels/fields.ts';
import { valuesOf } from '../../../../../lib/notices/channels/render.ts';
import type { TemplateChannel } from '../../../../../lib/platform/profile/notices.ts';

const codeOf = (type: string, value: string, channel: TemplateChannel = 'long-term-subscription') => {
  const template = { channel, fields: { [`${type}1`]: '内容' } };
  return fieldFaults(template, { [`${type}1`]: value })[0]?.code ?? 'none';
};
const long = (length: number, letter = '停') => letter.repeat(length);

const good: [FieldType, string[]][] = [
  ['thing', [long(20), '中山路 3 号 #2', '一']],
  ['short_thing', ['已受理', long(20)]],
  ['const', ['已受理']],
  ['number', ['0', '-12.5', '1'.repeat(32)]],
  ['symbol', ['！', '#*+~@']],
  ['character_string', ['6200***001', 'A'.repeat(32), 'a b-c']],
  [
    'time',
    ['15:40', '2026年11月22日 15:40', '2026-11-22 08:00:00', '08:00~18:00', '2026年3月4日 08:00~2026年3月4日 18:00'],
  ],
  ['date', ['2026年11月22日', '2026-02-28', '2026/2/3', '2026年11月22日 15:40', '2026年1月1日~2026年1月31日']],
  ['amount', ['¥1234.50', '1234567890', '98.5元', '￥12元']],
  ['phone_number', ['13800005678', '+86-0766-66888866', '138****5678']],
  ['car_number', ['粤A8Z888挂', '京A12345']],
  ['name', [long(10), 'a'.repeat(20), '张*', '买买提·艾力']],
  ['phrase', ['抢修中', long(5)]],
];

const bad: [FieldType, string, string][] = [
  ['thing', long(21), 'too_long'],
  ['thing', '一行\n两行', 'bad_format'],
  ['thing', '一行\u2028两行', 'bad_format'],
  ['thing', '停电⚡️了', 'bad_format'],
  ['short_thing', long(21), 'too_long'],
  ['const', long(21), 'too_long'],
  ['number', '12 度', 'bad_format'],
  ['number', '1e5', 'bad_format'],
  ['number', '1'.repeat(33), 'too_long'],
  ['symbol', 'ab', 'bad_format'],
  ['symbol', '######', 'too_long'],
  ['character_string', '户号1', 'bad_format'],
  ['character_string', 'A'.repeat(33), 'too_long'],
  ['time', '24:00', 'bad_format'],
  ['time', '下午3点', 'bad_format'],
  ['time', '2026年2月30日 08:00', 'bad_format'],
  ['time', '2026年2月3日', 'bad_format'],
  ['time', '08:00~', 'bad_format'],
  ['time', '08:00~09:00~10:00', 'bad_format'],
  ['time', '待定', 'bad_format'],
  ['date', '2026年11月', 'bad_format'],
  ['date', '2026-13-01', 'bad_format'],
  ['date', '15:40', 'bad_format'],
  ['amount', '12,345.00', 'bad_format'],
  ['amount', '12345678901', 'bad_format'],
  ['amount', '一百元', 'bad_format'],
  ['phone_number', '1'.repeat(18), 'too_long'],
  ['phone_number', '请拨 95598', 'bad_format'],
  ['phone_number', '****', 'bad_format'],
  ['car_number', '粤A8Z8888挂', 'too_long'],
  ['car_number', '粤a12345', 'bad_format'],
  ['name', long(11), 'too_long'],
  ['name', 'a'.repeat(21), 'too_long'],
  ['name', '张三1', 'bad_format'],
  ['phrase', long(6), 'too_long'],
  ['phrase', 'ok', 'bad_format'],
  ['phrase', '抢修中。', 'bad_format'],
];

describe('a field', () => {
  it.each(good)('of the type %s takes what WeChat takes', (type, values) => {
    for (const value of values) expect([value, codeOf(type, value)]).toEqual([value, 'none']);
  });

  it.each(bad)('of the type %s does not take %j: %s', (type, value, code) => {
    expect(codeOf(type, value)).toBe(code);
  });

  it('is tested for every type that WeChat has', () => {
    expect(new Set(good.map(([type]) => type))).toEqual(new Set(fieldTypes));
    expect(new Set(bad.map(([type]) => type))).toEqual(new Set(fieldTypes));
  });

  it.each(fieldTypes)('of the type %s must not be empty, nor of more than one line', (type) => {
    const [, [value = ''] = []] = good.find(([other]) => other === type) ?? [];
    expect([codeOf(type, ''), codeOf(type, '  '), codeOf(type, `${value}\n`)]).toEqual([
      'missing',
      'missing',
      'bad_format',
    ]);
  });

  it('of a template message is not longer than the 20 characters that are shown', () => {
    expect(codeOf('character_string', 'A'.repeat(20), 'template')).toBe('none');
    expect(codeOf('character_string', 'A'.repeat(21), 'template')).toBe('too_long');
    expect(codeOf('time', '2026年3月4日 08:00~2026年3月4日 18:00', 'template')).toBe('too_long');
  });

  it('of a type that WeChat does not publish is held to what is shown', () => {
    expect([codeOf('letter', 'abc'), codeOf('letter', 'a'.repeat(21))]).toEqual(['none', 'too_long']);
  });
});

describe('the fields of a notice', () => {
  const template = { channel: 'template' as const, fields: { thing1: '地区', time2: '时间' } };

  it('are named where they are missing, wrong or unknown', () => {
    const faults = fieldFaults(template, { time2: '明天', thing9: '什么' });
    expect(faults.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'thing1 missing',
      'time2 bad_format',
      'thing9 unknown',
    ]);
    expect(faults[1]?.message).toContain('24-hour time');
  });

  it('pass when they fit', () => {
    expect(fieldFaults(template, { thing1: '中山路', time2: '08:00' })).toEqual([]);
  });

  it('are their own, not those of every object', () => {
    expect(fieldFaults({ channel: 'template', fields: { constructor1: '甲' } }, {})[0]?.code).toBe('missing');
    expect(fieldFaults(template, { thing1: '甲', time2: '08:00', toString: '乙' })[0]).toMatchObject({
      code: 'unknown',
    });
  });
});

describe('words made to fit', () => {
  it.each([
    ['thing1', '中山路以东、解放路以西、人民路以南的各个小区', '中山路以东、解放路以西、人民路以南的各…'],
    ['thing1', '  一行\r\n两行 ⚡ ', '一行 两行'],
    ['phrase3', '已派单（外委）', '已派单外委'],
    ['phrase3', '正在现场抢修', '正在现场抢'],
    ['name2', '阿卜杜热合曼·阿卜杜拉', '阿卜杜热合曼·阿卜杜'],
    ['character_string5', ' 6200000001 ', '6200000001'],
    ['number4', '123456', '123456'],
  ])('%s: %j becomes %j', (key, text, fitted) => expect(fitField(key, text)).toBe(fitted));

  it('never have too many characters, whatever the words', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('thing1', 'short_thing1', 'phrase1', 'name1'),
        fc.string({ unit: 'grapheme' }),
        (key, text) => {
          const codes = fieldFaults({ channel: 'template', fields: { [key]: '甲' } }, { [key]: fitField(key, text) });
          expect(codes.filter(({ code }) => code === 'too_long')).toEqual([]);
        },
      ),
    );
  });

  it('fill the marks of the profile', () => {
    const values = { thing1: '{place}等{count}个小区', phrase2: '{state}' };
    expect(valuesOf({ values }, { place: '中山花园', count: '12', state: '处理中！' })).toEqual({
      thing1: '中山花园等12个小区',
      phrase2: '处理中',
    });
    expect(valuesOf({}, {})).toEqual({});
  });
});
