import * as z from 'zod';
import { follow, scan, unfollow } from '../acts/follow.ts';
import { report } from '../acts/report.ts';
import { say } from '../acts/say.ts';
import { tap } from '../acts/tap.ts';
import { codeOf } from '../api/qrcode.ts';
import { longTerm } from '../api/subscription.ts';
import type { Say } from '../contract.ts';
import { grant } from '../people/allowances.ts';
import { addToChat } from '../people/chat.ts';
import { createPerson, personChanged, phoneView } from '../people/followers.ts';
import { menuFor } from '../people/menu.ts';
import type { World } from '../world.ts';
import { ControlError } from './error.ts';
import { type ControlCall, type ControlRoute, personIn, readOrder } from './route.ts';

const scene = z.string().min(1).max(64).optional();
const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);
const words = z.string();

const NewFollower = z.strictObject({ scene, nickname: z.string().min(1).max(40).optional() });
const Follow = z.strictObject({ scene });
const Scan = z.strictObject({ scene, ticket: z.string().optional() });
const TapOrder = z.strictObject({ key: z.string().min(1), result: z.string().optional() });
const SayOrder = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), content: words }),
  z.strictObject({ type: z.literal('choice'), id: words, content: words }),
  z.strictObject({
    type: z.literal('voice'),
    text: words,
    recognition: z.boolean().optional(),
    seconds: z.number().min(1).max(60).optional(),
  }),
  z.strictObject({ type: z.literal('image'), data: words.optional() }),
  z.strictObject({ type: z.literal('video'), data: words.optional() }),
  z.strictObject({
    type: z.literal('location'),
    latitude,
    longitude,
    label: words.optional(),
    scale: z.number().int().optional(),
  }),
  z.strictObject({ type: z.literal('link'), title: words, description: words, url: words }),
  z.strictObject({ type: z.literal('gps'), latitude, longitude, precision: z.number().optional() }),
  z.strictObject({ type: z.literal('raw'), elements: words }),
]);
const Settings = z.strictObject({
  nickname: z.string().min(1).max(40).optional(),
  platform: z.enum(['1', '2', '3']).optional(),
  notices: z.enum(['arrive', 'blocked', 'fail']).optional(),
  muted: z.boolean().optional(),
  blacklisted: z.boolean().optional(),
  location: z.strictObject({ latitude, longitude, label: words }).optional(),
});
const Consent = z.strictObject({
  template_id: words,
  accept: z.boolean(),
  longTerm: z.boolean().optional(),
  /** 1 from a page, 2 from an article. */
  scene: z.enum(['1', '2']).optional(),
  /** The follower changes an earlier consent in the settings of WeChat. */
  change: z.boolean().optional(),
});

const create = async (world: World, call: ControlCall) => {
  const order = readOrder(call, NewFollower);
  const person = createPerson(world, order.nickname);
  const delivered = await follow(world, person, order.scene);
  return { openid: person.openid, delivered };
};

const scanCode = (world: World, call: ControlCall) => {
  const { scene: given, ticket } = readOrder(call, Scan);
  const person = personIn(world, call);
  if (ticket !== undefined) {
    const code = codeOf(world, ticket);
    if (!code) throw new ControlError(410, 'code_expired', 'no code, or an expired one, has this ticket', 'ticket');
    return scan(world, person, code.scene, ticket);
  }
  if (given === undefined) throw new ControlError(400, 'bad_body', 'needs a scene or a ticket', 'scene');
  return scan(world, person, given);
};

const setUp = (world: World, call: ControlCall) => {
  const settings = readOrder(call, Settings);
  const person = personIn(world, call);
  Object.assign(person, settings);
  personChanged(world, person);
  return phoneView(person);
};

const consent = async (world: World, call: ControlCall) => {
  const order = readOrder(call, Consent);
  const person = personIn(world, call);
  const template = order.template_id;
  const before = person.consents[template] ?? 0;
  if (!order.accept) person.consents[template] = 0;
  else person.consents[template] = order.longTerm ? longTerm : Math.max(0, before) + 1;
  world.changed();
  const [event, member] = order.change
    ? ['subscribe_msg_change_event', 'SubscribeMsgChangeEvent']
    : ['subscribe_msg_popup_event', 'SubscribeMsgPopupEvent'];
  const status = order.accept ? 'accept' : 'reject';
  const scenePart: [string, string][] = order.change ? [] : [['PopupScene', order.scene ?? '1']];
  await report(world, person.openid, event, [
    member,
    [['List', [['TemplateId', template], ['SubscribeStatusString', status], ...scenePart]]],
  ]);
  return { left: person.consents[template] };
};

const payed = (world: World, call: ControlCall) => {
  const person = personIn(world, call);
  grant(world, person, 'pay');
  addToChat(world, person.openid, 'system', { type: 'tip', text: '支付成功' });
  return {};
};

const base = '/control/followers';

/** What followers do, and what they are. */
export const peopleRoutes: ControlRoute[] = [
  { method: 'GET', path: base, handle: (world) => Object.values(world.state.followers).map(phoneView) },
  { method: 'POST', path: base, handle: create },
  { method: 'GET', path: `${base}/:openid`, handle: (world, call) => personIn(world, call) },
  { method: 'PATCH', path: `${base}/:openid`, handle: setUp },
  { method: 'DELETE', path: `${base}/:openid`, handle: (world, call) => unfollow(world, personIn(world, call)) },
  {
    method: 'POST',
    path: `${base}/:openid/follow`,
    handle: (world, call) => follow(world, personIn(world, call), readOrder(call, Follow).scene),
  },
  {
    method: 'POST',
    path: `${base}/:openid/say`,
    handle: (world, call) => say(world, personIn(world, call), readOrder(call, SayOrder) as Say),
  },
  {
    method: 'POST',
    path: `${base}/:openid/tap`,
    handle: (world, call) => tap(world, personIn(world, call), readOrder(call, TapOrder) as { key: string }),
  },
  { method: 'POST', path: `${base}/:openid/scan`, handle: scanCode },
  { method: 'POST', path: `${base}/:openid/consents`, handle: consent },
  { method: 'POST', path: `${base}/:openid/pay`, handle: payed },
  {
    method: 'GET',
    path: `${base}/:openid/chat`,
    handle: (world, call) => world.state.chats[personIn(world, call).openid] ?? [],
  },
  {
    method: 'GET',
    path: `${base}/:openid/menu`,
    handle: (world, call) => ({ button: menuFor(world, personIn(world, call)).button }),
  },
];
