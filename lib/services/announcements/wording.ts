import { beijingDay, beijingTime } from '../../platform/clock.ts';
import { yuan } from '../../platform/money.ts';
import { dayInWords } from '../../platform/months.ts';

/** `2026年5月16日 10:00`, as WeChat's `time` fields take it. */
export const momentInWords = (at: number): string => `${dayInWords(beijingDay(at))} ${beijingTime(at)}`;

/** `1234.50`: WeChat's `amount` fields take digits alone. */
export const plainYuan = (fen: number): string => yuan(fen).replaceAll(',', '');

/** `****7890`: a card shows on lock screens. */
export const maskNumber = (number: string): string => `****${number.slice(-4)}`;
