const eightHours = 8 * 3600 * 1000;

const beijing = (at: number): string => new Date(at + eightHours).toISOString();

/** The day in Beijing, `2026-11-22`: WeChat's daily limits begin anew at its midnight. */
export const beijingDay = (at: number): string => beijing(at).slice(0, 10);

/** The month in Beijing, `2026-11`. */
export const beijingMonth = (at: number): string => beijing(at).slice(0, 7);

/** Hour of the day in Beijing, 0–23. */
export const beijingHour = (at: number): number => Number(beijing(at).slice(11, 13));
