import * as z from 'zod';
import { addCrowd, crowdOpenid, crowdSize } from '../people/crowds.ts';
import type { World } from '../world.ts';
import { type ControlCall, type ControlRoute, readOrder } from './route.ts';

const AudienceOrder = z.strictObject({
  count: z.int().min(1).max(1_000_000),
  /** What all of them are: following unless told otherwise. */
  following: z.boolean().default(true),
  notices: z.enum(['arrive', 'blocked', 'fail']).default('arrive'),
  longTerm: z.array(z.string()).default([]),
  refusedWith: z.int().optional(),
  withoutReceipts: z.boolean().default(false),
});
const ms = z.int().min(0).max(600_000);
const TuningOrder = z.strictObject({
  attempts: z.int().min(1).max(10).optional(),
  timeoutMs: ms.optional(),
  retryPauseMs: ms.optional(),
  answerMs: ms.optional(),
  receiptDelayMs: ms.optional(),
  receiptBeforeAnswer: z.boolean().optional(),
  receiptsPerSecond: z.int().min(1).nullable().optional(),
  receiptCopies: z.int().min(0).max(5).optional(),
  receiptMessageId: z.enum(['own', 'zero', 'none']).optional(),
});

const addAudience = (world: World, call: ControlCall) => {
  const { refusedWith, ...traits } = readOrder(call, AudienceOrder);
  const { first, count } = addCrowd(world, { ...traits, ...(refusedWith === undefined ? {} : { refusedWith }) });
  return { first, openids: Array.from({ length: count }, (_, place) => crowdOpenid(world, first + place)) };
};

/** Changes what is named; `null` takes a limit away. */
const tune = (world: World, call: ControlCall) => {
  for (const [name, value] of Object.entries(readOrder(call, TuningOrder))) {
    if (value === null) delete world.tuning[name as keyof typeof world.tuning];
    else if (value !== undefined) Object.assign(world.tuning, { [name]: value });
  }
  return world.tuning;
};

const notices = (world: World, { query }: ControlCall) => {
  const all = world.counts.list(crowdSize(world));
  const wanted = query['template_id'];
  return wanted === undefined ? all : all.filter(({ template_id }) => template_id === wanted);
};

const forget = (world: World) => {
  world.counts.clear();
  return {};
};

/** Orders for load tests, and what the simulator counted. */
export const loadRoutes: ControlRoute[] = [
  { method: 'POST', path: '/control/audience', handle: addAudience },
  { method: 'PATCH', path: '/control/tuning', handle: tune },
  { method: 'GET', path: '/control/notices', handle: notices },
  { method: 'DELETE', path: '/control/notices', handle: forget },
  { method: 'GET', path: '/control/receipts', handle: (world) => ({ waiting: world.receiptStream.waiting() }) },
];
