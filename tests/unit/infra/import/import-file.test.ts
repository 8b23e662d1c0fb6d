import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { type ImportOrder, importFile } from '../../../../infra/import/import-file.ts';
import { createJournal } from '../../../../infra/import/journal.ts';
import { createEmbeddedBackend } from '../../../../lib/backend/embedded.ts';
import { useTable } from '../../../support/table.ts';
import { aCipher } from '../../lib/backend/systems.ts';
import { useFolder } from './files.ts';

const table = useTable();
const folder = useFolder();
const cipher = aCipher();
const backend = createEmbeddedBackend(table, cipher);

const run = (kind: ImportOrder['kind'], file: string, more: Partial<ImportOrder> = {}) =>
  importFile({ kind, file, table, cipher, now: () => 0, ...more });
const itemCount = async () =>
  (await table.client.send(new ScanCommand({ TableName: table.name, Select: 'COUNT' }))).Count;
const faultsOf = async (kind: ImportOrder['kind'], name: string, content: string | Uint8Array) => {
  const file = await folder.write(name, content);
  const before = await itemCount();
  const outcome = await run(kind, file);
  expect(await itemCount()).toBe(before);
  if (outcome.kind !== 'refused') throw new Error('it was imported');
  return outcome;
};

const header = 'accountNumber,month,usageKwh,yearUsageKwh,steps,amountFen,status,dueDate,paidAt';
const bill = (month: string, account = '6210000001') =>
  `${account},${month},230,230,1:210:5300;2:20:5800,12290,paid,2026-09-25,2026-09-10T08:00:00+08:00`;

