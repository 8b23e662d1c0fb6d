import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { answerWords } from '../../../../../lib/chat/answer.ts';
import { createVocabulary } from '../../../../../lib/chat/vocabulary.ts';
import { createClassrooms } from '../../../../../lib/services/classrooms/index.ts';
import {
  type Building,
  type ClassroomAnswer,
  ClassroomQuery,
  type Slot,
} from '../../../../../lib/services/classrooms/model.ts';
import { type Period, periods } from '../../../../../lib/services/classrooms/periods.ts';
import { freeRooms } from '../../../../../lib/services/classrooms/service.ts';
import { inOrder, periodAt, periodOfLesson, timeNow } from '../../../../../lib/services/classrooms/times.ts';
import { buildingsIn, doorIn, timeIn } from '../../../../../lib/services/classrooms/words.ts';
import { contentOf } from '../../../../support/chat.ts';
import { aFollower } from '../../../../support/followers.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { anAsked, aPageUrl, callRoute } from '../../../../support/services.ts';
import { type Recorded, systemsOf } from '../systems.ts';

const organisation = await anOrganisation('campus');
/** A Sunday morning. */
const now = Date.parse('2026-11-22T10:30:00+08:00');
const allDay = periods.map(({ period }) => period);

const buildings: Building[] = [
  { building: 'main-1', title: '第一教学楼', words: '一教,1教,第一教学楼', campus: '主校区' },
  { building: 'main-2', title: '第二教学楼', words: '二教,2教', campus: '主校区' },
  { building: 'east-1', title: '东区教学楼', words: '东教,东区教学楼', campus: '东校区' },
];
const aSlot = (day: string, period: Period, door: string, changes: Partial<Slot> = {}): Slot => ({
  day,
  period,
  door,
  seats: 60,
  airConditioned: false,
  status: 'free',
  ...changes,
});
const recorded: Recorded = {
  'teaching-building': { all: buildings },
  'classroom-slot': {
    'main-1': [
      aSlot('2026-11-22', '3-4', '101', { seats: 120, airConditioned: true }),
      aSlot('2026-11-22', '3-4', '102', { status: 'taken' }),
      aSlot('2026-11-22', '5-6', '101'),
      aSlot('2026-11-22', '7-8', '203'),
      aSlot('2026-11-23', '3-4', '305'),
    ],
    'main-2': [aSlot('2026-11-22', '3-4', '201'), aSlot('2026-11-22', '5-6', '201'), aSlot('2026-11-22', '7-8', '201')],
  },
};
const aService = (given = recorded) => createClassrooms({ backend: systemsOf(given).backend, pageUrl: aPageUrl });
const said = async (words: string, service = aService()): Promise<string> =>
  contentOf((await service.answer?.(anAsked(organisation, 'classrooms', { words, now }))) ?? { type: 'none' });

