const dots = (count: number): string => '*'.repeat(count);

/** `138****5678`: the first three and the last four digits. */
export const maskPhone = (phone: string): string => phone.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2');

/** `张*`, `王**`: the first character. */
export const maskName = (name: string): string => {
  const [first = '', ...rest] = [...name];
  return `${first}${dots(Math.max(rest.length, 1))}`;
};

/** `110***********1234`: the first three and the last four. */
export const maskIdNumber = (idNumber: string): string =>
  `${idNumber.slice(0, 3)}${dots(Math.max(idNumber.length - 7, 1))}${idNumber.slice(-4)}`;

/** `尾号1234`, as banks say it. */
export const maskCard = (cardNumber: string): string => `尾号${cardNumber.slice(-4)}`;

/** `62****7890`: the first two and the last four of an account number. */
export const maskAccount = (accountNumber: string): string =>
  `${accountNumber.slice(0, 2)}****${accountNumber.slice(-4)}`;