describe('an import', () => {
  it('of CSV is answered by the systems afterwards', async () => {
    const file = await folder.write('bills.csv', `${header}\n${bill('2026-07')}\n${bill('2026-08')}\n`);
    expect(await run('electricity-bill', file)).toEqual({ kind: 'imported', rows: 2, again: false });
    expect(await backend.records('electricity-bill', '6210000001', { limit: 1 })).toEqual([
      {
        month: '2026-08',
        usageKwh: 230,
        yearUsageKwh: 230,
        steps: [
          { step: 1, kwh: 210, priceCentifen: 5300 },
          { step: 2, kwh: 20, priceCentifen: 5800 },
        ],
        amountFen: 12_290,
        status: 'paid',
        dueDate: '2026-09-25',
        paidAt: '2026-09-10T08:00:00+08:00',
      },
    ]);
  });

  it('of the same file again doubles nothing, and says so', async () => {
    const before = await itemCount();
    expect(await run('electricity-bill', folder.path('bills.csv'))).toEqual({ kind: 'imported', rows: 2, again: true });
    expect(await itemCount()).toBe(before);
    expect(await createJournal(table, 'electricity-bill').last()).toMatchObject({ state: 'finished', rows: 2 });
  });

  it('takes what a spreadsheet saves: byte order mark, CRLF, quotation marks, Chinese headers, yuan, its dates, empty cells', async () => {
    const rows = [
      '户号,月份,用电量,年累计用电量,阶梯,电费（元）,状态,缴费截止日,缴费时间',
      '"6210000009","2026/8",230,230,"1:230:5300","1,121.90",paid,2026/9/25,2026/9/5 9:05',
      '6210000009,2026-07,0,0,1:0:5300,0,owed,2026-08-25,',
    ];
    const file = await folder.write('sheet.csv', `\uFEFF${rows.join('\r\n')}\r\n`);
    expect(await run('electricity-bill', file)).toMatchObject({ kind: 'imported', rows: 2 });
    const [august, july] = await backend.records('electricity-bill', '6210000009');
    expect(august).toMatchObject({
      month: '2026-08',
      amountFen: 112_190,
      dueDate: '2026-09-25',
      paidAt: '2026-09-05T09:05:00+08:00',
    });
    expect(july).not.toHaveProperty('paidAt');
  });

  it.each([
    ['a list', (rows: object[]) => JSON.stringify(rows, null, 2), 'people.json'],
    ['an object a line', (rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n'), 'people.jsonl'],
  ])('of JSON takes %s', async (_what, format, name) => {
    const people = ['{"', '}', '\\"'].map((tricky, at) => ({
      number: `1000000${at}`,
      name: `王${tricky}`,
      kind: 'staff',
      department: '后勤',
    }));
    expect(await run('campus-person', await folder.write(name, format(people)))).toMatchObject({
      kind: 'imported',
      rows: 3,
    });
    expect(await backend.match('campus-person', { number: '10000002', name: '王\\"' })).toMatchObject({
      shown: '10****0002',
    });
  });

  it('of GBK works with its name', async () => {
    // 姓名 as GBK bytes
    const gbk = Buffer.concat([
      Buffer.from('number,'),
      Buffer.from([0xd0, 0xd5, 0xc3, 0xfb]),
      Buffer.from(',kind,department\n10000077,'),
      Buffer.from([0xcd, 0xf5]),
      Buffer.from(',staff,x\n'),
    ]);
    expect((await faultsOf('campus-person', 'gbk.csv', gbk)).first[0]?.reason).toMatch(
      /most likely GBK.*--encoding gbk/,
    );
    expect(await run('campus-person', folder.path('gbk.csv'), { encoding: 'gbk' })).toMatchObject({
      kind: 'imported',
      rows: 1,
    });
    expect(await backend.records('campus-person', '10000077')).toMatchObject([{ name: '王' }]);
  });
});

describe('a file with a fault', () => {
  it('is not written at all, and every fault is listed with line, field and reason, without the value', async () => {
    const rows = [
      header,
      bill('2026-01', '6210000002'),
      bill('2026-13'),
      bill('2026-02').replace('12290', '122.9'),
      bill('2026-03').replace('6210000001', '123'),
      bill('2026-04').replace('230', ''),
      bill('2026-05').replace('1:210:5300', '1:210'),
    ];
    const { faults, reportFile } = await faultsOf('electricity-bill', 'faulty.csv', rows.join('\n'));
    expect(faults).toBe(5);
    const report = await folder.read('faulty.csv.faults.csv');
    expect(reportFile).toBe(folder.path('faulty.csv.faults.csv'));
    expect(report.split('\r\n').slice(0, 6)).toEqual([
      '\uFEFFline,field,reason',
      '3,"month","must be a month such as 2026-08"',
      '4,"amountFen","must be a whole number of fen"',
      '5,"accountNumber","must be an account number of 10 digits that begins with 62"',
      '6,"usageKwh","is missing"',
      expect.stringMatching(/^7,"steps",/),
    ]);
    expect(report).not.toContain('122.9');
    expect(await backend.records('electricity-bill', '6210000002')).toEqual([]);
  });

  it('whose report is no longer true loses it', async () => {
    const file = await folder.write('faulty.csv', `${header}\n${bill('2026-01', '6210000003')}\n`);
    expect(await run('electricity-bill', file)).toMatchObject({ kind: 'imported' });
    await expect(folder.read('faulty.csv.faults.csv')).rejects.toThrow(/ENOENT/);
  });

  it.each([
    ['nothing', '', 0, 'the file has no rows'],
    ['a header only', `${header}\n`, 0, 'the file has no rows'],
    ['unknown columns', 'accountNumber,month,colour\n', 1, /unknown columns "colour"; electricity-bill has: /],
    [
      'columns of another kind',
      'cardNumber,month,statementOn,dueDate,amountFen,minimumFen\n',
      1,
      /this looks like credit-bill/,
    ],
    ['money without its unit', '户号,月份,电费\n', 1, /unknown columns "电费".*金额（元）/],
    ['a column twice', 'accountNumber,户号\n', 1, 'two columns fill this field'],
    ['a missing value', `${header}\n${bill('2026-01').slice(0, -26)}\n`, 2, 'has 8 values for 9 columns'],
    [
      'an unclosed quotation mark',
      `${header}\n"${bill('2026-01')}\n${bill('2026-02')}\n`,
      3,
      'a quotation mark is not closed',
    ],
    [
      'an unclosed quotation mark before a long rest',
      `${header}\n"${`${bill('2026-01')}\n`.repeat(400)}`,
      undefined,
      /longer than 20000 characters/,
    ],
    [
      'the same month twice',
      `${header}\n${bill('2026-01')}\n${bill('2026-02')}\n${bill('2026-01')}\n`,
      4,
      'stands on line 2 already',
    ],
    ['a status of its own', `${header}\n${bill('2026-01').replace('paid', 'x')}\n`, 2, 'must be paid or owed'],
  ])('with %s says so', async (_what, content, line, reason) => {
    const { first } = await faultsOf('electricity-bill', 'bad.csv', content);
    expect(first[0]?.reason).toEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason));
    if (line !== undefined) expect(first[0]?.line).toBe(line);
  });

  const aPerson = { number: '10000001', name: '王', kind: 'staff', department: 'x' };
  it.each([
    ['cut off', `[${JSON.stringify(aPerson)},\n{"number":`, 2, 'an object is not closed: the file is cut off'],
    ['no list of objects', `[1, 2]`, 1, 'only objects may stand in the list'],
    ['a broken object', `[\n{"number": }]`, 2, 'is not a JSON object'],
    ['a field too many', `[${JSON.stringify({ ...aPerson, colour: 1 })}]`, 1, 'is not a field of this kind'],
    [
      'a field too long',
      `[${JSON.stringify({ ...aPerson, name: '王'.repeat(51) })}]`,
      1,
      'must have at most 50 characters',
    ],
    ['a text for a number', `[${JSON.stringify({ ...aPerson, department: 7 })}]`, 1, 'must be a text'],
    [
      'a control character',
      `[${JSON.stringify({ ...aPerson, name: 'a\u0000b' })}]`,
      1,
      'must not hold control characters',
    ],
  ])('of JSON, %s, says so', async (_what, content, line, reason) => {
    const { first } = await faultsOf('campus-person', 'bad.json', content);
    expect(first[0]).toMatchObject({ line, reason });
  });

  it('in which two accounts have one ID number says so', async () => {
    const account = {
      holderName: '李',
      idNumber: '11010519491231002X',
      phone: '13900000001',
      unit: 'x',
      baseFen: 1,
      unitRatePpm: 1,
      personalRatePpm: 1,
      monthlyDepositFen: 1,
      balanceFen: 1,
      status: 'normal',
      openedOn: '2020-01-01',
    };
    const rows = ['100000000001', '100000000002'].map((accountNumber) => ({ ...account, accountNumber }));
    const { first } = await faultsOf('fund-account', 'twins.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));
    expect(first).toEqual([{ line: 2, field: '', reason: 'stands on line 1 already' }]);
  });

  it('never makes a formula of a spreadsheet out of a header', async () => {
    const { reportFile } = await faultsOf('room', 'formula.csv', '"=1+1",room\n');
    expect(reportFile).toMatch(/formula/);
    expect(await folder.read('formula.csv.faults.csv')).not.toMatch(/,"?=/);
  });
});
