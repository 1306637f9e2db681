/// <reference path="./date-chinese.d.ts" />
import { CalendarVietnamese } from 'date-chinese';

/**
 * The day (`YYYY-MM-DD`) on which a day of the Vietnamese lunar calendar falls in a year. Vietnam's differs from China's in some years
 * (Tết 2030 is on 2 February here, on 3 February there), because new moons are reckoned at UTC+7.
 */
export function lunarDay(year: number, month: number, day: number): string {
  // Mid-June lies in the lunar year that began in this one.
  const june = new CalendarVietnamese();
  june.fromGregorian(year, 6, 15);
  const [cycle, yearOfCycle] = june.get();
  const date = new CalendarVietnamese(cycle, yearOfCycle, month, false, day).toGregorian();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.year}-${two(date.month)}-${two(date.day)}`;
}
