import { describe, expect, it } from 'vitest';
import { fill } from '../../../../lib/platform/wording.ts';

describe('a text with marks', () => {
  it('is filled in, each mark as often as it stands', () => {
    expect(fill('“{service}”每天{limit}次，{service}', { service: '电费', limit: '3' })).toBe('“电费”每天3次，电费');
  });

  it('keeps a mark that has no value, names of prototypes among them', () => {
    expect(fill('{other} {toString} {__proto__}', { place: 'x' })).toBe('{other} {toString} {__proto__}');
  });

  it('takes values as they are', () => {
    expect(fill('“{text}”', { text: '$& {text} $1' })).toBe('“$& {text} $1”');
  });
});
