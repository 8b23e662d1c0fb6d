import { describe, expect, it } from 'vitest';
import { checkFile } from '../../../../../lib/doors/desk/outages/check-file.ts';
import { csvTemplate, readCsv } from '../../../../../lib/doors/desk/outages/csv.ts';
import { textOf } from '../../../../../lib/doors/desk/outages/read-text.ts';
import { readTime } from '../../../../../lib/doors/desk/outages/times.ts';
import { BadFields } from '../../../../../lib/platform/bad-fields.ts';
import type { NewOutage } from '../../../../../lib/services/outages/model.ts';
import { areasOf, someAreas } from '../../services/outages/outage-world.ts';

const preview = { title: '计划停电通知', lines: [] };

/** A service that finds nothing wrong but outages of 2020. */
const outages = {
  examine: async ({ areas, to }: NewOutage) => {
    if (to.startsWith('2020')) throw new BadFields([{ field: 'to', code: 'already_over', message: 'in the past' }]);
    return { areaNames: areas, preview, warnings: [] };
  },
};

const check = (text: string) => checkFile({ outages, areas: areasOf(someAreas), usualSupply: 'power' }, text);

const header = '类型,区域,原因,开始时间,结束时间';
const aRow = '计划,中山线;滨江新村,线路检修,2026-05-24 08:00,2026-05-24 17:00';

