import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sign, signatureMatches } from '../../../../lib/wechat/signature.ts';

describe('a signature', () => {
  it.each([
    ['the check of an address', ['AAAAA', '1714036504', '1514711492'], 'f464b24fc39322e44b38aa78f5edd27bd1441696'],
    ['a plaintext delivery', ['AAAAA', '1714037059', '486452656'], '899cf89e464efb63f54ddac96b0a0a235f53aa78'],
    ['a delivery in safe mode', ['AAAAA', '1714112445', '415670741'], '6c5c811b55cc85e0e1b54100749188c20beb3f5d'],
  ])('of %s is as WeChat publishes it', (_what, parts, published) => {
    expect(sign(...parts)).toBe(published);
  });

  it('does not depend on the order of its parts', () => {
    fc.assert(fc.property(fc.array(fc.string()), (parts) => sign(...parts) === sign(...parts.toReversed())));
  });

  it('sorts by bytes, not by the rules of a language', () => {
    expect(sign('b', 'A', 'a', 'B')).toBe(sign('ABab'));
    expect(sign('é', 'z')).toBe(sign('zé'));
  });
});

describe('a given signature', () => {
  const parts = ['token', '1714036504', 'nonce'];

  it('matches its parts', () => {
    expect(signatureMatches(sign(...parts), ...parts)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'short',
    sign(...parts).toUpperCase(),
    `${sign(...parts)}0`,
    'é'.repeat(40),
    '\ud800'.repeat(40),
  ])('that is %j does not match', (given) => {
    expect(signatureMatches(given, ...parts)).toBe(false);
  });

  it('does not match when one character differs', () => {
    const right = sign(...parts);
    for (let position = 0; position < right.length; position += 1) {
      const other = right[position] === '0' ? '1' : '0';
      const wrong = `${right.slice(0, position)}${other}${right.slice(position + 1)}`;
      expect(signatureMatches(wrong, ...parts)).toBe(false);
    }
  });
});
