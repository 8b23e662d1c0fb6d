/** A fault that the stand-ins put in the way of the next `times` calls to `path`. */
export interface Fault {
  path: string;
  errcode?: number;
  errmsg?: string;
  httpStatus?: number;
  delayMs?: number;
  /** The call happens, and the connection is closed in place of an answer; WeChat's side only. */
  drop?: boolean;
  times: number;
}

/** The one registry of faults, shared by every stand-in of the local stack. */
export interface Faults {
  add(fault: Fault): void;
  /** Counts one call to `path` against the oldest fault that names it. */
  take(path: string): Fault | undefined;
  clear(): void;
}

/** An empty registry. A path that ends in `*` meets every path that begins so. */
export const createFaults = (): Faults => {
  let faults: Fault[] = [];
  const meets = (fault: Fault, path: string) =>
    fault.path.endsWith('*') ? path.startsWith(fault.path.slice(0, -1)) : fault.path === path;
  return {
    add: (fault) => void faults.push({ ...fault }),
    take: (path) => {
      const fault = faults.find((candidate) => candidate.times > 0 && meets(candidate, path));
      if (fault) fault.times -= 1;
      faults = faults.filter((candidate) => candidate.times > 0);
      return fault;
    },
    clear: () => {
      faults = [];
    },
  };
};
