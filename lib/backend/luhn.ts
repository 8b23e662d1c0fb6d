/** The last digit of a card number, from the digits before it (ISO/IEC 7812-1). */
export const luhnDigit = (digits: string): string => {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const weighed = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return String((10 - (sum % 10)) % 10);
};

/** Whether the last digit of a card number is the right one. */
export const isLuhnValid = (cardNumber: string): boolean => luhnDigit(cardNumber.slice(0, -1)) === cardNumber.slice(-1);
