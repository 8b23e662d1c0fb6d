import { describe, expect, it } from 'vitest';
import { index } from '../../../../lib/platform/keys.ts';

const at = (time: string): number => Date.parse(`${time}+08:00`);

describe('the desk’s lists by months', () => {
  it.each([
    ['2026-05-01T00:00:00', '2026-05'],
    ['2026-04-30T23:59:59', '2026-04'],
    ['2027-01-01T00:00:00', '2027-01'],
    ['2026-12-31T23:59:59', '2026-12'],
  ])('put %s in Beijing into %s', (time, month) => {
    expect(index.notices(at(time), 'n').gsi1pk).toBe(`notices#${month}`);
    expect(index.outages(at(time), 'o').gsi1pk).toBe(`outages#${month}`);
  });

  it('are in the order of time', () => {
    const [earlier, later] = ['2026-05-01T00:30:00', '2026-05-01T08:30:00'].map((time) => index.notices(at(time), 'n'));
    expect(String(earlier?.gsi1sk) < String(later?.gsi1sk)).toBe(true);
  });
});
