import * as z from 'zod';
import { templateContent } from '../api/template-library.ts';
import { revokeAll } from '../api/token-store.ts';
import { verifyCallback } from '../delivery/verify.ts';
import { randomText } from '../ids.ts';
import type { World } from '../world.ts';
import { type ControlCall, type ControlRoute, readOrder } from './route.ts';

const FaultOrder = z.strictObject({
  path: z.string().startsWith('/'),
  errcode: z.int().optional(),
  errmsg: z.string().optional(),
  httpStatus: z.int().min(100).max(599).optional(),
  delayMs: z.int().min(0).optional(),
  drop: z.boolean().optional(),
  times: z.int().min(1).optional(),
});
const ClockOrder = z.strictObject({ advanceMs: z.int() });
const QuotaOrder = z.strictObject({ path: z.string().startsWith('/'), daily: z.int().min(0) });
const IpOrder = z.strictObject({ ips: z.array(z.string()) });
const HostOrder = z.strictObject({ host: z.string() });
const TemplateOrder = z.strictObject({
  template_id: z.string().min(1).max(64).optional(),
  title: z.string().min(1),
  /** Field keys such as `thing1`, and the names that followers read. */
  fields: z.record(z.string(), z.string()),
});
const SmsOrder = z.strictObject({ phone: z.string().regex(/^\+86\d{11}$/), code: z.string() });

const addFault = (world: World, call: ControlCall) => {
  const { path, times = 1, ...effect } = readOrder(call, FaultOrder);
  const defined = Object.fromEntries(Object.entries(effect).filter(([, value]) => value !== undefined));
  world.options.faults.add({ path, times, ...defined });
  return {};
};

const clearFaults = (world: World) => {
  world.options.faults.clear();
  return {};
};

const calls = (world: World, { query }: ControlCall) => {
  const path = query['path'];
  const found = path === undefined ? world.calls : world.calls.filter((call) => call.path === path);
  return query['limit'] === undefined ? found : found.slice(-Number(query['limit']));
};

const clearCalls = (world: World) => {
  world.calls.length = 0;
  return {};
};

const moveClock = (world: World, call: ControlCall) => {
  const { clock } = world.options;
  clock.advance(readOrder(call, ClockOrder).advanceMs);
  const time = { now: clock.now(), offsetMs: clock.offsetMs() };
  world.hub.publish({ kind: 'clock', ...time });
  return time;
};

const setQuota = (world: World, call: ControlCall) => {
  const { path, daily } = readOrder(call, QuotaOrder);
  world.state.quotas[path] = daily;
  world.changed();
  return {};
};

const setIps = (world: World, call: ControlCall) => {
  world.state.ipList = readOrder(call, IpOrder).ips;
  world.changed();
  return {};
};

const setHost = (world: World, call: ControlCall) => {
  world.state.oauthHost = readOrder(call, HostOrder).host;
  world.changed();
  return {};
};

const addTemplate = (world: World, call: ControlCall) => {
  const { template_id = randomText(43), title, fields } = readOrder(call, TemplateOrder);
  const template = {
    template_id,
    title,
    primary_industry: '公共事业',
    deputy_industry: '',
    ...templateContent(fields),
  };
  world.state.templates = [...world.state.templates.filter((old) => old.template_id !== template_id), template];
  world.changed();
  return { template_id };
};

const messages = (world: World, { query }: ControlCall) =>
  world.state.sms.filter(
    ({ phone }) => query['phone'] === undefined || phone === `+${query['phone'].replace(/^[+ ]/, '')}`,
  );

const forceSms = (world: World, call: ControlCall) => {
  const { phone, code } = readOrder(call, SmsOrder);
  if (code === 'Ok') delete world.state.smsCodes[phone];
  else world.state.smsCodes[phone] = code;
  world.changed();
  return {};
};

const revoke = (world: World) => {
  revokeAll(world);
  return {};
};

/** Orders about the world rather than one follower. */
export const orderRoutes: ControlRoute[] = [
  { method: 'POST', path: '/control/verify', handle: verifyCallback },
  { method: 'POST', path: '/control/faults', handle: addFault },
  { method: 'DELETE', path: '/control/faults', handle: clearFaults },
  { method: 'GET', path: '/control/calls', handle: calls },
  { method: 'DELETE', path: '/control/calls', handle: clearCalls },
  { method: 'POST', path: '/control/clock', handle: moveClock },
  { method: 'POST', path: '/control/quota', handle: setQuota },
  { method: 'POST', path: '/control/ip-list', handle: setIps },
  { method: 'POST', path: '/control/oauth-host', handle: setHost },
  { method: 'POST', path: '/control/templates', handle: addTemplate },
  { method: 'POST', path: '/control/revoke-tokens', handle: revoke },
  { method: 'GET', path: '/control/sms', handle: messages },
  { method: 'POST', path: '/control/sms', handle: forceSms },
];
