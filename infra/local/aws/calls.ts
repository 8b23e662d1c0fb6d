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

/** The calls since the start or the last `clear`, the newest hundred thousand of them. */
export interface AwsCalls {
  record(call: AwsCall): void;
  list(): readonly AwsCall[];
  clear(): void;
}

const kept = 100_000;

/** An empty record of calls. */
export const createAwsCalls = (): AwsCalls => {
  let calls: AwsCall[] = [];
  return {
    record: (call) => {
      calls.push(call);
      if (calls.length > 2 * kept) calls = calls.slice(-kept);
    },
    list: () => calls.slice(-kept),
    clear: () => {
      calls = [];
    },
  };
};
