/** Says what the rules about days make of some moments, as a process of its own with a time zone of its own. */
import { holidaysOf, isWorkingDay, nextAllowed, workingDayAfter } from '../../src/domain/calendar.ts';
import { hourOf } from '../../src/domain/declarations/health-campaign.ts';
import { dueDay, PRIVACY_REQUEST_TERMS } from '../../src/domain/declarations/privacy-request.ts';
import { readDay, readMoment } from '../../src/domain/forms/moment.ts';
import { morningOf } from '../../src/domain/tasks/task-mornings.ts';
import { addMilliseconds, HOUR, instant } from '../../src/lib/clock.ts';
import { dayOf, daysBetween } from '../../src/lib/day.ts';

const zone = 'Asia/Ho_Chi_Minh';
const calendar = { zone, quietFrom: '21:30', quietTo: '06:30', closedOn: ['2026-11-24'], workedOn: ['2026-12-26'] };
/** Every seven hours, over the days on which clocks are changed elsewhere, the end of a year and Tết. */
const moments = ['2026-03-07', '2026-10-31', '2026-12-30', '2027-02-04'].flatMap((day) =>
  Array.from({ length: 30 }, (_, index) => addMilliseconds(instant(`${day}T00:00:00Z`), index * 7 * HOUR)),
);

const said = moments.map((now) => {
  const today = dayOf(now, zone);
  return [
    ...[today, isWorkingDay(today, calendar), nextAllowed(now, calendar), workingDayAfter(now, 3, '08:00', calendar)],
    ...['mai', 'hôm nay', 'thứ 2 tuần sau', '1/3'].map((typed) => readDay(typed, now, zone)),
    ...['mai 8h', '17h30 hôm nay', '31/12'].map((typed) => readMoment(typed, now, zone)),
    ...[morningOf(now, calendar), hourOf({ time: '08:00' }, now, zone), dueDay('erase', today, PRIVACY_REQUEST_TERMS)],
    daysBetween('2026-03-01', today),
  ];
});
const offset = moments[0]!.getTimezoneOffset();
process.stdout.write(JSON.stringify({ offset, said, holidays: [2026, 2027, 2028].map(holidaysOf) }));
