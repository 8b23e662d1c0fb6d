import type { AwsCalls, AwsTotal } from '../local/aws/calls.ts';
import prices from './prices.json' with { type: 'json' };

/** Capacity units, requests of queues, and calls and time of functions that something used. */
export interface Used {
  readUnits: number;
  writeUnits: number;
  queueRequests: number;
  /** Calls of functions by queues. */
  batches: number;
  /** Seconds of these calls. */
  functionSeconds: number;
}

const million = 1_000_000;
/** Memory of the push engine's functions, in GB. */
const memoryGb = 1;
const reads = /^dynamodb (GetItem|Query|BatchGetItem|Scan)$/;

/** What was used since the calls were last cleared. */
export const usedSince = (calls: AwsCalls): Used => {
  const totals = Object.entries(calls.totals());
  const sum = (which: (name: string) => boolean, of: keyof AwsTotal) =>
    totals.filter(([name]) => which(name)).reduce((whole, [, total]) => whole + total[of], 0);
  const isTable = (name: string) => name.startsWith('dynamodb ');
  const isBatch = (name: string) => name.startsWith('queue ');
  const batches = sum(isBatch, 'calls');
  return {
    readUnits: sum((name) => reads.test(name), 'units'),
    writeUnits: sum((name) => isTable(name) && !reads.test(name), 'units'),
    // Put on the queue by a call; received and deleted by the mapping.
    queueRequests: sum((name) => name.startsWith('sqs '), 'calls') + 2 * batches,
    batches,
    functionSeconds: sum(isBatch, 'ms') / 1000,
  };
};

const each = (one: Used, other: Used, of: (a: number, b: number) => number): Used => ({
  readUnits: of(one.readUnits, other.readUnits),
  writeUnits: of(one.writeUnits, other.writeUnits),
  queueRequests: of(one.queueRequests, other.queueRequests),
  batches: of(one.batches, other.batches),
  functionSeconds: of(one.functionSeconds, other.functionSeconds),
});

/** What is left of a whole without a part of it. */
export const usedBeside = (whole: Used, part: Used): Used => each(whole, part, (a, b) => a - b);

/** What is used for each of so many people. */
export const usedPer = (used: Used, people: number): Used => each(used, used, (a) => a / people);

/** Money for a million times that, of `prices.currency`; functions at the pace of this machine. */
export const moneyPerMillion = (used: Used): number =>
  used.readUnits * prices.perMillion.readUnits +
  used.writeUnits * prices.perMillion.writeUnits +
  used.queueRequests * prices.perMillion.queueRequests +
  used.batches * prices.perMillion.lambdaRequests +
  used.functionSeconds * million * memoryGb * prices.lambdaGbSecondArm;

export const { currency } = prices;
