const digits = '零一二三四五六七八九';
const units: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** A run of Chinese numerals; the 百 of 百分之 is none. */
const run = /(?!百分之)[零〇○一二两三四五六七八九十百千]+/g;

const digitOf = (character: string): number => digits.indexOf(character.replace(/[〇○]/, '零').replace('两', '二'));

/** `二零二六`: digit by digit. */
const byDigits = (numeral: string): string => [...numeral].map(digitOf).join('');

/** `一百零五` is 105; `一百五`, as people say it, 150. */
const byUnits = (numeral: string): number => {
  let total = 0;
  let open: number | undefined;
  let below = 1;
  for (const character of numeral) {
    const unit = units[character];
    if (unit === undefined) {
      open = digitOf(character);
      if (open === 0) below = 1;
      continue;
    }
    total += (open || 1) * unit;
    open = undefined;
    below = unit / 10;
  }
  return total + (open ?? 0) * below;
};

const arabic = (numeral: string): string => {
  if (numeral === '百' || numeral === '千') return numeral;
  return /[十百千]/.test(numeral) ? String(byUnits(numeral)) : byDigits(numeral);
};

/** The words with their whole numbers in Arabic digits, full-width ones folded: `二零二六年八月` is `2026年8月`, `五十万` is `50万`. */
export const withDigits = (words: string): string => words.normalize('NFKC').replace(run, arabic);