describe('a table of outages', () => {
  it('is read with what stands in it, areas by id, by name, and by name after the names above', async () => {
    const { rows } = await check(
      `${header}\n${aRow}\n故障停电,line-8、城中区/人民路街道/映湖小区,跳闸,2026/5/24 8:00,2026年5月24日 9:30\n`,
    );
    expect(rows.map(({ form, faults }) => ({ form, faults }))).toEqual([
      {
        form: {
          ...{ kind: 'planned', supply: 'power', areas: ['line-8', 'binjiang'], reason: '线路检修' },
          ...{ from: '2026-05-24T08:00', to: '2026-05-24T17:00' },
        },
        faults: [],
      },
      {
        form: {
          ...{ kind: 'fault', supply: 'power', areas: ['line-8', 'yinghu'], reason: '跳闸' },
          ...{ from: '2026-05-24T08:00', to: '2026-05-24T09:30' },
        },
        faults: [],
      },
    ]);
  });

  it('takes English headings too, in any order, and leaves unknown columns out', async () => {
    const { rows } = await check(
      'to,from,remark,reason,areas,kind,supply\n2026-05-24 17:00,2026-05-24 08:00,x,检修,line-8,planned,停水\n',
    );
    expect(rows[0]?.form).toMatchObject({ kind: 'planned', supply: 'water', areas: ['line-8'] });
  });

  it('says of each value what is wrong, by line and column, and of all of them at once', async () => {
    const { rows } = await check(
      `${header}\n${aRow}\n\n计画,没有这里,,昨天,2026-02-30 08:00\n计划,中山线,检修,2020-01-01 08:00,2020-01-01 09:00\n`,
    );
    expect(rows.map(({ line, faults }) => [line, faults.map(({ column }) => column)])).toEqual([
      [2, []],
      [4, ['类型', '区域', '原因', '开始时间', '结束时间']],
      [5, ['结束时间']],
    ]);
    expect(rows[2]?.faults[0]?.message).toContain('已经过了');
  });

  it('asks for the whole way where a name stands for several areas', async () => {
    const twins = [...someAreas, { id: 'twin', kind: 'community' as const, name: '滨江新村', parents: ['nanhu'] }];
    const deps = { outages, areas: areasOf(twins), usualSupply: 'power' as const };
    const { rows } = await checkFile(deps, `${header}\n${aRow}\n`);
    expect(rows[0]?.faults[0]?.message).toMatch(/有 2 个，请写完整：.*南湖区\/滨江新村/);
    const named = aRow.replace('滨江新村', '南湖区/滨江新村');
    expect((await checkFile(deps, `${header}\n${named}\n`)).rows[0]?.form?.areas).toEqual(['line-8', 'twin']);
  });

  it('is known row by row: what stands in a corrected file again is the same request', async () => {
    const other = '临时,映湖小区,抢修,2026-05-24 08:00,2026-05-24 09:00';
    const [first, corrected] = await Promise.all([
      check(`${header}\n${other}\n${aRow}\n`),
      check(`${header}\n${aRow.replace(';', '；')}\n${other.replace('09:00', '09:30')}\n`),
    ]);
    expect(corrected.rows[0]?.request).toBe(first.rows[1]?.request);
    expect(corrected.rows[1]?.request).not.toBe(first.rows[0]?.request);
  });

  it('that says a thing twice is told so, whichever way it is written', async () => {
    const { rows } = await check(
      `${header}\n${aRow}\n计划停电,滨江新村；中山线,线路检修,2026/5/24 8:00,2026/5/24 17:00\n`,
    );
    expect(rows.map(({ faults, form }) => [faults.map(({ message }) => message), form !== undefined])).toEqual([
      [[], true],
      [['和第 2 行内容一样，请删掉一行'], false],
    ]);
  });

  it('may be written with full-width digits and marks', async () => {
    const { rows } = await check(
      `${header}\n计划,ｌｉｎｅ－８；滨江新村,检修,２０２６－０５－２４　０８：００,2026-05-24 １７：３０\n`,
    );
    expect(rows[0]?.form).toMatchObject({
      ...{ areas: ['line-8', 'binjiang'], from: '2026-05-24T08:00', to: '2026-05-24T17:30' },
    });
  });

  it('keeps what looks like a formula as the text that it is', async () => {
    const { rows } = await check(`${header}\n${aRow.replace('线路检修', '=1+1')}\n`);
    expect(rows[0]?.form?.reason).toBe('=1+1');
  });

  it('may have tabs between its cells and CRLF at the end of its lines', async () => {
    const { rows } = await check(`${header}\n${aRow}\n`.replaceAll(',', '\t').replaceAll('\n', '\r\n'));
    expect(rows.map(({ faults }) => faults)).toEqual([[]]);
  });

  it.each([
    ['no heading that is needed', '类型,区域\n计划,中山线\n', '缺少这些列：原因、开始时间、结束时间'],
    ['headings alone', `${header}\n`, '没有内容'],
    ['nothing', ' \r\n', '文件是空的'],
    ['an open quotation mark', `${header}\n"计划,中山线\n`, '打不开'],
    ['more rows than one import takes', `${header}\n${`${aRow}\n`.repeat(301)}`, '最多导入 300 行'],
  ])('is refused as a whole with %s', async (_what, text, words) => {
    const { fault, rows } = await check(text);
    expect([fault, rows]).toEqual([expect.stringContaining(words), []]);
  });

  it('has a template that reads back', () => {
    const example = { kind: '计划', areas: '甲；乙', reason: '检修', from: '2026-05-24 08:00', to: '2026-05-24 17:00' };
    expect(readCsv(csvTemplate(example))).toEqual({ rows: [{ line: 2, cells: example }] });
  });

  it.each([
    ['GB18030, as Chinese Excel saves CSV', [0xcd, 0xa3, 0xb5, 0xe7]],
    ['UTF-8', [0xe5, 0x81, 0x9c, 0xe7, 0x94, 0xb5]],
    ['UTF-16, as Excel saves Unicode text', [0xff, 0xfe, 0x5c, 0x50, 0x35, 0x75]],
  ])('may be in %s', (_what, bytes) => {
    expect(textOf(new Uint8Array(bytes).buffer)).toEqual({ text: '停电' });
  });

  it.each([
    ['a workbook', new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x14]), '另存为'],
    ['an old workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), '另存为'],
    ['a megabyte', new Uint8Array(1_000_000).fill(0x61), '文件太大'],
  ])('is refused before it is sent when it is %s', (_what, bytes, words) => {
    expect(textOf(bytes.buffer)).toEqual({ fault: expect.stringContaining(words) });
  });

  it.each([
    ['2026-02-30 08:00', undefined],
    ['2026-05-24 24:00', undefined],
    ['24/5/2026 08:00', undefined],
    ['2026-5-4 8:05', '2026-05-04T08:05'],
    ['2026-05-24T08:00:00', '2026-05-24T08:00'],
    ['２０２６年５月４日 8：05', '2026-05-04T08:05'],
  ])('reads the time %s as %s', (text, local) => {
    expect(readTime(text)).toBe(local);
  });
});
