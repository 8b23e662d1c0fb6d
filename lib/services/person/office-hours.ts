import { beijingDay, beijingTime, beijingWeekday } from '../../platform/clock.ts';
import type { Profile } from '../../platform/organisation.ts';

type Hours = Pick<Profile, 'officeHours' | 'holidays' | 'workdays'>;

/** A working weekend (调休) follows the hours of a Friday. */
const weekdayOf = ({ workdays }: Hours, day: string, at: number): number =>
  workdays?.includes(day) ? 5 : beijingWeekday(at);

/** Whether somebody is there at `at` (epoch milliseconds): the hours of that weekday, holidays and working weekends considered. */
export const isOpen = (hours: Hours, at: number): boolean => {
  const day = beijingDay(at);
  if (hours.holidays?.includes(day)) return false;
  const weekday = weekdayOf(hours, day, at);
  const time = beijingTime(at);
  return hours.officeHours.some(({ days, from, to }) => days.includes(weekday) && from <= time && time < to);
};
