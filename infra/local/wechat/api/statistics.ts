import * as z from 'zod';
import { beijingDay, beijingHour } from '../beijing-time.ts';
import type { HttpCall } from '../http/call.ts';
import type { World } from '../world.ts';
import { ApiError } from './error.ts';
import { type ApiRoute, post, readBody } from './route.ts';

const day = 86_400_000;
const readyHour = 8;
const date = z.string();
const Span = z.object({ begin_date: date, end_date: date });

type Row = (world: World, refDate: string) => Record<string, unknown>[];

const dayStart = (text: string): number => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00+08:00`) : Number.NaN;
  if (Number.isNaN(at)) throw new ApiError(61500);
  return at;
};

const days = (world: World, call: HttpCall, most: number): string[] => {
  const { begin_date, end_date } = readBody(call, Span);
  const [from, to] = [dayStart(begin_date), dayStart(end_date)];
  const yesterday = beijingDay(world.now() - day);
  if (to < from || (to - from) / day > most - 1 || end_date > yesterday) throw new ApiError(61501);
  if (end_date === yesterday && beijingHour(world.now()) < readyHour) throw new ApiError(61503, 'data not ready');
  return Array.from({ length: (to - from) / day + 1 }, (_, index) => beijingDay(from + index * day));
};

const followedOn = (world: World, refDate: string): number =>
  Object.values(world.state.followers).filter(
    (person) => person.followedAt && beijingDay(person.followedAt) === refDate,
  ).length;

const followedBy = (world: World, refDate: string): number =>
  Object.values(world.state.followers).filter((person) => person.following && beijingDay(person.followedAt) <= refDate)
    .length;

const messagesOn = (world: World, ref_date: string): Record<string, unknown>[] => {
  const chats = Object.values(world.state.chats).map((chat) =>
    chat.filter((message) => message.from === 'follower' && beijingDay(message.at) === ref_date),
  );
  const msg_count = chats.reduce((sum, chat) => sum + chat.length, 0);
  return msg_count === 0
    ? []
    : [{ ref_date, msg_type: 1, msg_user: chats.filter((chat) => chat.length > 0).length, msg_count }];
};

const callbacksOn = (world: World, ref_date: string): Record<string, unknown>[] => {
  const sent = world.wire.filter((entry) => entry.direction === 'to-account' && beijingDay(entry.at) === ref_date);
  const times = sent.map((entry) => entry.elapsedMs ?? 0);
  const fail_count = sent.filter((entry) => entry.status !== 200).length;
  const total_time_cost = times.reduce((sum, time) => sum + time, 0);
  return [{ ref_date, callback_count: sent.length, fail_count, total_time_cost, max_time_cost: Math.max(0, ...times) }];
};

const rows = (name: string, most: number, row: Row): ApiRoute =>
  post(`/datacube/${name}`, (world, call) => ({
    list: days(world, call, most).flatMap((refDate) => row(world, refDate)),
  }));

/** What the simulator can know of WeChat's own figures, after 08:00 for the day before (数据统计). */
export const statisticsRoutes: ApiRoute[] = [
  rows('getusersummary', 7, (world, ref_date) => [
    { ref_date, user_source: 0, new_user: followedOn(world, ref_date), cancel_user: 0 },
  ]),
  rows('getusercumulate', 7, (world, ref_date) => [{ ref_date, cumulate_user: followedBy(world, ref_date) }]),
  rows('getupstreammsg', 7, messagesOn),
  rows('getinterfacesummary', 30, callbacksOn),
  rows('getarticletotaldetail', 30, () => []),
  rows('getbizsummary', 30, () => []),
];
