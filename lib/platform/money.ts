const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** `1,234.50` from integer fen, without a unit. Exact: no fraction is computed. */
export const yuan = (fen: number): string => {
  const digits = String(Math.abs(Math.round(fen))).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`;
};

/** `2.6%` from parts per million. */
export const percent = (ppm: number): string => `${ppm / 10_000}%`;

/** `0.53`, yuan of a price in hundredths of a fen. */
export const unitPrice = (centifen: number): string => String(centifen / 10_000);
