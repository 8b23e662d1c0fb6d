import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUtilities } from '../../../../../lib/services/utilities/index.ts';
import type { Reading, RoomHistory, Utility } from '../../../../../lib/services/utilities/model.ts';
import { latestOfEach, usageByDay, usageByMonth } from '../../../../../lib/services/utilities/service.ts';
import { contentOf } from '../../../../support/chat.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { aBinding, anAsked, aPageUrl, callRoute } from '../../../../support/services.ts';
import { type Recorded, systemsOf } from '../systems.ts';

const organisation = await anOrganisation('campus');
const now = Date.parse('2026-11-22T10:00:00+08:00');

const aReading = (utility: Utility, day: string, changes: Partial<Reading> = {}): Reading => ({
  utility,
  at: `${day}T06:00:00+08:00`,
  reading: 4321.5,
  used: 8.25,
  usedInMonth: 150.5,
  ...changes,
});
const aRoom = {
  campus: '主校区',
  building: '3号楼',
  door: '412',
  kind: 'dormitory',
  residents: 4,
  areaId: 'dorm-3',
} as const;
const aPerson = { name: '李小红', kind: 'student', department: '文学院', room: 'M-3-412' } as const;
const recorded: Recorded = {
  'campus-person': { '202410000001': [aPerson], '202410000002': [{ ...aPerson, room: undefined }] },
  room: { 'M-3-412': [aRoom], 'M-3-413': [{ ...aRoom, door: '413' }] },
  'utility-reading': {
    'M-3-412': [
      aReading('electricity', '2026-11-21', { freeLeft: 0, balanceFen: 2_350 }),
      aReading('water', '2026-11-21', { reading: 210.2, used: 0.4, usedInMonth: 6.1, freeLeft: 5.9 }),
      aReading('electricity', '2026-11-20', { balanceFen: 3_000 }),
      aReading('gas', '2026-10-20', { reading: 88, used: 12, usedInMonth: 12 }),
      aReading('electricity', '2026-10-31', { usedInMonth: 240 }),
    ],
    'M-3-413': [aReading('electricity', '2026-11-21', { reading: 9999 })],
  },
};
const binding = aBinding('campus-person', { subject: '202410000001', shown: '20****0001' });
const aService = (given = recorded) => createUtilities({ backend: systemsOf(given).backend, pageUrl: aPageUrl });
const said = async (words: string, bound = binding, service = aService()): Promise<string> => {
  const asked = anAsked(organisation, 'utilities', { words, binding: bound, now });
  return contentOf((await service.answer?.(asked)) ?? { type: 'none' });
};

describe('水电', () => {
  it('says the latest reading of each meter of the own room', async () => {
    const text = await said('水电');
    expect(text).toContain(
      '【主校区 3号楼412】\n电表 4321.5度（2026年11月21日抄）\n　上次抄表以来用了8.25度，本月共用150.5度',
    );
    expect(text).toContain('　余额23.50元');
    expect(text).toContain('水表 210.2吨');
    expect(text).toContain('　免费额度还剩5.9吨');
    expect(text).not.toMatch(/燃气|李小红|M-3-412|9999/);
  });

  it('says all meters for a tap, and one when one is named', async () => {
    expect(await said('')).toContain('燃气表 88立方米（2026年10月20日抄）');
    const electricity = await said('电费余额');
    expect(electricity).toContain('电表');
    expect(electricity).not.toMatch(/水表|燃气/);
    expect(await said('水费')).not.toContain('电表');
    expect(await said('燃气读数')).toContain('燃气表');
  });

  it('says so when something was borrowed, was never read, or nobody lives here', async () => {
    const borrowed = {
      ...recorded,
      'utility-reading': { 'M-3-412': [aReading('electricity', '2026-11-21', { balanceFen: -260 })] },
    };
    expect(await said('电', binding, aService(borrowed))).toContain('已欠2.60元');
    expect(await said('水', binding, aService(borrowed))).toContain('没有水的抄表记录');
    expect(await said('水电', { ...binding, subject: '202410000002' })).toContain('没有校内住房');
    expect(await said('水电', { ...binding, subject: 'nobody' })).toContain('没有校内住房');
  });

  it('is limited, on the trail, and needs a person of the campus', () => {
    expect(aService()).toMatchObject({ binding: 'campus-person', dailyLimit: 'personal', audited: true });
  });
});

describe('the history of a room', () => {
  it('has each utility by month and by day, the oldest first, and no number of a person or a room', async () => {
    const history = (await callRoute(aService(), '/', { organisation, binding, now })) as RoomHistory;
    expect(history.room).toEqual({ campus: '主校区', building: '3号楼', door: '412', residents: 4 });
    expect(history.utilities.map(({ utility }) => utility)).toEqual(['electricity', 'water', 'gas']);
    expect(history.utilities[0]?.months).toEqual([
      { period: '2026-10', used: 240 },
      { period: '2026-11', used: 150.5 },
    ]);
    expect(history.utilities[0]?.days.map(({ period }) => period)).toEqual(['2026-10-31', '2026-11-20', '2026-11-21']);
    expect(history.utilities[2]?.days).toEqual([]);
    expect(JSON.stringify(history)).not.toMatch(/M-3-412|20241|李小红/);
    const elsewhere = { organisation, binding: { ...binding, subject: 'nobody' }, now };
    expect(await callRoute(aService(), '/', elsewhere)).toEqual({});
  });

  const aUse = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);
  const uses = fc.array(aUse, { minLength: 1, maxLength: 120 });
  /** Daily readings from 1 August on, newest first, as a meter that is never wrong gives them. */
  const readingsOf = (used: number[]): Reading[] => {
    let [month, hundredths] = ['', 0];
    const readings = used.map((each, at) => {
      const day = new Date(Date.UTC(2026, 7, 1 + at)).toISOString().slice(0, 10);
      hundredths = (day.slice(0, 7) === month ? hundredths : 0) + Math.round(each * 100);
      month = day.slice(0, 7);
      return aReading('water', day, { used: each, usedInMonth: hundredths / 100 });
    });
    return readings.reverse();
  };
  const total = (usages: { used: number }[]): number =>
    usages.reduce((sum, { used }) => sum + Math.round(used * 100), 0);

  it('sums to the same by day and by month', () => {
    fc.assert(
      fc.property(uses, (used) => {
        const readings = readingsOf(used);
        expect(total(usageByDay(readings))).toBe(total(usageByMonth(readings)));
        const periods = usageByMonth(readings).map(({ period }) => period);
        expect(periods).toEqual([...new Set(periods)].sort());
        expect(latestOfEach(readings)).toEqual(readings.slice(0, 1));
      }),
    );
  });

  it('adds up several readings of one day to the hundredth', () => {
    fc.assert(
      fc.property(uses, (used) => {
        const readings = used.map((each) => aReading('water', '2026-11-01', { used: each }));
        const [day] = usageByDay(readings);
        expect(Math.round((day?.used ?? 0) * 100)).toBe(total(readings));
      }),
    );
  });
});
