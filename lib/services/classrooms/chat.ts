import type { Asked } from '../../guard/service.ts';
import { beijingDay } from '../../platform/clock.ts';
import { dayInWords } from '../../platform/months.ts';
import { fitText, maximumTextBytes, type Reply, textReply } from '../../wechat/reply.ts';
import type { FreeBuilding, FreeRoom, Time } from './model.ts';
import { type Period, partsOfDay, periods } from './periods.ts';
import { type ClassroomPorts, findRooms, readBuildings } from './service.ts';
import { addDays } from './times.ts';
import { buildingsIn, doorIn, timeIn } from './words.ts';

/** Rooms of one building in one message. */
const mostRooms = 8;
const weekdays = '日一二三四五六';

const dayTitle = (day: string, now: number): string => {
  const today = beijingDay(now);
  const near = day === today ? '今天' : day === addDays(today, 1) ? '明天' : '';
  return `${near}${dayInWords(day)}（周${weekdays.charAt(new Date(day).getUTCDay())}）`;
};

const periodsTitle = (some: readonly Period[]): string =>
  some.length === periods.length
    ? '全天'
    : periods
        .filter(({ period }) => some.includes(period))
        .map(({ title }) => title)
        .join('、');

const roomText = ({ door, seats, airConditioned }: FreeRoom): string =>
  `${door}（${seats}座${airConditioned ? '，空调' : ''}）`;

const listText = (rooms: readonly FreeRoom[]): string => {
  const rest = rooms.length > mostRooms ? `等${rooms.length}间` : '';
  return `${rooms.slice(0, mostRooms).map(roomText).join('、')}${rest}`;
};

/** Rooms that are free all the time that was asked for; where there are none, those of each period. */
const buildingText = ({ title, campus, rooms }: FreeBuilding, asked: readonly Period[]): string => {
  const name = `【${title}】${campus}`;
  const whole = rooms.filter((room) => room.periods.length === asked.length);
  if (whole.length > 0) return `${name}\n${listText(whole)}`;
  const byPeriod = asked.map((period) => {
    const free = rooms.filter((room) => room.periods.includes(period));
    return `${periodsTitle([period])}：${free.length === 0 ? '没有' : listText(free)}`;
  });
  return [name, ...byPeriod].join('\n');
};

/** Buildings with free rooms, then the names of those without. */
const buildingsTexts = (found: readonly FreeBuilding[], asked: readonly Period[]): string[] => {
  const none = found.filter(({ rooms }) => rooms.length === 0).map(({ title }) => title);
  const some = found.filter(({ rooms }) => rooms.length > 0).map((each) => buildingText(each, asked));
  return none.length === 0 ? some : [...some, `${none.join('、')}没有空教室。`];
};

/** One door: when it is free. */
const doorText = (found: readonly FreeBuilding[], door: string): string => {
  const rooms = found.flatMap(({ title, rooms: [room] }) => (room === undefined ? [] : [{ title, room }]));
  if (rooms.length === 0) return `${door}没有空闲的时段，或者没有这间教室。`;
  return rooms.map(({ title, room }) => `${title}${roomText(room)}空闲：${periodsTitle(room.periods)}`).join('\n');
};

/** A door without a time is asked for the whole day. */
const timeAsked = (words: string, door: string | undefined, now: number): Time => {
  const time = timeIn(words, now);
  return door === undefined || time.periods.length > 1 ? time : { ...time, periods: [...partsOfDay.day] };
};

/** 空教室: free classrooms at the time and in the buildings that were named; now and everywhere when none is. */
export const answerClassrooms = async (ports: ClassroomPorts, { words, now }: Asked): Promise<Reply> => {
  const door = doorIn(words);
  const time = timeAsked(words, door, now);
  const buildings = buildingsIn(words, await readBuildings(ports));
  const found = await findRooms(ports, buildings, time, door);
  const title = `${dayTitle(time.day, now)}${periodsTitle(time.periods)}的空教室：`;
  const parts = door === undefined ? buildingsTexts(found, time.periods) : [doorText(found, door)];
  const text = parts.length === 0 ? '没有查到教学楼。' : [title, ...parts].join('\n\n');
  const link = `\n\n<a href="${ports.pageUrl('/pages/classrooms', { day: time.day })}">换个时间或教学楼</a>`;
  return textReply(`${fitText(text, maximumTextBytes - Buffer.byteLength(link))}${link}`);
};
