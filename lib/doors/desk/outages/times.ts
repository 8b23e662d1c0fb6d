/** `2026-11-29 08:00`, `2026/11/29 8:00`, `2026年11月29日 8:00`, `2026-11-29T08:00`; seconds are let pass. */
const written = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T\s]*(\d{1,2})[:时](\d{1,2})(?::\d{1,2}|分)?$/;

const two = (digits: string): string => digits.padStart(2, '0');

/** A Beijing time as people and spreadsheets write it, full-width digits and colons included, as `2026-11-29T08:00`; undefined for what is none, such as 31 November. */
export const readTime = (text: string): string | undefined => {
  const [, year = '', month = '', day = '', hour = '', minute = ''] = written.exec(text.normalize('NFKC').trim()) ?? [];
  const local = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
  const at = new Date(`${local}:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(local) ? local : undefined;
};

/** The instant of a Beijing time, with its offset. */
export const instantOf = (local: string): string => `${local}:00+08:00`;
