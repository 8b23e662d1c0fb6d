import assumptions from './assumptions.json' with { type: 'json' };
import type { Usage } from './measure.ts';
import type { NoticeUsage } from './notice.ts';
import prices from './prices.json' with { type: 'json' };
import { moneyPerMillion } from './used.ts';

/** Memory of every function on these journeys, in GB, as the manifest has it. */
const memoryGb = { callback: 1, answering: 1, batch: 0.5 };
const hoursPerMonth = 730;
const million = 1_000_000;

/** One row of the table of costs: a million of one journey. */
export interface Bill {
  journey: string;
  lambdaCalls: number;
  readUnits: number;
  writeUnits: number;
  queueRequests: number;
  /** Of `prices.currency`. */
  money: number;
}

const gbSeconds = ({ callbacks, functions }: Usage, batches: number): number =>
  (callbacks * memoryGb.callback * assumptions.callbackMs +
    functions * memoryGb.answering * assumptions.answeringMs +
    batches * memoryGb.batch * assumptions.batchMs) /
  1000;

/** What a million of a journey costs. Batches are counted at their size under load, since a quiet queue gives small ones. */
export const billOf = (usage: Usage): Bill => {
  const { perMillion } = prices;
  const batches = usage.batches === 0 ? 0 : 1 / assumptions.receiptsPerBatch;
  // Put on the queue one by one; received and deleted by the batch.
  const queueRequests = usage.batches === 0 ? 0 : 1 + 2 * batches;
  const lambdaCalls = usage.callbacks + usage.functions + batches;
  const money =
    usage.callbacks * perMillion.httpApiRequests +
    lambdaCalls * perMillion.lambdaRequests +
    usage.readUnits * perMillion.readUnits +
    usage.writeUnits * perMillion.writeUnits +
    queueRequests * perMillion.queueRequests +
    gbSeconds(usage, batches) * million * prices.lambdaGbSecondArm +
    ((lambdaCalls * million * assumptions.logKbPerCall) / 1024 / 1024) * prices.logGbIngested;
  const { journey, readUnits, writeUnits } = usage;
  return { journey, lambdaCalls, readUnits, writeUnits, queueRequests, money };
};

/** What a million recipients of a notice cost; the engine's functions at the pace of this machine. */
export const billOfNotice = ({ journey, callbacks, used }: NoticeUsage): Bill => {
  const { readUnits, writeUnits, queueRequests, batches } = used;
  const nothing = { functions: 0, batches: 0, readUnits: 0, writeUnits: 0, queueRequests: 0 };
  const money = billOf({ journey, callbacks, ...nothing }).money + moneyPerMillion(used);
  return { journey, lambdaCalls: callbacks + batches, readUnits, writeUnits, queueRequests, money };
};

/** What a month costs in which nobody writes, by option. */
export const idleCosts = (alarms: number, metrics: number): { what: string; money: number }[] => {
  const { perHour, perMonth, provisionedGbSecondArm } = prices;
  const address = (perHour.natGateway + perHour.publicAddress) * hoursPerMonth;
  return [
    { what: `${alarms} alarms`, money: alarms * perMonth.alarm },
    { what: 'the dashboard (the first three of an AWS account are free)', money: perMonth.dashboard },
    { what: `${metrics} metrics, in months in which they count something`, money: metrics * perMonth.metric },
    { what: 'each GB in the table, backups to any second included', money: perMonth.tableGb + perMonth.tableBackupGb },
    { what: 'egress=one: a NAT gateway and its address', money: address },
    { what: 'egress=two: two of them', money: 2 * address },
    {
      what: 'callbackProvisioned=1: one warm instance of callback',
      money: provisionedGbSecondArm * memoryGb.callback * hoursPerMonth * 3600,
    },
  ];
};
