import type { RecordOf } from '../../backend/kinds.ts';

export type Period = RecordOf<'classroom-slot'>['period'];

/** Teaching periods of a day in order, with the time at which each begins and ends. */
export const periods = [
  { period: '1-2', title: '第1—2节', from: '08:00', to: '09:40' },
  { period: '3-4', title: '第3—4节', from: '10:00', to: '11:40' },
  { period: '5-6', title: '第5—6节', from: '14:00', to: '15:40' },
  { period: '7-8', title: '第7—8节', from: '16:00', to: '17:40' },
  { period: 'evening', title: '晚上', from: '19:00', to: '21:30' },
] as const satisfies readonly { period: Period; title: string; from: string; to: string }[];

/** Parts of a day that can be asked for, beside single periods. */
export const partsOfDay = {
  morning: ['1-2', '3-4'],
  afternoon: ['5-6', '7-8'],
  day: ['1-2', '3-4', '5-6', '7-8', 'evening'],
} as const satisfies Record<string, readonly Period[]>;
