/**
 * The form in which numbers and names are compared and hashed: full-width characters as half-width, capital letters,
 * no spaces, no dots of plates (省A·12345) and of names (阿依古丽·买买提).
 */
export const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s·•‧・]/g, '')
    .toUpperCase();
