import type { Values } from '../../lib/backend/definition.ts';
import { classPeriods } from '../../lib/backend/kinds/classroom-slot.ts';
import { campusAreas, type DemoRoom } from './areas/campus-areas.ts';
import { addDays, instantOn } from './calendar.ts';
import { type DemoOptions, type DemoSet, forEach, type MakeRows } from './demo-data.ts';
import { demoPerson } from './people.ts';
import { createRandom } from './random.ts';

const perRoom = 6;
const roomsPerFloor = 20;
const floors = 6;
const roomsPerBuilding = roomsPerFloor * floors;
const departments = ['计算机学院', '文学院', '机械工程学院', '经济管理学院'] as const;

const isStaff = (index: number): boolean => index % 10 === 3;
const campusNumber = (index: number): string =>
  isStaff(index) ? String(10_000_001 + index) : `2024${String(10_000_001 + index)}`;

const roomAt = (number: number) => {
  const building = 1 + Math.floor(number / roomsPerBuilding);
  const within = number % roomsPerBuilding;
  const door = `${1 + Math.floor(within / roomsPerFloor)}${String(1 + (within % roomsPerFloor)).padStart(2, '0')}`;
  return { room: `M-${building}-${door}`, building: `${building}号楼`, door, areaId: `dorm-${building}-${door}` };
};

/** Staff live in flats, whose building stands apart. */
const flatOf = (index: number) => ({
  room: `F-1-${100 + index}`,
  building: '教工公寓1号楼',
  door: String(100 + index),
  areaId: `flat-1-${100 + index}`,
});
const contractNumber = (index: number): string => `HT${String(100_001 + index)}`;
const homeOf = (index: number) => (isStaff(index) ? flatOf(index) : roomAt(Math.floor(index / perRoom)));

const personOf = (index: number): Values => {
  const { name, phone, random } = demoPerson(index);
  const { room, areaId } = homeOf(index);
  const bed = isStaff(index) ? {} : { bed: `${1 + (index % perRoom)}床` };
  const kind = isStaff(index) ? 'staff' : 'student';
  return { number: campusNumber(index), name, phone, kind, department: random.pick(departments), room, areaId, ...bed };
};

function* lived({ size }: DemoOptions): Generator<DemoRoom> {
  for (let index = 0; index < size; index += 1) {
    const { areaId, building, door } = homeOf(index);
    yield { areaId, buildingId: areaId.slice(0, areaId.lastIndexOf('-')), building, door };
  }
}

/** The rooms that person `index` is the first to live in. */
const roomsOf = (index: number): Values[] => {
  if (isStaff(index))
    return [{ ...flatOf(index), campus: '主校区', kind: 'flat', residents: 2, contractNumber: contractNumber(index) }];
  if (index % perRoom !== 0) return [];
  return [{ ...roomAt(index / perRoom), campus: '主校区', kind: 'dormitory', residents: perRoom }];
};

const meters = [
  { utility: 'electricity', perDay: 9, quota: 8 },
  { utility: 'water', perDay: 0.6, quota: 3 },
  { utility: 'gas', perDay: 0.4, quota: 0 },
] as const;
/** A year of months by their last reading, and the last month day by day. */
const readingDays = 365;
const dailyDays = 30;
const hundredths = (value: number): number => Math.round(value * 100) / 100;

function* meterRows(
  room: string,
  { utility, perDay, quota }: (typeof meters)[number],
  today: string,
): Generator<Values> {
  const random = createRandom(`meter ${room} ${utility}`);
  let [reading, month, usedInMonth] = [random.between(1000, 9000), '', 0];
  for (let back = readingDays; back >= 0; back -= 1) {
    const day = addDays(today, -back);
    const used = hundredths((perDay * random.between(40, 160)) / 100);
    usedInMonth = hundredths((day.slice(0, 7) === month ? usedInMonth : 0) + used);
    [reading, month] = [hundredths(reading + used), day.slice(0, 7)];
    const isMonthsLast = addDays(day, 1).slice(0, 7) !== month;
    if (back > dailyDays && !isMonthsLast) continue;
    const free = quota === 0 ? {} : { freeLeft: hundredths(Math.max(0, quota * perRoom - usedInMonth)) };
    const balance = utility === 'electricity' ? { balanceFen: random.between(300, 8000) } : {};
    yield { room, utility, at: instantOn(day, 90), reading, used, usedInMonth, ...free, ...balance };
  }
}

function* readingsOf(index: number, today: string): Generator<Values> {
  const [home] = roomsOf(index);
  if (home === undefined) return;
  const fitted = meters.filter(({ utility }) => utility !== 'gas' || home['kind'] === 'flat');
  for (const meter of fitted) yield* meterRows(String(home['room']), meter, today);
}

const buildings = [
  { building: 'main-1', title: '第一教学楼', words: '一教,1教,第一教学楼', campus: '主校区' },
  { building: 'main-2', title: '第二教学楼', words: '二教,2教,第二教学楼', campus: '主校区' },
  { building: 'main-lab', title: '实验楼', words: '实验楼', campus: '主校区' },
  { building: 'east-1', title: '东区教学楼', words: '东教,东区教学楼,东校区教学楼', campus: '东校区' },
];
const slotDays = 8;
const classrooms = 12;

const slots: MakeRows = function* ({ today }) {
  for (const { building } of buildings) {
    for (let ahead = 0; ahead < slotDays; ahead += 1) {
      for (const period of classPeriods) {
        for (let at = 0; at < classrooms; at += 1) {
          const day = addDays(today, ahead);
          const door = `${1 + Math.floor(at / 4)}0${1 + (at % 4)}`;
          const room = createRandom(`classroom ${building} ${door}`);
          const seats = room.pick([60, 90, 120, 180]);
          const taken = createRandom(`slot ${building} ${door} ${day} ${period}`).chance(60);
          yield {
            building,
            day,
            period,
            door,
            seats,
            airConditioned: room.chance(70),
            status: taken ? 'taken' : 'free',
          };
        }
      }
    }
  }
};

/** People with their rooms, a month of meter readings, and eight days of classrooms. */
export const campus: DemoSet = {
  kinds: {
    'campus-person': forEach((index) => [personOf(index)]),
    room: forEach(roomsOf),
    'utility-reading': forEach(readingsOf),
    'teaching-building': () => buildings,
    'classroom-slot': slots,
  },
  areas: (options) => campusAreas(lived(options)),
  credentials: [
    { kind: 'campus-person', title: '学生', claims: { number: campusNumber(0), name: demoPerson(0).name } },
    { kind: 'campus-person', title: '教职工', claims: { number: campusNumber(3), name: demoPerson(3).name } },
    { kind: 'room', title: '教工公寓', claims: { room: flatOf(3).room, contractNumber: contractNumber(3) } },
  ],
};
