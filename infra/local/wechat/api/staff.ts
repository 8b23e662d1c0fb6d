import * as z from 'zod';
import { deliver } from '../delivery/deliver.ts';
import type { HttpCall } from '../http/call.ts';
import { nextNumber } from '../ids.ts';
import { addTip } from '../people/chat.ts';
import type { Follower } from '../state.ts';
import type { World } from '../world.ts';
import { ApiError, ok } from './error.ts';
import { followerOf, personOf } from './people.ts';
import { type ApiRoute, get, post, readBody } from './route.ts';

const Seat = z.object({ kf_account: z.string().regex(/^[^@]{1,20}@.+$/), nickname: z.string().optional() });
const Session = z.object({ kf_account: z.string(), openid: z.string() });

const seconds = (at: number): number => Math.floor(at / 1000);

const seatOf = (world: World, account: string) => {
  const seat = world.state.staff.find((candidate) => candidate.account === account);
  if (!seat) throw new ApiError(65401);
  return seat;
};

const add = (world: World, call: HttpCall) => {
  const { kf_account, nickname } = readBody(call, Seat);
  if (world.state.staff.some(({ account }) => account === kf_account)) throw new ApiError(65406);
  const id = String(1000 + nextNumber(world));
  world.state.staff.push({ account: kf_account, nickname: nickname ?? '', id, online: true, wechat: '' });
  return ok();
};

const update = (world: World, call: HttpCall) => {
  const { kf_account, nickname } = readBody(call, Seat);
  seatOf(world, kf_account).nickname = nickname ?? '';
  world.changed();
  return ok();
};

const invite = (world: World, call: HttpCall) => {
  const { kf_account, invite_wx } = readBody(call, z.object({ kf_account: z.string(), invite_wx: z.string() }));
  seatOf(world, kf_account).wechat = invite_wx;
  world.changed();
  return ok();
};

const remove = (world: World, call: HttpCall) => {
  const account = call.query['kf_account'] ?? readBody(call, z.object({ kf_account: z.string() })).kf_account;
  seatOf(world, account);
  world.state.staff = world.state.staff.filter((seat) => seat.account !== account);
  world.changed();
  return ok();
};

const list = (world: World) => ({
  kf_list: world.state.staff.map((seat) => ({
    kf_account: seat.account,
    kf_nick: seat.nickname,
    kf_id: seat.id,
    kf_headimgurl: '',
    kf_wx: seat.wechat,
  })),
});

const accepted = (world: World, account: string): Follower[] =>
  Object.values(world.state.followers).filter((person) => person.staff?.account === account);

const online = (world: World) => ({
  kf_online_list: world.state.staff
    .filter((seat) => seat.online)
    .map(({ account, id }) => ({
      kf_account: account,
      status: 1,
      kf_id: id,
      accepted_case: accepted(world, account).length,
    })),
});

const report = (world: World, openid: string, event: string, account: string): void =>
  world.receipts.later(0, () =>
    deliver(world, {
      openid,
      elements: [
        ['MsgType', 'event'],
        ['Event', event],
        ['KfAccount', account],
      ],
      replyPossible: false,
    }),
  );

const open = (world: World, call: HttpCall) => {
  const { kf_account, openid } = readBody(call, Session);
  seatOf(world, kf_account);
  const person = followerOf(world, openid);
  person.staff = { account: kf_account, since: world.now() };
  world.state.waiting = world.state.waiting.filter((waiting) => waiting.openid !== openid);
  addTip(world, openid, '客服已接入');
  report(world, openid, 'kf_create_session', kf_account);
  return ok();
};

const close = (world: World, call: HttpCall) => {
  const { kf_account, openid } = readBody(call, Session);
  const person = personOf(world, openid);
  if (person.staff?.account !== kf_account) throw new ApiError(65413);
  delete person.staff;
  addTip(world, openid, '客服会话已结束');
  report(world, openid, 'kf_close_session', kf_account);
  return ok();
};

const session = (world: World, { query }: HttpCall) => {
  const { staff } = personOf(world, query['openid'] ?? '');
  return { createtime: seconds(staff?.since ?? 0), kf_account: staff?.account ?? '' };
};

const sessions = (world: World, { query }: HttpCall) => ({
  sessionlist: accepted(world, query['kf_account'] ?? '').map((person) => ({
    createtime: seconds(person.staff?.since ?? 0),
    openid: person.openid,
  })),
});

const waiting = (world: World) => ({
  count: world.state.waiting.length,
  waitcaselist: world.state.waiting.slice(0, 100).map(({ openid, since }) => ({ latest_time: seconds(since), openid })),
});

/** Seats of WeChat's own customer service and their conversations (客服账号、会话). */
export const staffRoutes: ApiRoute[] = [
  post('/customservice/kfaccount/add', add),
  post('/customservice/kfaccount/update', update),
  post('/customservice/kfaccount/inviteworker', invite),
  { method: 'ANY', path: '/customservice/kfaccount/del', handle: remove },
  get('/cgi-bin/customservice/getkflist', list),
  get('/cgi-bin/customservice/getonlinekflist', online),
  post('/customservice/kfsession/create', open),
  post('/customservice/kfsession/close', close),
  get('/customservice/kfsession/getsession', session),
  get('/customservice/kfsession/getsessionlist', sessions),
  get('/customservice/kfsession/getwaitcase', waiting),
];
