/** Weights and check characters of GB 11643-1999. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/** The 18th character of an ID number, from its first 17 digits. */
export const idCheckCharacter = (first17: string): string => {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(first17[at]), 0);
  return checkCharacters.charAt(sum % 11);
};

const isCalendarDay = (digits: string): boolean => {
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
};

/** Whether a text is a resident ID number: 18 characters, a birthday that exists, the right check character (GB 11643-1999). */
export const isIdNumber = (text: string): boolean =>
  /^\d{17}[\dX]$/.test(text) && isCalendarDay(text.slice(6, 14)) && idCheckCharacter(text.slice(0, 17)) === text[17];
