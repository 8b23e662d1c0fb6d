import { describe, expect, it } from 'vitest';
import { createOutagesRoom, type OutagesRoomDeps } from '../../../../../lib/doors/desk/outages/api.ts';
import type { OutageList } from '../../../../../lib/doors/desk/outages/model.ts';
import { areasInShort, noticeStateName } from '../../../../../lib/doors/desk/outages/words.ts';
import type { DeskCall } from '../../../../../lib/guard/desk.ts';
import { beijingDay } from '../../../../../lib/platform/clock.ts';
import type { Outage } from '../../../../../lib/services/outages/model.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { anOutage } from '../open/world.ts';

const organisation = await anOrganisation('power');
const now = Date.parse('2026-11-23T09:00:00+08:00');

const beginningAt = (...instants: string[]): Outage[] =>
  instants.map((instant) => ({ ...anOutage, id: instant, from: Date.parse(instant) }));

/** A store that keeps outages by Beijing's months, as the table does. */
const outagesOf = (all: readonly Outage[]) => ({
  list: async (month: string) => all.filter(({ from }) => beijingDay(from).startsWith(month)),
});

const listed = async (all: readonly Outage[], month?: string): Promise<OutageList> => {
  const room = createOutagesRoom({ organisation, outages: outagesOf(all) } as unknown as OutagesRoomDeps);
  const route = room.routes.find(({ method, path }) => method === 'GET' && path === '/');
  const call = { input: month === undefined ? {} : { month }, now } as DeskCall<unknown>;
  return (await route?.handle(call)) as OutageList;
};

const some = beginningAt(
  '2026-10-31T08:00:00+08:00',
  '2026-11-01T07:00:00+08:00',
  '2026-11-23T08:00:00+08:00',
  '2026-12-01T07:00:00+08:00',
  '2026-12-31T23:00:00+08:00',
  '2027-01-01T00:00:00+08:00',
);
const shown = ({ outages }: OutageList) => outages.map(({ id }) => id.slice(0, 10));

describe('the list of outages', () => {
  it('has this month and the next, by Beijing’s calendar, the latest first: works are announced a week ahead', async () => {
    const list = await listed(some);
    expect(list).toMatchObject({ month: '2026-11', withNext: true });
    expect(shown(list)).toEqual(['2026-12-31', '2026-12-01', '2026-11-23', '2026-11-01']);
  });

  it('has the one month that was asked for', async () => {
    const list = await listed(some, '2026-12');
    expect([list.withNext, shown(list)]).toEqual([false, ['2026-12-31', '2026-12-01']]);
  });
});

describe('words of outages', () => {
  it('names the first of many areas, and how many there are', () => {
    expect(areasInShort(['甲线', '乙线'], 2)).toBe('甲线、乙线');
    expect(areasInShort(['甲线', '乙线', '丙线'], 2)).toBe('甲线、乙线等3处');
  });

  it('does not call it a failure that nobody is concerned', () => {
    expect(noticeStateName({ state: 'refused', people: 0 })).toBe('没有要通知的人');
    expect(noticeStateName({ state: 'refused', people: 5 })).toBe('不能发出');
    expect(noticeStateName({ state: 'sent', people: 5 })).toBe('已发完');
  });
});
