import * as z from 'zod/mini';
import { NewOutage, type Outage, OutageChange, type OutageOutcome, phaseOf } from '../../services/outages/model.ts';
import type { Outages } from '../../services/outages/service.ts';
import { Refused } from './errors.ts';
import { defineOpenRoute, instantAs, instantOf, type OpenRoute } from './route.ts';

const text = z.string();

const OutageShown = z.strictObject({
  id: text,
  externalId: z.optional(text),
  ...{ kind: text, supply: text, areas: z.array(text), areaNames: z.array(text), reason: text, from: text, to: text },
  state: z.enum(['scheduled', 'ongoing', 'delayed', 'overdue', 'restored', 'cancelled']),
  restoredAt: z.optional(text),
  progress: z.array(z.strictObject({ at: text, text })),
  notices: z.array(z.strictObject({ id: text, news: text })),
  createdAt: text,
  by: text,
});
type OutageShown = z.infer<typeof OutageShown>;

const OutcomeShown = z.strictObject({
  outage: OutageShown,
  noticeId: z.optional(text),
  /** Such as `lead_time`; the notice goes out all the same. */
  warnings: z.array(z.strictObject({ code: text, message: text })),
  people: z.optional(z.int()),
  accounts: z.optional(z.int()),
});
type OutcomeShown = z.infer<typeof OutcomeShown>;

const shown = (outage: Outage, now: number): OutageShown => {
  const { id, externalId, kind, supply, areas, areaNames, reason, progress, notices, by } = outage;
  return {
    ...{ id, kind, supply, areas, areaNames, reason, notices, by },
    ...(externalId === undefined ? {} : { externalId }),
    ...{ from: instantOf(outage.from), to: instantOf(outage.to), createdAt: instantOf(outage.createdAt) },
    state: phaseOf(outage, now),
    ...instantAs('restoredAt', outage.restoredAt),
    progress: progress.map(({ at, text: words }) => ({ at: instantOf(at), text: words })),
  };
};

const outcome = ({ outage, ...rest }: OutageOutcome, now: number): OutcomeShown => ({
  ...rest,
  outage: shown(outage, now),
});

/** Outages, as the organisation's dispatching announces them. */
export const outageRoutes = (outages: Pick<Outages, 'announce' | 'change' | 'get'>): OpenRoute[] => [
  defineOpenRoute({
    method: 'POST',
    path: '/outages',
    name: 'announce-outage',
    summary:
      'Announce an outage. It is shown at once to followers who ask; its notice goes out when its audience is counted, or at announceAt. The same externalId is the same outage.',
    right: 'outages',
    input: NewOutage,
    answer: OutcomeShown,
    handle: async ({ input, by, key, now }) => ({
      status: 202,
      body: outcome(await outages.announce(input, by, key), now),
    }),
  }),
  defineOpenRoute({
    method: 'PATCH',
    path: '/outages/:id',
    name: 'change-outage',
    summary: 'Change, delay, cancel or end an outage, or say how the work goes. The same people are told.',
    right: 'outages',
    input: OutageChange,
    answer: OutcomeShown,
    handle: async ({ id, input, by, key, now }) => ({
      status: 202,
      body: outcome(await outages.change(id, input, by, key), now),
    }),
  }),
  defineOpenRoute({
    method: 'GET',
    path: '/outages/:id',
    name: 'read-outage',
    summary: 'An outage, its state now, and the notices that were made about it.',
    right: 'outages',
    answer: OutageShown,
    handle: async ({ id, now }) => {
      const outage = await outages.get(id);
      if (outage === undefined) throw new Refused(404, 'unknown_outage', 'there is no such outage');
      return { body: shown(outage, now) };
    },
  }),
];
