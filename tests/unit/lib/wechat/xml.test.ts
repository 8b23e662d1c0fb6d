import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cdata, parseXml } from '../../../../lib/wechat/xml.ts';
import { aTextXml } from '../../../support/payloads.ts';

const refusal = expect.objectContaining({ code: 'bad_xml', kind: 'reject' });
const content = (xml: string) => parseXml(xml).children['Content']?.[0]?.text;
const nested = (levels: number) => `<xml>${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}</xml>`;
const allowed = (text: string) => text.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '');

describe('the XML of a message', () => {
  it('gives each element its text and its children', () => {
    const { children } = parseXml('<xml><A>1</A><B><C>x</C><C>y</C></B></xml>');
    expect(children['A']?.[0]?.text).toBe('1');
    expect(children['B']?.[0]?.children['C']?.map(({ text }) => text)).toEqual(['x', 'y']);
  });

  it('keeps white space inside CDATA and drops it outside', () => {
    expect(content('<xml><Content>\n <![CDATA[ a\n]]> \n</Content></xml>')).toBe(' a\n');
    expect(content('<xml><Content>\n  plain \n</Content></xml>')).toBe('plain');
  });

  it('knows the five entities of XML and character references', () => {
    expect(content('<xml><Content>&lt;&amp;&gt;&quot;&apos;&#30005;</Content></xml>')).toBe('<&>"\'电');
  });

  it('lets control characters through, since followers send them', () => {
    expect(content(aTextXml('a\u0001\u000bb'))).toBe('a\u0001\u000bb');
  });

  it('takes names of prototypes for names like any other', () => {
    const { children } = parseXml(
      '<xml><__proto__>1</__proto__><constructor>2</constructor><toString>3</toString></xml>',
    );
    expect(Object.getPrototypeOf(children)).toBeNull();
    expect(Object.keys(children)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(({} as Record<string, unknown>)['1']).toBeUndefined();
  });

  it('reads 16 levels and 2,000 elements', () => {
    expect(parseXml(nested(16)).children['a']).toHaveLength(1);
    expect(parseXml(`<xml>${'<a/>'.repeat(1999)}</xml>`).children['a']).toHaveLength(1999);
  });
});

describe('a body', () => {
  it.each([
    ['without anything', ''],
    ['of white space', ' \n '],
    ['of JSON', '{"ToUserName":"gh_a1b2c3d4e5f6"}'],
    ['with another root', '<soap><xml/></soap>'],
    ['cut short', aTextXml('hello').slice(0, -8)],
    ['with crossed elements', '<xml><a><b></a></b></xml>'],
    ['with text before its root', 'x<xml/>'],
    ['with text after its root', '<xml/>x'],
    ['with a second root', '<xml/><xml><Content>2</Content></xml>'],
    ['with a document type', '<!DOCTYPE xml><xml/>'],
    ['with a document type behind', '<xml/><!DOCTYPE xml>'],
    ['with a document type inside', '<xml><!DOCTYPE xml></xml>'],
    ['with an entity of its own', '<!DOCTYPE x [<!ENTITY a "b">]><xml><Content>&a;</Content></xml>'],
    [
      'with an outside entity',
      '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><Content>&a;</Content></xml>',
    ],
    ['with an unknown entity', '<xml><Content>&a;</Content></xml>'],
    ['of 17 levels', nested(17)],
    ['of 100,000 levels', nested(100_000)],
    ['of 2,001 elements', `<xml>${'<a/>'.repeat(2000)}</xml>`],
  ])('%s is refused', (_which, xml) => {
    expect(() => parseXml(xml)).toThrow(refusal);
  });

  it('of whatever text is parsed or refused, nothing else', () => {
    const piece = fc.constantFrom(
      '<xml>',
      '</xml>',
      '<a>',
      '</a>',
      '<![CDATA[',
      ']]>',
      '&amp;',
      '&#0;',
      '<!--',
      '-->',
      '<?x',
      '?>',
      '"',
      '=',
    );
    const text = fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 20 });
    fc.assert(
      fc.property(text, fc.boolean(), (pieces, wrapped) => {
        const xml = wrapped ? `<xml>${pieces.join('')}</xml>` : pieces.join('');
        try {
          parseXml(xml);
        } catch (error) {
          expect(error).toEqual(refusal);
        }
      }),
      { numRuns: 250 },
    );
  });
});

describe('CDATA', () => {
  it('carries every text through a parser, but for characters that XML forbids', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(']]>', ']', '>', '<![CDATA[', 'a')).map((parts) => parts.join('')),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(text, (value) => {
        expect(content(`<xml><Content>${cdata(value)}</Content></xml>`)).toBe(allowed(value));
      }),
      { numRuns: 250 },
    );
  });

  it('cannot be ended by the text inside', () => {
    const attack = ']]>x]]></Content><MsgType>news</MsgType><Content><![CDATA[';
    const { children } = parseXml(`<xml><Content>${cdata(attack)}</Content></xml>`);
    expect(Object.keys(children)).toEqual(['Content']);
    expect(children['Content']?.[0]?.text).toBe(attack);
  });

  it('shows a sign in place of half a character', () => {
    expect(cdata('a\ud83db\ude00c😀')).toBe('<![CDATA[a\ufffdb\ufffdc😀]]>');
  });
});
