import * as z from 'zod/mini';
import { type DeskRoute, defineDeskRoute, type StaffMember } from '../../../guard/desk.ts';
import type { Gate } from '../../../notices/gate.ts';
import type { Notice } from '../../../notices/model.ts';
import type { GateState } from '../../../notices/port.ts';
import type { Organisation } from '../../../platform/organisation.ts';
import type { TemplateChannel } from '../../../platform/profile/notices.ts';
import type { ClosedGate } from './model.ts';

/** What showing and opening WeChat's gate takes. */
export interface GateDeps {
  gate: Pick<Gate, 'state' | 'open'>;
  organisation: Organisation;
}

const channels = [
  'template',
  'long-term-subscription',
  'one-time-subscription',
  'customer-service',
] as const satisfies readonly TemplateChannel[];

const titles: Record<TemplateChannel, string> = {
  template: '模板消息',
  'long-term-subscription': '长期订阅通知',
  'one-time-subscription': '一次性订阅通知',
  'customer-service': '客服消息',
};

const shown = (
  { organisation }: GateDeps,
  channel: TemplateChannel,
  { used, sentToday, limit, closed }: GateState,
  staff: StaffMember,
): ClosedGate[] => {
  if (closed === undefined) return [];
  const { dailyQuota, urgentReserve } = organisation.profile.notices;
  return [
    {
      ...{ channel, title: titles[channel], until: closed.until, used, sentToday },
      lanes: closed.reason.code === 'reserve_kept' ? 'bulk' : 'all',
      mayOpen: staff.rights.includes('notices:confirm'),
      ...(limit === undefined ? {} : { quota: dailyQuota, reserve: urgentReserve }),
    },
  ];
};

/** The channels that take nothing more today, of those that the organisation uses: for all notices, or for bulk ones. */
export const closedGates = async (deps: GateDeps, staff: StaffMember, now: number): Promise<ClosedGate[]> => {
  const inUse = new Set(Object.values(deps.organisation.profile.templates).map(({ channel }) => channel));
  // What is closed to urgent ones is closed to bulk ones too.
  const gates = [...inUse].map(async (channel) =>
    shown(deps, channel, await deps.gate.state(channel, 'bulk', now), staff),
  );
  return (await Promise.all(gates)).flat();
};

const concerned: ReadonlySet<Notice['state']> = new Set(['ready', 'held', 'sending', 'stopped']);

/** The gate that a notice waits at, or would; undefined when its way is open. */
export const gateBefore = async (
  deps: GateDeps,
  { channel, lane, state }: Notice,
  staff: StaffMember,
  now: number,
): Promise<ClosedGate | undefined> =>
  concerned.has(state) ? shown(deps, channel, await deps.gate.state(channel, lane, now), staff)[0] : undefined;

const Opening = z.strictObject({ channel: z.enum(channels) });

/**
 * Opens a channel before midnight, for an operator who has had its quota cleared at WeChat; what waits goes on within a minute. A repeated request finds
 * it open and changes nothing.
 */
export const gateRoutes = (deps: GateDeps): DeskRoute[] => [
  defineDeskRoute({
    method: 'POST',
    path: '/gate/open',
    right: 'notices:confirm',
    input: Opening,
    handle: async ({ input: { channel }, staff, now }) => {
      const state = await deps.gate.state(channel, 'bulk', now);
      if (state.closed !== undefined) await deps.gate.open(channel, state, now);
      return { id: channel, gates: await closedGates(deps, staff, now) };
    },
  }),
];
