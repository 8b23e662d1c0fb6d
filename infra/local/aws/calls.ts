/** One call that a function made to AWS. */
export interface AwsCall {
  /** Machine time at which it came, epoch milliseconds with fractions. */
  at: number;
  /** Milliseconds until it was answered. */
  ms: number;
  service: string;
  operation: string;
  /** Name of the function that was invoked, for Lambda. */
  function?: string;
  /** Capacity units, for DynamoDB. */
  consumed?: number;
}

/** How often something was called, what all of it consumed, and how long it took. */
export interface AwsTotal {
  calls: number;
  units: number;
  ms: number;
}

/** The calls since the start or the last `clear`, the newest hundred thousand of them. */
export interface AwsCalls {
  record(call: AwsCall): void;
  list(): readonly AwsCall[];
  /** Adds a batch of a queue to the totals alone; nobody asks for it. */
  recordBatch(queue: string, ms: number): void;
  /** All calls, by service and operation (`dynamodb PutItem`), by function (`lambda on-menu`) or by queue (`queue bianmin-power-local-bulk`). */
  totals(): Record<string, AwsTotal>;
  clear(): void;
}

const kept = 100_000;

/** An empty record of calls. */
export const createAwsCalls = (): AwsCalls => {
  let calls: AwsCall[] = [];
  let totals: Record<string, AwsTotal> = {};
  const count = (name: string, consumed: number, ms: number) => {
    const before = totals[name] ?? { calls: 0, units: 0, ms: 0 };
    totals[name] = { calls: before.calls + 1, units: before.units + consumed, ms: before.ms + ms };
  };
  return {
    recordBatch: (queue, ms) => count(`queue ${queue}`, 0, ms),
    record: (call) => {
      count(`${call.service} ${call.function ?? call.operation}`, call.consumed ?? 0, call.ms);
      calls.push(call);
      if (calls.length > 2 * kept) calls = calls.slice(-kept);
    },
    list: () => calls.slice(-kept),
    totals: () => ({ ...totals }),
    clear: () => {
      calls = [];
      totals = {};
    },
  };
};
