/** The value below which `share` (0 to 1) of the values lie. */
export const quantile = (values: number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};

export const median = (values: number[]): number => quantile(values, 0.5);

/** CPU time (user and system) of `work`, in microseconds. */
export const cpuOf = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
};

/** A table with a heading, columns set out by the widest cell. */
export const printTable = (title: string, rows: string[][]): void => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  console.log(`${title}\n${rows.map((row) => `  ${line(row)}`).join('\n')}\n`);
};

/** Says what is being measured, on standard error, so that the figures can be kept apart from it. */
export const progress = (text: string): void => console.error(`${new Date().toISOString().slice(11, 19)}  ${text}`);
