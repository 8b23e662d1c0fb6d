import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../../infra/local/schedule-expression.ts';
import { lastDue } from '../../../../infra/local/schedules.ts';

const at = (text: string) => Date.parse(`${text}Z`);
const start = at('2026-11-22T08:30');

describe('a schedule', () => {
  it('by rate is due again and again after its start', () => {
    const due = parseSchedule('rate(1 hour)');
    expect(due(start, start)).toBe(false);
    expect(due(at('2026-11-22T09:30'), start)).toBe(true);
    expect(due(at('2026-11-22T10:00'), start)).toBe(false);
    expect(parseSchedule('rate(5 minutes)')(at('2026-11-22T08:35'), start)).toBe(true);
    expect(parseSchedule('rate(2 days)')(at('2026-11-23T08:30'), start)).toBe(false);
  });

  it('by cron is due at its minutes, in UTC', () => {
    const weekdays = parseSchedule('cron(0/15 1,2 ? * MON-FRI *)');
    expect(weekdays(at('2026-11-23T01:45'), 0)).toBe(true);
    expect(weekdays(at('2026-11-23T01:46'), 0)).toBe(false);
    expect(weekdays(at('2026-11-23T03:00'), 0)).toBe(false);
    expect(weekdays(at('2026-11-22T01:45'), 0)).toBe(false);
    const yearly = parseSchedule('cron(5 0 1 JAN ? 2027)');
    expect([yearly(at('2027-01-01T00:05'), 0), yearly(at('2028-01-01T00:05'), 0)]).toEqual([true, false]);
  });

  it.each(['rate(0 minutes)', 'rate(1 week)', 'cron(* * * *)', 'cron(0 0 L * ? *)', 'cron(0 0 ? * 2#1 *)', 'at(2026)'])(
    'that it can’t read is refused: %s',
    (expression) => expect(() => parseSchedule(expression)).toThrow(expression),
  );

  it('that the clock jumped over is found once, at its latest time', () => {
    const after = at('2026-11-22T09:31');
    expect(lastDue('rate(1 hour)', start, after, at('2026-11-22T13:10'))).toBe(at('2026-11-22T12:30'));
    expect(lastDue('rate(1 hour)', start, after, at('2026-11-22T10:29'))).toBeUndefined();
    expect(lastDue('cron(0 1 * * ? *)', start, start, at('2027-02-01T00:30'))).toBe(at('2027-01-31T01:00'));
  });
});
