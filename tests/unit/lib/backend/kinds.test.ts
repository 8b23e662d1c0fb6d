import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DemoLoan, instalmentsOf } from '../../../../infra/demo-data/instalments.ts';
import { stepsOf } from '../../../../infra/demo-data/power.ts';
import { demoKinds, demoRows } from '../../../../infra/demo-data/sets.ts';
import { sortKeyOf } from '../../../../lib/backend/definition.ts';
import { cardNumber, day, idNumber, instant, month, quantity } from '../../../../lib/backend/fields.ts';
import { idCheckCharacter, isIdNumber } from '../../../../lib/backend/id-number.ts';
import {
  type RecordKind,
  recordKinds,
  recordOfKind,
  type SubjectKind,
  subjectKinds,
  subjectOfKind,
} from '../../../../lib/backend/kinds.ts';
import { isLuhnValid, luhnDigit } from '../../../../lib/backend/luhn.ts';
import { normalise } from '../../../../lib/backend/normalise.ts';
import { rowSchema, takeRow } from '../../../../lib/backend/rows.ts';
import { today } from './systems.ts';

describe('fields', () => {
  it.each([
    [month, '2026-08', ['2026-13', '2026-8', '202608', '2026-00']],
    [day, '2028-02-29', ['2026-02-29', '2026-8-1', '2026-08-32']],
    [
      instant,
      '2026-08-31T09:30:00+08:00',
      ['2026-08-31T09:30:00Z', '2026-08-31 09:30', '2026-08-31T24:00:00+08:00', '2026-02-30T09:30:00+08:00'],
    ],
    [
      idNumber,
      '11010519491231002X',
      ['110105194912310021', '110105194913310021', '1101051949123100', '11010519491231002x'],
    ],
    [cardNumber, '6222020000000000000'.slice(0, 18) + luhnDigit('622202000000000000'), ['6222020000000000001', '123']],
  ])('take %# in its one form only', (schema, good, bad) => {
    expect(schema.safeParse(good).success, good).toBe(true);
    for (const text of bad) expect(schema.safeParse(text).success, text).toBe(false);
  });

  it('take quantities of two decimals, whatever floating point makes of them', () => {
    for (const value of [0, 0.1, 3.25, 1234.56, 0.29, 4.35])
      expect(quantity.safeParse(value).success, String(value)).toBe(true);
    expect(quantity.safeParse(0.125).success).toBe(false);
  });

  it('find every wrong digit of an ID number and of a card number', () => {
    const digits = (length: number) =>
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''));
    fc.assert(
      fc.property(digits(3), fc.nat(15), fc.integer({ min: 1, max: 9 }), (order, at, more) => {
        const first17 = `11010519900101${order}`;
        const valid = first17 + idCheckCharacter(first17);
        expect(isIdNumber(valid)).toBe(true);
        const wrong = String((Number(valid[at]) + more) % 10);
        expect(isIdNumber(valid.slice(0, at) + wrong + valid.slice(at + 1))).toBe(false);
      }),
    );
    fc.assert(
      fc.property(digits(18), fc.nat(17), fc.integer({ min: 1, max: 9 }), (first18, at, more) => {
        const valid = first18 + luhnDigit(first18);
        expect(isLuhnValid(valid)).toBe(true);
        const wrong = String((Number(valid[at]) + more) % 10);
        expect(isLuhnValid(valid.slice(0, at) + wrong + valid.slice(at + 1))).toBe(false);
      }),
    );
  });

  it('compare names and plates however they are written', () => {
    expect(normalise(' 省Ａ·１２３４５ ')).toBe('省A12345');
    expect(normalise('阿依古丽·买买提')).toBe(normalise('阿依古丽•买买提'));
  });
});

