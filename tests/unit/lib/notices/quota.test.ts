import { describe, expect, it } from 'vitest';
import { refusedUntil } from '../../../../lib/notices/quota.ts';

const at = (time: string): number => Date.parse(`2026-05-16T${time}+08:00`);

describe('a refusal for the quota', () => {
  it('ends at midnight in Beijing', () => {
    expect(refusedUntil(at('10:00:00'))).toBe(at('24:00:00'));
    expect(refusedUntil(at('23:59:59'))).toBe(at('24:00:00'));
    expect(refusedUntil(at('00:05:00'))).toBe(at('24:00:00'));
  });

  it('in a day’s first minutes is about the day before, and does not cost the whole day', () => {
    expect(refusedUntil(at('00:00:00'))).toBe(at('00:05:00'));
    expect(refusedUntil(at('00:04:59'))).toBe(at('00:05:00'));
  });
});
