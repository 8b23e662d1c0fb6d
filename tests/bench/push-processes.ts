import { readFileSync, writeFileSync } from 'node:fs';

/** Processor time and memory of one process since its watch began; `NaN` where the system has no /proc. */
export interface Watch {
  /** Milliseconds of processor time, all threads together. */
  cpuMs(): number;
  /** Highest resident memory, in MB. */
  peakMb(): number;
}

/** Clock ticks of Linux are hundredths of a second wherever Node runs. */
const tickMs = 10;

const read = (pid: number, file: string): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
};

const cpuMsOf = (pid: number): number => {
  // The name, in brackets, may hold spaces; the times are the 14th and 15th field.
  const fields = read(pid, 'stat')?.split(') ')[1]?.split(' ');
  return fields === undefined ? Number.NaN : (Number(fields[11]) + Number(fields[12])) * tickMs;
};

const resetPeak = (pid: number): void => {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Not ours, or no Linux: the peak is then that of the whole life.
  }
};

/** Watches a process from now on. */
export const watch = (pid: number): Watch => {
  const before = cpuMsOf(pid);
  resetPeak(pid);
  return {
    cpuMs: () => cpuMsOf(pid) - before,
    peakMb: () => Number(/VmHWM:\s+(\d+)/.exec(read(pid, 'status') ?? '')?.[1] ?? Number.NaN) / 1024,
  };
};
