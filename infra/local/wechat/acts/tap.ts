import { createHash } from 'node:crypto';
import type { Delivered, Tap } from '../contract.ts';
import { ControlError } from '../control/error.ts';
import { deliver } from '../delivery/deliver.ts';
import type { Element } from '../delivery/xml.ts';
import { grant } from '../people/allowances.ts';
import { addTip } from '../people/chat.ts';
import { findButton, menuFor } from '../people/menu.ts';
import { samplePicture } from '../people/samples.ts';
import type { Follower, MenuButton } from '../state.ts';
import type { World } from '../world.ts';
import { say } from './say.ts';

/** Button kinds whose tap allows customer-service messages (客服消息). */
const allowing = new Set(['click', 'scancode_push', 'scancode_waitmsg']);
const replying = new Set(['click', 'scancode_waitmsg']);
const pictures = new Set(['pic_sysphoto', 'pic_photo_or_album', 'pic_weixin']);
const eventNames: Record<string, string> = { click: 'CLICK', view: 'VIEW', miniprogram: 'view_miniprogram' };
/** Where a follower stands who never sent a position. */
const someplace = { latitude: 30.2741, longitude: 120.1551, label: '人民广场' };

const place = (person: Follower) => person.location ?? someplace;

const pictureInfo = (): Element => {
  const md5 = createHash('md5').update(samplePicture()).digest('hex');
  return [
    'SendPicsInfo',
    [
      ['Count', 1],
      ['PicList', [['item', [['PicMd5Sum', md5]]]]],
    ],
  ];
};

const locationInfo = (person: Follower): Element => {
  const { latitude, longitude, label } = place(person);
  return [
    'SendLocationInfo',
    [
      ['Location_X', String(latitude)],
      ['Location_Y', String(longitude)],
      ['Scale', '15'],
      ['Label', label],
      ['Poiname', ''],
    ],
  ];
};

const scanInfo = (result: string): Element => [
  'ScanCodeInfo',
  [
    ['ScanType', 'qrcode'],
    ['ScanResult', result],
  ],
];

const details = (person: Follower, button: MenuButton, type: string, tap: Tap, menuid?: string): Element[] => {
  if (type.startsWith('scancode_')) return [scanInfo(tap.result ?? '1')];
  if (pictures.has(type)) return [pictureInfo()];
  if (type === 'location_select') return [locationInfo(person)];
  return menuid !== undefined && button.type !== 'click' ? [['MenuId', BigInt(menuid)]] : [];
};

/** What WeChat sends after some events by itself: the pictures taken, the place chosen. */
const followUp = (world: World, person: Follower, type: string): Promise<Delivered> | undefined => {
  if (pictures.has(type)) return say(world, person, { type: 'image' });
  if (type === 'location_select') return say(world, person, { type: 'location', ...place(person) });
  return undefined;
};

const keyOf = (button: MenuButton, type: string): string => {
  if (type === 'view') return button.url ?? '';
  return type === 'miniprogram' ? (button.pagepath ?? '') : (button.key ?? '');
};

/** The follower taps a button of the menu that he or she sees. What the event brings with it (a picture, a place) is sent too. */
export const tap = async (world: World, person: Follower, order: Tap): Promise<Delivered> => {
  if (!person.following) throw new ControlError(409, 'not_following', 'this person does not follow the account');
  const menu = menuFor(world, person);
  const button = findButton(menu.button, order.key);
  if (!button) throw new ControlError(404, 'no_such_button', `the menu has no button ${order.key}`, 'key');
  const type = button.type ?? 'click';
  if (allowing.has(type)) grant(world, person, 'tap');
  addTip(world, person.openid, `点击了菜单：${button.name}`);
  // Material buttons are answered by WeChat itself; the account hears nothing.
  if (type === 'media_id' || type.startsWith('article_'))
    return { reply: undefined, attempts: 0, elapsedMs: 0, banner: false };
  const elements: Element[] = [
    ['MsgType', 'event'],
    ['Event', eventNames[type] ?? type],
    ['EventKey', keyOf(button, type)],
    ...details(person, button, type, order, menu.menuid),
  ];
  const { openid } = person;
  const event = await deliver(world, { openid, elements, replyPossible: replying.has(type), mostArticles: 8 });
  return (await followUp(world, person, type)) ?? event;
};
