import type { Delivered } from '../contract.ts';
import { ControlError } from '../control/error.ts';
import { deliver } from '../delivery/deliver.ts';
import type { Element } from '../delivery/xml.ts';
import { randomText } from '../ids.ts';
import { grant } from '../people/allowances.ts';
import { addTip } from '../people/chat.ts';
import { personChanged } from '../people/followers.ts';
import type { Follower } from '../state.ts';
import type { World } from '../world.ts';

const event = (name: string, ...rest: Element[]): Element[] => [['MsgType', 'event'], ['Event', name], ...rest];

/** Ticket of the account's code for this scene; an invented one for scenes it made no code for. */
const ticketOf = (world: World, scene: string): string => {
  const code = Object.values(world.state.codes).findLast((candidate) => candidate.scene === scene);
  return code?.ticket ?? `gQ${randomText(60)}`;
};

/** The person follows, by a scene code when `scene` is given: event subscribe. The openid is that of every earlier time. */
export const follow = async (world: World, person: Follower, scene?: string): Promise<Delivered> => {
  if (person.following) throw new ControlError(409, 'already_following', 'this person follows already');
  Object.assign(person, {
    following: true,
    followedAt: world.now(),
    scene: scene ?? '',
    subscribeScene: scene === undefined ? 'ADD_SCENE_SEARCH' : 'ADD_SCENE_QR_CODE',
  });
  grant(world, person, 'follow');
  personChanged(world, person);
  addTip(world, person.openid, `已关注${world.options.account.name}`);
  const key: Element[] =
    scene === undefined
      ? [['EventKey', '']]
      : [
          ['EventKey', `qrscene_${scene}`],
          ['Ticket', ticketOf(world, scene)],
        ];
  return deliver(world, {
    openid: person.openid,
    elements: event('subscribe', ...key),
    replyPossible: true,
    mostArticles: 8,
  });
};

/** The person stops following: event unsubscribe. Tags, remark and allowances are gone. */
export const unfollow = async (world: World, person: Follower): Promise<Delivered> => {
  if (!person.following) throw new ControlError(409, 'not_following', 'this person does not follow');
  Object.assign(person, { following: false, tags: [], remark: '', allowances: {} });
  delete person.staff;
  world.state.waiting = world.state.waiting.filter((waiting) => waiting.openid !== person.openid);
  personChanged(world, person);
  addTip(world, person.openid, '已取消关注');
  const elements = event('unsubscribe', ['EventKey', '']);
  return deliver(world, { openid: person.openid, elements, replyPossible: false });
};

/** The person scans a code of the account: event SCAN, or a follow by the code. */
export const scan = async (world: World, person: Follower, scene: string, ticket?: string): Promise<Delivered> => {
  if (!person.following) return follow(world, person, scene);
  grant(world, person, 'scan');
  addTip(world, person.openid, '扫描了二维码');
  return deliver(world, {
    openid: person.openid,
    elements: event('SCAN', ['EventKey', scene], ['Ticket', ticket ?? ticketOf(world, scene)]),
    replyPossible: true,
    mostArticles: 8,
  });
};
