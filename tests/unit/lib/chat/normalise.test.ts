import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../../../lib/chat/normalise.ts';

describe('the normal form', () => {
  it.each([
    ['电费', '电费'],
    ['　电 费？', '电费'],
    ['“电费”！！', '电费'],
    ['【电费】', '电费'],
    ['电费[微笑]', '电费'],
    ['电费😀👍🏽', '电费'],
    ['ETC', 'etc'],
    ['ＥＴＣ', 'etc'],
    ['１２', '12'],
    ['①', '1'],
    ['【3】', '3'],
    ['3。', '3'],
    ['3️⃣', '3'],
    ['９５５９８', '95598'],
    ['👨‍👩‍👧', ''],
    ['', ''],
  ])('of %j is %j', (text, normal) => {
    expect(normalise(text)).toBe(normal);
  });

  it('is its own normal form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
      }),
    );
  });
});
