import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../lib/platform/errors.ts';
import { createLog, redact, shortOpenid } from '../../../../lib/platform/log.ts';
import { aLog } from '../../../support/log.ts';

const phone = '13812345678';
const idNumber = '11010519491231002X';
const card = '6222021234567890123';

describe('redaction', () => {
  it.each([
    [`请打${phone}找我`, '请打[phone]找我'],
    ['回电 +8613812345678', '回电 +[phone]'],
    ['+86 138 1234 5678', '+[phone]'],
    ['138-1234-5678', '[phone]'],
    [`身份证${idNumber}`, '身份证[id-number]'],
    [idNumber.toLowerCase(), '[id-number]'],
    [`卡号${card}。`, '卡号[card]。'],
    ['4000001234567899', '[card]'],
    ['/cgi-bin/x?access_token=68_abcDEF-_&lang=zh', '/cgi-bin/x?access_token=[redacted]&lang=zh'],
    ['?appid=wx1&secret=s3cret&code=021abc&ticket=t', '?appid=wx1&secret=[redacted]&code=[redacted]&ticket=[redacted]'],
  ])('of %j leaves %j', (text, left) => {
    expect(redact(text)).toBe(left);
  });

  it.each([
    '2026-05-16T10:00:00.000Z',
    '1778896800000',
    '12 of 34',
    'rid: 6645abcd-12345678-87654321',
    '户号的格式不对',
  ])('leaves %j alone', (text) => {
    expect(redact(text)).toBe(text);
  });

  it.each([
    'phone',
    'mobile',
    'realName',
    'idNumber',
    'cardNumber',
    'content',
    'text',
    'recognition',
    'xml',
    'token',
    'access_token',
    'secret',
    'password',
    'signature',
    'Cookie',
    'AUTHORIZATION',
    'latitude',
  ])('replaces whatever the field %s holds', (name) => {
    expect(redact({ [name]: 'x' })).toEqual({ [name]: '[redacted]' });
    expect(redact({ deep: [{ [name]: { more: 1 } }] })).toEqual({ deep: [{ [name]: '[redacted]' }] });
  });

  it('keeps an error’s code and drops every other code', () => {
    expect(redact({ code: 'not_wechat' })).toEqual({ code: 'not_wechat' });
    for (const code of ['483920', '021AbcdE1fg2', 40001]) expect(redact({ code })).toEqual({ code: '[redacted]' });
  });

  it('finds people at any depth, and in lists', () => {
    expect(JSON.stringify(redact({ a: { b: { c: [phone, { d: idNumber }] } }, e: [[[[[card]]]]] }))).not.toMatch(
      /\d{6}/,
    );
  });

  it('ends where things contain themselves', () => {
    const ring: Record<string, unknown> = {};
    ring['ring'] = ring;
    expect(JSON.stringify(redact(ring))).toContain('[deep]');
  });

  it('cuts long texts and long lists', () => {
    expect((redact('电'.repeat(5000)) as string).length).toBe(2000);
    expect(redact(Array.from({ length: 80 }, () => 1))).toHaveLength(50);
  });

  it('shows six characters of an openid', () => {
    expect(redact({ openid: 'oLinJiang0a1b2c3' })).toEqual({ openid: 'oLinJi…' });
    expect(shortOpenid('oLin')).toBe('oLin…');
  });

  it('of an error shows neither its words nor its trail', () => {
    const error = new AppError('bad', 'retry', `no bill of ${phone}`, { cause: new Error(card) });
    expect(JSON.stringify(redact({ error }))).not.toMatch(/138|6222|at /);
  });

  it('can be written whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true, withNullPrototype: true }),
        (value) => {
          expect(() => JSON.stringify(redact({ value }))).not.toThrow();
        },
      ),
    );
  });

  it('leaves no phone or card number, wherever it stands in a text', () => {
    const around = fc.stringMatching(/^\D*$/);
    fc.assert(
      fc.property(around, around, fc.constantFrom(phone, idNumber, card), (before, after, secret) => {
        expect(redact(`${before}${secret}${after}`)).not.toContain(secret);
      }),
    );
  });
});

describe('a log', () => {
  it('writes one JSON line with time, level and event', () => {
    const lines: string[] = [];
    const log = createLog({
      level: 'info',
      now: () => 0,
      write: (line) => void lines.push(line),
      fields: { function: 'callback' },
    });
    log.warn('reply_late', { note: 'a\nb' });
    expect(lines).toEqual([
      '{"time":"1970-01-01T00:00:00.000Z","level":"warn","event":"reply_late","function":"callback","note":"a\\nb"}',
    ]);
  });

  it.each([
    ['debug', 4],
    ['info', 3],
    ['warn', 2],
    ['error', 1],
  ] as const)('of level %s writes %i of four levels', (level, written) => {
    const lines: string[] = [];
    const log = createLog({ level, now: () => 0, write: (line) => void lines.push(line) });
    for (const at of ['debug', 'info', 'warn', 'error'] as const) log[at]('event');
    expect(lines).toHaveLength(written);
  });

  it('carries the fields of its parents, and redacts them too', () => {
    const recorded = aLog();
    recorded.log.with({ requestId: 'r-1' }).with({ openid: 'oLinJiang0a1b2c3' }).info('asked', { words: phone });
    expect(recorded.find('asked')).toMatchObject({ requestId: 'r-1', openid: 'oLinJi…', words: '[phone]' });
  });
});
