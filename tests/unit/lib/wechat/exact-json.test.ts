import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExactJson } from '../../../../lib/wechat/exact-json.ts';

describe('parseExactJson', () => {
  it('keeps a 64-bit id to its last digit, as text', () => {
    expect(parseExactJson('{"errcode":0,"msgid":9007199254740993}')).toEqual({ errcode: 0, msgid: '9007199254740993' });
  });

  it('gives an id the same type when it is small', () => {
    expect(parseExactJson('{"msgid":200228332,"msg_data_id" : 7}')).toEqual({ msgid: '200228332', msg_data_id: '7' });
  });

  it('keeps long integers in lists and members of other names', () => {
    const text = '{"list":[1, 9007199254740993 ,2],"other":-9007199254740993}';
    expect(parseExactJson(text)).toEqual({ list: [1, '9007199254740993', 2], other: '-9007199254740993' });
  });

  it('leaves digits inside text, fractions and exponents alone', () => {
    const text = '{"a":"\\"msgid\\":12345678901234567890,","b":1.2345678901234567,"c":1e21,"msgid":"7"}';
    expect(parseExactJson(text)).toEqual(JSON.parse(text));
  });

  it('drops raw control characters, which nicknames bring', () => {
    expect(parseExactJson('\ufeff{"nickname":"a\u0008b"}')).toEqual({ nickname: 'ab' });
  });

  it('takes a body of two million characters', () => {
    const text = JSON.stringify({ content: 'x\\"'.repeat(700_000) });
    expect(parseExactJson(text)).toEqual(JSON.parse(text));
  });

  it('reads whatever JSON.parse reads, when no long integers are in it', () => {
    const plain = fc.json().filter((text) => !/\d{16}|msg_?id|publish_id/.test(text));
    fc.assert(
      fc.property(plain, (text) => {
        expect(parseExactJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});
