/** `省A***45`: province, letter, and the last two characters. */
export const maskPlate = (plate: string): string =>
  `${plate.slice(0, 2)}${'*'.repeat(Math.max(plate.length - 4, 1))}${plate.slice(-2)}`;
