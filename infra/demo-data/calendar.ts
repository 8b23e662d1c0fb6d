const dayMs = 86_400_000;

/** The month `months` after (or before, when negative) `month`, as `YYYY-MM`. */
export const addMonths = (month: string, months: number): string => {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
};

/** The day `days` after (or before) `day`, as `YYYY-MM-DD`. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** A day of a month; the 31st of a short month is its last. */
export const dayIn = (month: string, date: number): string => {
  const last = new Date(Date.parse(`${addMonths(month, 1)}-01T00:00:00Z`) - dayMs).getUTCDate();
  return `${month}-${String(Math.min(date, last)).padStart(2, '0')}`;
};

const two = (value: number): string => String(value).padStart(2, '0');

/** An instant of a day in Beijing, from its minute (0 to 1439). */
export const instantOn = (day: string, minute: number): string =>
  `${day}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00+08:00`;

/** Number of calendar months in a year up to `month`, itself included. */
export const monthOfYear = (month: string): number => Number(month.slice(5, 7));
