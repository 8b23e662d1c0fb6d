import type { Values } from '../../lib/backend/definition.ts';
import { cityAreas, cityDistricts, communitiesPerDistrict } from './areas/power-areas.ts';
import { addDays, instantOn } from './calendar.ts';
import { type DemoSet, forEach } from './demo-data.ts';
import { demoPerson } from './people.ts';
import { createRandom } from './random.ts';

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const perLetter = 90_000;

const plateOf = (index: number): string =>
  `省${letters.charAt(Math.floor(index / perLetter) % letters.length)}${10_000 + (index % perLetter)}`;
const vin6Of = (index: number): string => String(100_001 + (index % 900_000));
const fileNumber6Of = (index: number): string => String(500_001 + (index % 400_000));

const acts = [
  ['驾驶机动车违反道路交通信号灯通行的', 20_000, 6],
  ['驾驶机动车在城市道路上超过规定时速10%以上未达20%的', 5_000, 0],
  ['机动车违反规定停放、临时停车的', 15_000, 0],
  ['机动车违反禁止标线指示的', 10_000, 1],
  ['驾驶时拨打接听手持电话的', 5_000, 2],
] as const;
const places = ['人民路与解放路路口', '滨江大道江北段', '南湖西路学院路口', '东岭大道工业一路口', '站前路'] as const;

/** Violations of the last year; the first known person has three. */
const violationsOf = (index: number, today: string): Values[] => {
  const random = createRandom(`violations ${index}`);
  const number = index === 0 ? 3 : Math.max(0, random.between(-2, 4));
  return Array.from({ length: number }, (_, at) => {
    const back = at === 0 ? random.between(4, 20) : random.between(21, 360);
    const [act, fineFen, points] = random.pick(acts);
    const handled = at > 0 && random.chance(60);
    return {
      ...{ plate: plateOf(index), licenceNumber: handled ? demoPerson(index).idNumber : undefined },
      violationNumber: `LJ${String(1_000_000 + index * 10 + at)}`,
      at: instantOn(addDays(today, -back), random.between(0, 1439)),
      ...{ place: `临江市${random.pick(places)}`, act, fineFen, points, status: handled ? 'paid' : 'open' },
      ...(handled && { decisionNumber: `99010${String(index * 10 + at).padStart(10, '0')}` }),
    };
  });
};

const pointsOf = (index: number, today: string): number =>
  violationsOf(index, today).reduce((sum, row) => sum + (row['status'] === 'paid' ? Number(row['points']) : 0), 0);

/** The district and the community in which it is registered. */
const registeredIn = (index: number): string => {
  const random = createRandom(`registered ${index}`);
  return `${random.pick(cityDistricts)}-community-${random.between(1, communitiesPerDistrict)}`;
};

const vehicleOf = (index: number, today: string): Values => {
  const { name, phone, random } = demoPerson(index);
  const inspectionDue = addDays(today, random.between(-10, 700));
  const status = inspectionDue < today ? 'overdue' : 'normal';
  return {
    plate: plateOf(index),
    ownerName: name,
    phone,
    vin6: vin6Of(index),
    type: '小型轿车',
    status,
    inspectionDue,
    areaId: registeredIn(index),
  };
};

const licenceOf = (index: number, today: string): Values => {
  const { name, phone, idNumber, random } = demoPerson(index);
  const points = pointsOf(index, today);
  return {
    ...{
      licenceNumber: idNumber,
      holderName: name,
      phone,
      fileNumber6: fileNumber6Of(index),
      vehicleClass: 'C1',
      points,
    },
    ...{ status: points >= 12 ? 'study' : 'normal', validUntil: addDays(today, random.between(60, 3000)) },
    pointsUntil: addDays(today, random.between(1, 365)),
  };
};

/** A vehicle and a licence for everybody, and their violations. */
export const police: DemoSet = {
  kinds: {
    vehicle: forEach((index, today) => [vehicleOf(index, today)]),
    'driving-licence': forEach((index, today) => [licenceOf(index, today)]),
    violation: forEach(violationsOf),
  },
  areas: cityAreas,
  credentials: [
    { kind: 'vehicle', title: '小型轿车', claims: { plate: plateOf(0), vin6: vin6Of(0), phone: demoPerson(0).phone } },
    {
      kind: 'driving-licence',
      title: '驾驶证',
      claims: { licenceNumber: demoPerson(0).idNumber, fileNumber6: fileNumber6Of(0), phone: demoPerson(0).phone },
    },
  ],
};