describe('空教室', () => {
  it('lists the rooms that are free now, by building, without a binding', async () => {
    const text = await said('空教室');
    expect(text).toContain('今天2026年11月22日（周日）第3—4节的空教室：');
    expect(text).toContain('【第一教学楼】主校区\n101（120座，空调）');
    expect(text).toContain('【第二教学楼】主校区\n201（60座）');
    expect(text).toContain('东区教学楼没有空教室。');
    expect(text).not.toContain('102');
    expect(aService()).toMatchObject({ tier: 'visitor' });
    expect(aService()).not.toHaveProperty('binding');
  });

  it('keeps to the time and the building that were named', async () => {
    const text = await said('下午 教二 空教室');
    expect(text).toContain('第5—6节、第7—8节的空教室');
    expect(text).toContain('201（60座）');
    expect(text).not.toContain('第一教学楼');
    expect(await said('明天3-4节')).toContain(
      '明天2026年11月23日（周一）第3—4节的空教室：\n\n【第一教学楼】主校区\n305（60座）',
    );
  });

  it('says for each period what is free when nothing is free all the time', async () => {
    expect(await said('下午一教')).toContain('第5—6节：101（60座）\n第7—8节：203（60座）');
  });

  it('says when one room is free', async () => {
    expect(await said('一教101今天什么时候空')).toContain('第一教学楼101（120座，空调）空闲：第3—4节、第5—6节');
    expect(await said('一教999')).toContain('999没有空闲的时段');
  });

  it('fits into one message with its link', async () => {
    const slots = Array.from({ length: 300 }, (_, at) =>
      aSlot('2026-11-22', '3-4', `${1000 + at}`, { airConditioned: true }),
    );
    const many = Array.from({ length: 30 }, (_, at) => ({
      ...(buildings[0] as Building),
      building: `b-${at}`,
      words: `楼${at}`,
    }));
    const given = {
      'teaching-building': { all: many },
      'classroom-slot': Object.fromEntries(many.map(({ building }) => [building, slots])),
    };
    const text = await said('空教室', aService(given));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
    expect(text).toMatch(/<a href="[^"]+">[^<]+<\/a>$/);
    expect(await said('空教室', aService({}))).toContain('没有查到教学楼');
  });

  test.each(['空教室', '下午 教一 空教室', '明天3-4节', '今天晚上一教有没有空教室', '三四节', '101教室空吗'])(
    'is what %s means',
    async (words) => {
      const service = aService();
      const chat = {
        organisation,
        vocabulary: createVocabulary(organisation),
        services: new Map([[service.name, service]]),
        guard: { admit: async () => ({ kind: 'admitted' as const }) },
        pageUrl: aPageUrl,
        now: () => now,
      };
      const { reply } = await answerWords(chat, { follower: aFollower(), requestId: 'r' }, { words });
      expect(contentOf(reply)).toContain('/pages/classrooms');
    },
  );
});

describe('when, as people say it', () => {
  const of = (words: string) => {
    const { day, periods: named } = timeIn(words, now);
    return `${day} ${named.join(' ')}`;
  };

  test.each([
    ['空教室', '2026-11-22 3-4'],
    ['明天3-4节', '2026-11-23 3-4'],
    ['明天34节', '2026-11-23 3-4'],
    ['后天第三、四节', '2026-11-24 3-4'],
    ['周三下午', '2026-11-25 5-6 7-8'],
    ['周日上午', '2026-11-22 1-2 3-4'],
    ['下周一', `2026-11-23 ${allDay.join(' ')}`],
    ['下周日晚上', '2026-11-29 evening'],
    ['11月25日1到4节', '2026-11-25 1-2 3-4'],
    ['25号第5节', '2026-11-25 5-6'],
    ['3号', `2026-12-03 ${allDay.join(' ')}`],
    ['今晚', '2026-11-22 evening'],
    ['第十一节', '2026-11-22 evening'],
    ['十二节', '2026-11-22 evening'],
    ['12节', '2026-11-22 1-2'],
    ['下午三点', '2026-11-22 5-6'],
    ['晚上7点半', '2026-11-22 evening'],
    ['明早八点', '2026-11-23 1-2'],
    ['全天', `2026-11-22 ${allDay.join(' ')}`],
  ])('%s', (words, expected) => {
    expect(of(words)).toBe(expected);
  });

  it('is tomorrow’s first period once the last one of today is over', () => {
    expect(timeNow(Date.parse('2026-11-22T21:29:00+08:00'))).toEqual({ day: '2026-11-22', periods: ['evening'] });
    expect(timeNow(Date.parse('2026-11-22T21:30:00+08:00'))).toEqual({ day: '2026-11-23', periods: ['1-2'] });
    expect(timeNow(Date.parse('2026-11-22T05:00:00+08:00'))).toEqual({ day: '2026-11-22', periods: ['1-2'] });
  });

  it('names a real day and periods in order, whatever is said at whatever time', () => {
    const spoken = fc.array(
      fc.constantFrom(
        '明天',
        '周三',
        '下周',
        '25号',
        '31号',
        '2月30日',
        '上午',
        '晚',
        '3-4节',
        '第9到12节',
        '八点',
        '空教室',
        '教一',
        '99',
        '节',
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(spoken, fc.integer({ min: 1.7e12, max: 2e12 }), (parts, at) => {
        const time = timeIn(parts.join(''), at);
        expect(new Date(time.day).toISOString().slice(0, 10)).toBe(time.day);
        expect(time.periods).toEqual(inOrder(time.periods));
        expect(time.periods.length).toBeGreaterThan(0);
      }),
    );
  });

  it('has a period for each lesson from 1 to 12, later ones never before earlier ones', () => {
    const order = (lesson: number) => allDay.indexOf(periodOfLesson(lesson) as Period);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), (a, b) => {
        expect(order(a)).toBeGreaterThanOrEqual(0);
        if (a <= b) expect(order(a)).toBeLessThanOrEqual(order(b));
      }),
    );
    expect([0, 13].map(periodOfLesson)).toEqual([undefined, undefined]);
  });

  it('has a period for each time of day: the one that runs or comes next', () => {
    for (const { period, from, to } of periods) {
      expect(periodAt(from)).toBe(period);
      expect(periodAt(to)).not.toBe(period === 'evening' ? '' : period);
    }
  });
});

