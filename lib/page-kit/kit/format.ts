const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** `1,234.50` from integer fen, without a unit; exact, since no fraction is ever computed. */
export const yuan = (fen: number): string => {
  const digits = String(Math.abs(Math.round(fen))).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`;
};

/** `1,234` or `1,234.5`: a quantity with at most `decimals` decimals, closing noughts left out. */
export const quantity = (value: number, decimals = 2): string => {
  const [whole = '0', fraction = ''] = Math.abs(value).toFixed(decimals).split('.');
  const kept = fraction.replace(/0+$/, '');
  const sign = value < 0 && Number(value.toFixed(decimals)) !== 0 ? '-' : '';
  return `${sign}${grouped(whole)}${kept && `.${kept}`}`;
};

/** `1,234 度`; 1 度 is 1 kWh. */
export const kwh = (value: number): string => `${quantity(value)} 度`;

/** `2026年8月` from `2026-08`. */
export const monthName = (month: string): string => month.replace(/^(\d{4})-0?(\d{1,2})$/, '$1年$2月');

/** `2026年8月3日` from `2026-08-03`. */
export const dayName = (day: string): string => day.replace(/^(\d{4})-0?(\d{1,2})-0?(\d{1,2})$/, '$1年$2月$3日');

const beijingMs = 8 * 3_600_000;

const inBeijing = (instant: number | string): string => new Date(new Date(instant).getTime() + beijingMs).toISOString();

/** `2026年8月3日`, the day in Beijing, from epoch milliseconds or ISO 8601. */
export const dayOf = (instant: number | string): string => dayName(inBeijing(instant).slice(0, 10));

/** `2026年8月3日 14:05`, Beijing time, from epoch milliseconds or ISO 8601. */
export const instantName = (instant: number | string): string =>
  `${dayOf(instant)} ${inBeijing(instant).slice(11, 16)}`;
