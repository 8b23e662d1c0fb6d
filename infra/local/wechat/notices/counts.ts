import { createHash } from 'node:crypto';
import type { NoticeCounts } from '../contract.ts';

/** Counts of one notice: sends of one template with the same data, to whomever. */
interface Counting {
  templateId: string;
  data: string;
  accepted: number;
  repeated: number;
  refused: Record<string, number>;
  /** How often it reached each of the silent followers, by number. */
  crowd: Uint8Array;
  others: Map<string, number>;
  /** Acceptances by tenth of a second, in epoch milliseconds. */
  timeline: Map<number, number>;
  receipts: { acknowledged: Record<string, number>; lost: number };
}

/** The simulator's own account of what was sent, against which tests and benchmarks check a sender's figures. */
export interface Counts {
  accept(templateId: string, data: string, to: { openid: string; number?: number }, now: number): void;
  repeat(templateId: string, data: string): void;
  refuse(templateId: string, data: string, errcode: number): void;
  /** A receipt of this template was taken by the account, or lost after the last try. */
  receipt(notice: string, status: string, taken: boolean): void;
  /** Name of the notice in the counts. */
  nameOf(templateId: string, data: string): string;
  list(crowdSize: number): NoticeCounts[];
  clear(): void;
}

const kept = 200;
const bucketMs = 100;
const most = 255;
const examples = 10;

const grown = (counts: Uint8Array, number: number): Uint8Array => {
  if (number < counts.length) return counts;
  const larger = new Uint8Array(Math.max(1024, 2 ** Math.ceil(Math.log2(number + 1))));
  larger.set(counts);
  return larger;
};

const nameOf = (templateId: string, data: string): string =>
  createHash('sha1').update(`${templateId}\n${data}`).digest('hex').slice(0, 12);

/** How many of the silent followers were reached once and more often, and the first of the latter. */
const reachedIn = (crowd: Uint8Array) => {
  const reached = { once: 0, more: 0, twice: [] as number[] };
  for (let number = 0; number < crowd.length; number += 1) {
    const count = crowd[number] ?? 0;
    if (count === 1) reached.once += 1;
    else if (count > 1 && ++reached.more <= examples) reached.twice.push(number);
  }
  return reached;
};

const summaryOf = (name: string, counting: Counting, crowdSize: number): NoticeCounts => {
  const { crowd, others, templateId, data, timeline, ...sums } = counting;
  const silent = reachedIn(crowd);
  const twice = [...others].filter(([, count]) => count > 1).map(([openid]) => openid);
  const once = silent.once + others.size - twice.length;
  const more = silent.more + twice.length;
  return {
    ...{ name, template_id: templateId, data: JSON.parse(data) as unknown, ...sums },
    people: { once, more, none: Math.max(0, crowdSize + others.size - once - more) },
    reachedTwice: { openids: twice.slice(0, examples), crowd: silent.twice },
    timeline: [...timeline].sort(([one], [other]) => one - other),
  };
};

/** Empty counts; the last 200 notices are kept. */
export const createCounts = (): Counts => {
  const notices = new Map<string, Counting>();
  const names = new Map<string, string>();
  const cachedName = (templateId: string, data: string): string => {
    const key = `${templateId}\n${data}`;
    const known = names.get(key);
    if (known !== undefined) return known;
    if (names.size > kept) names.clear();
    const name = nameOf(templateId, data);
    names.set(key, name);
    return name;
  };
  const open = (templateId: string, data: string): Counting => {
    const name = cachedName(templateId, data);
    const known = notices.get(name);
    if (known !== undefined) return known;
    const fresh: Counting = {
      ...{ templateId, data, accepted: 0, repeated: 0, refused: {}, crowd: new Uint8Array(0) },
      ...{ others: new Map(), timeline: new Map(), receipts: { acknowledged: {}, lost: 0 } },
    };
    notices.set(name, fresh);
    const [oldest] = notices.keys();
    if (notices.size > kept && oldest !== undefined) notices.delete(oldest);
    return fresh;
  };
  const add = (counts: Record<string, number>, name: string | number) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  return {
    nameOf: cachedName,
    accept: (templateId, data, { openid, number }, now) => {
      const counting = open(templateId, data);
      counting.accepted += 1;
      const bucket = now - (now % bucketMs);
      counting.timeline.set(bucket, (counting.timeline.get(bucket) ?? 0) + 1);
      if (number === undefined) return void counting.others.set(openid, (counting.others.get(openid) ?? 0) + 1);
      counting.crowd = grown(counting.crowd, number);
      counting.crowd[number] = Math.min(most, (counting.crowd[number] ?? 0) + 1);
    },
    repeat: (templateId, data) => {
      open(templateId, data).repeated += 1;
    },
    refuse: (templateId, data, errcode) => add(open(templateId, data).refused, errcode),
    receipt: (notice, status, taken) => {
      const receipts = notices.get(notice)?.receipts;
      if (receipts === undefined) return;
      if (taken) add(receipts.acknowledged, status);
      else receipts.lost += 1;
    },
    list: (crowdSize) => [...notices].map(([name, counting]) => summaryOf(name, counting, crowdSize)),
    clear: () => notices.clear(),
  };
};
