import prices from '../../infra/costs/prices.json' with { type: 'json' };
import type { Used } from './push-run.ts';

const million = 1_000_000;
/** Memory of the engine's functions, in GB. */
const memoryGb = 1;

/** What is used for each recipient. */
export const perRecipient = (used: Used, people: number): Used => ({
  readUnits: used.readUnits / people,
  writeUnits: used.writeUnits / people,
  queueRequests: used.queueRequests / people,
  functionSeconds: used.functionSeconds / people,
});

/** Money for a million recipients, of `prices.currency`, by the list prices of AWS; functions at the pace of this machine. */
export const moneyPerMillion = (each: Used): number =>
  each.readUnits * prices.perMillion.readUnits +
  each.writeUnits * prices.perMillion.writeUnits +
  each.queueRequests * prices.perMillion.queueRequests +
  each.functionSeconds * million * memoryGb * prices.lambdaGbSecondArm;

export const { currency } = prices;
