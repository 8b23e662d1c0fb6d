import { AppError } from '../../lib/platform/errors.ts';

/** Whether a schedule is due in the minute that begins at `at` (epoch milliseconds, UTC), given when it was started. */
export type Schedule = (at: number, startedAt: number) => boolean;

const minuteMs = 60_000;
const unitMinutes: Record<string, number> = { minute: 1, hour: 60, day: 1440 };
const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const unreadable = (expression: string) =>
  new AppError('bad_schedule', 'give-up', `the local stack can't read the schedule ${expression}`);

const numberOf = (text: string, names: readonly string[]): number => {
  const index = names.indexOf(text.toUpperCase());
  return index < 0 ? Number(text) : index + 1;
};

/** One field of a cron expression: `*`, `?`, `5`, `1-5`, `MON-FRI`, `0/15`, and lists of these. */
const fieldMeets = (field: string, value: number, names: readonly string[] = []): boolean =>
  field.split(',').some((part) => {
    const [range = '', step] = part.split('/');
    if (range === '*' || range === '?') return value % Number(step ?? 1) === 0;
    const [first = '', last] = range.split('-');
    const from = numberOf(first, names);
    const to = last === undefined ? (step === undefined ? from : Number.POSITIVE_INFINITY) : numberOf(last, names);
    return value >= from && value <= to && (value - from) % Number(step ?? 1) === 0;
  });

const parseRate = (expression: string, text: string): Schedule => {
  const [, count, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(text) ?? [];
  const minutes = Number(count) * (unitMinutes[unit] ?? Number.NaN);
  if (!(minutes > 0)) throw unreadable(expression);
  return (at, startedAt) => {
    const passed = Math.floor(at / minuteMs) - Math.floor(startedAt / minuteMs);
    return passed > 0 && passed % minutes === 0;
  };
};

const parseCron = (expression: string, text: string): Schedule => {
  const fields = text.split(/\s+/);
  if (fields.length !== 6 || !/^[\d\s*?,/A-Z-]+$/i.test(text) || /[LW#]/.test(text.replace(/[A-Z]{3}/g, ''))) {
    throw unreadable(expression);
  }
  const [minute = '', hour = '', day = '', month = '', weekday = '', year = ''] = fields;
  return (at) => {
    const time = new Date(at);
    return (
      fieldMeets(minute, time.getUTCMinutes()) &&
      fieldMeets(hour, time.getUTCHours()) &&
      fieldMeets(day, time.getUTCDate()) &&
      fieldMeets(month, time.getUTCMonth() + 1, monthNames) &&
      fieldMeets(weekday, time.getUTCDay() + 1, dayNames) &&
      fieldMeets(year, time.getUTCFullYear())
    );
  };
};

/** Reads `rate(…)` or `cron(…)` of EventBridge. Throws `AppError('bad_schedule', 'give-up')` at anything else. */
export const parseSchedule = (expression: string): Schedule => {
  const [, kind, text = ''] = /^(rate|cron)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return parseRate(expression, text);
  if (kind === 'cron') return parseCron(expression, text);
  throw unreadable(expression);
};