describe('kinds', () => {
  it.each(Object.keys(subjectKinds) as SubjectKind[])(
    'of subject %s are found by one of their claims, and know their contact',
    (kind) => {
      const { claims, identifiedBy, subjects, schema, contact } = subjectOfKind(kind);
      for (const set of claims) expect(Object.keys(set.shape)).toContain(identifiedBy);
      expect(Object.keys(subjects)).toHaveLength(1);
      expect(identifiedBy in subjects || identifiedBy in schema.shape).toBe(true);
      for (const field of Object.values(contact)) expect(Object.keys(schema.shape)).toContain(field);
    },
  );

  it.each(Object.keys(recordKinds) as RecordKind[])('of record %s have an order of their own fields', (kind) => {
    const { order, schema, personal } = recordOfKind(kind);
    for (const field of [...order, ...personal]) expect(Object.keys(schema.shape)).toContain(field);
    for (const field of personal) expect(order).not.toContain(field);
  });

  it('ask for a vehicle or a licence with a violation', () => {
    const aViolation = {
      violationNumber: 'A1',
      at: '2026-08-31T09:30:00+08:00',
      place: '路口',
      act: '闯红灯',
      fineFen: 20_000,
      points: 6,
      status: 'open',
    };
    const result = rowSchema('violation').safeParse(aViolation);
    expect(result.error?.issues[0]).toMatchObject({ path: ['plate'], message: 'needs plate or licenceNumber' });
  });
});

describe('demo data', () => {
  const organisations = ['power', 'housing-fund', 'bank', 'police', 'campus'];

  it.each(organisations)('of %s fits its schemas, and no two rows take one place', (organisation) => {
    for (const kind of demoKinds(organisation)) {
      const schema = rowSchema(kind);
      const places = new Set<string>();
      let rows = 0;
      for (const row of demoRows(organisation, kind, { size: 40, today })) {
        rows += 1;
        expect(schema.safeParse(row).error?.issues, kind).toBeUndefined();
        const { record, subjects } = takeRow(kind, row);
        for (const subject of subjects) places.add(`${subject} ${sortKeyOf(recordOfKind(kind), record)}`);
      }
      expect(places.size, kind).toBeGreaterThanOrEqual(rows);
    }
  });

  it('is the same every time', () => {
    const make = () => [...demoRows('power', 'electricity-bill', { size: 2, today })];
    expect(make()).toEqual(make());
  });

  it('has bills whose steps sum to the usage and follow the year’s tariff', () => {
    expect(stepsOf(2500, 50)).toEqual([
      { step: 1, kwh: 20, priceCentifen: 5300 },
      { step: 2, kwh: 30, priceCentifen: 5800 },
    ]);
    fc.assert(
      fc.property(fc.nat(9000), fc.nat(3000), (before, usage) => {
        expect(stepsOf(before, usage).reduce((sum, { kwh }) => sum + kwh, 0)).toBe(usage);
      }),
    );
  });

  it('has fund accounts whose balance is that of the last entry', () => {
    const accounts = [...demoRows('housing-fund', 'fund-account', { size: 10, today })];
    const entries = [...demoRows('housing-fund', 'fund-deposit', { size: 10, today })];
    for (const { accountNumber, balanceFen } of accounts) {
      expect(entries.filter((entry) => entry['accountNumber'] === accountNumber).at(-1)?.['balanceFen']).toBe(
        balanceFen,
      );
    }
  });

  it('has loans that close to the fen', () => {
    fc.assert(
      fc.property(
        fc.record({
          principalFen: fc.integer({ min: 100_000, max: 100_000_000 }),
          annualRatePpm: fc.integer({ min: 1000, max: 60_000 }),
          termMonths: fc.integer({ min: 2, max: 360 }),
          method: fc.constantFrom<DemoLoan['method']>('equal-instalments', 'equal-principal'),
        }),
        (loan) => {
          const instalments = [...instalmentsOf(loan)];
          expect(instalments.at(-1)?.remainingFen).toBe(0);
          expect(instalments.reduce((sum, { principalFen }) => sum + principalFen, 0)).toBe(loan.principalFen);
        },
      ),
    );
  });
});