describe('where, as people say it', () => {
  const of = (words: string) => buildingsIn(words, buildings).map(({ building }) => building);

  it('is a building by any of its names, a campus, or everywhere', () => {
    expect([of('一教'), of('教一有空教室吗'), of('1教'), of('第二教学楼')]).toEqual([
      ['main-1'],
      ['main-1'],
      ['main-1'],
      ['main-2'],
    ]);
    expect(of('东校区空教室')).toEqual(['east-1']);
    expect(of('空教室')).toHaveLength(3);
    expect(of('二教一楼')).toEqual(['main-2']);
    expect(of('101教室')).toHaveLength(3);
    expect(of('教101')).toHaveLength(3);
  });

  it('may be one door', () => {
    expect(['一教101', 'A203教室', '明天3-4节', '2026年11月', '2026-11-25', '1112节'].map(doorIn)).toEqual([
      '101',
      'A203',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('free rooms', () => {
  const slots = fc.array(
    fc.record({
      day: fc.constant('2026-11-22'),
      period: fc.constantFrom(...allDay),
      door: fc.integer({ min: 101, max: 110 }).map(String),
      seats: fc.constant(60),
      airConditioned: fc.boolean(),
      status: fc.constantFrom('free' as const, 'taken' as const),
    }),
  );

  it('are free in each period that they are listed with, and the longest free come first', () => {
    fc.assert(
      fc.property(slots, fc.uniqueArray(fc.constantFrom(...allDay), { minLength: 1 }), (given, asked) => {
        const rooms = freeRooms(given, asked);
        for (const { door, periods: free } of rooms) {
          for (const period of free) {
            expect(asked).toContain(period);
            expect(given.some((slot) => slot.door === door && slot.period === period && slot.status === 'free')).toBe(
              true,
            );
          }
          expect(new Set(free).size).toBe(free.length);
        }
        const lengths = rooms.map(({ periods: free }) => free.length);
        expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
        const expected = given.filter(({ period, status }) => status === 'free' && asked.includes(period));
        expect(new Set(rooms.map(({ door }) => door))).toEqual(new Set(expected.map(({ door }) => door)));
      }),
    );
  });
});

describe('the route of classrooms', () => {
  const ask = (input: unknown) => callRoute(aService(), '/', { organisation, input, now }) as Promise<ClassroomAnswer>;

  it('answers for now, with the days and buildings that can be chosen', async () => {
    const answer = await ask({});
    expect(answer.time).toEqual({ day: '2026-11-22', periods: ['3-4'] });
    expect(answer.days).toHaveLength(8);
    expect(answer.buildings).toHaveLength(3);
    expect(answer.found.map(({ rooms }) => rooms.map(({ door }) => door))).toEqual([[], ['101'], ['201']]);
  });

  it('keeps to day, part of the day and building', async () => {
    const answer = await ask({ day: '2026-11-22', time: 'afternoon', building: 'main-2' });
    expect(answer.found).toMatchObject([{ building: 'main-2', rooms: [{ door: '201', periods: ['5-6', '7-8'] }] }]);
    expect((await ask({ building: 'nowhere' })).found).toEqual([]);
    expect((await ask({ day: '2026-11-23' })).time.periods).toEqual(allDay);
  });

  it('refuses what is no day, no time, no building', () => {
    const refused = [{ day: '2026-02-30' }, { time: 'noon' }, { building: '../x' }, { openid: 'another' }];
    expect(refused.map((input) => ClassroomQuery.safeParse(input).success)).toEqual([false, false, false, false]);
  });
});
