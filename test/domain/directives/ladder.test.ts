import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holidaysOf, isWorkingDay, nextAllowed, type OfficeCalendar } from '../../../src/domain/calendar.ts';
import { urgencies } from '../../../src/domain/directives/directive.ts';
import { dueStep, LADDERS, stepsOf } from '../../../src/domain/directives/ladder.ts';
import { instant } from '../../../src/lib/clock.ts';
import { lunarDay } from '../../../src/lib/lunar.ts';

const calendar: OfficeCalendar = {
  zone: 'Asia/Ho_Chi_Minh',
  quietFrom: '21:30',
  quietTo: '06:30',
  closedOn: [],
  workedOn: [],
};
/** Wall time in the office. */
const at = (local: string): Date => instant(`${local}:00+07:00`);
const local = (date: Date): string =>
  instant(date.getTime() + 7 * 3_600_000)
    .toISOString()
    .slice(0, 16);
const steps = (urgency: (typeof urgencies)[number], issued: string, deadline: string | null): string[] =>
  stepsOf(
    { urgency, issuedAt: at(issued), deadlineAt: deadline ? at(deadline) : null, versionAt: null },
    LADDERS,
    calendar,
  ).map(local);

describe('the calendar', () => {
  test('Tết and the Hùng Kings’ day follow Vietnam’s moon', () => {
    // Published days; in 2030 China's new year is a day later.
    expect([2024, 2025, 2026, 2027, 2030].map((year) => lunarDay(year, 1, 1))).toEqual([
      '2024-02-10',
      '2025-01-29',
      '2026-02-17',
      '2027-02-06',
      '2030-02-02',
    ]);
    expect(lunarDay(2026, 3, 10)).toBe('2026-04-26');
    expect(holidaysOf(2026)).toContain('2026-02-16');
  });

  test('a holiday on a Sunday is made up for on the next working day', () => {
    // The Hùng Kings' day of 2026 is a Sunday.
    expect(isWorkingDay('2026-04-27', calendar)).toBe(false);
    expect(isWorkingDay('2026-04-28', calendar)).toBe(true);
  });

  test('an office closes and works on days of its own', () => {
    expect(isWorkingDay('2026-11-24', { ...calendar, closedOn: ['2026-11-24'] })).toBe(false);
    expect(isWorkingDay('2026-11-21', { ...calendar, workedOn: ['2026-11-21'] })).toBe(true);
  });

  test('nobody is disturbed in quiet hours or on days off', () => {
    expect(local(nextAllowed(at('2026-11-23T21:30'), calendar))).toBe('2026-11-24T06:30');
    expect(local(nextAllowed(at('2026-11-23T05:00'), calendar))).toBe('2026-11-23T06:30');
    expect(local(nextAllowed(at('2026-11-20T22:00'), calendar))).toBe('2026-11-23T06:30');
    expect(local(nextAllowed(at('2026-11-23T10:00'), calendar))).toBe('2026-11-23T10:00');
    expect(local(nextAllowed(at('2026-02-15T10:00'), calendar))).toBe('2026-02-23T06:30');
  });

  test('quiet hours from midnight on leave the day and the evening free', () => {
    const late = { ...calendar, quietFrom: '00:00', quietTo: '06:00' };
    expect(local(nextAllowed(at('2026-11-23T10:00'), late))).toBe('2026-11-23T10:00');
    expect(local(nextAllowed(at('2026-11-23T23:30'), late))).toBe('2026-11-23T23:30');
    expect(local(nextAllowed(at('2026-11-23T00:00'), late))).toBe('2026-11-23T06:00');
    expect(local(nextAllowed(at('2026-11-20T23:30'), late))).toBe('2026-11-20T23:30');
    expect(local(nextAllowed(at('2026-11-21T05:00'), late))).toBe('2026-11-23T06:00');
  });
});

describe('the ladder', () => {
  test('normal: a day before the deadline, at it, then three working days', () => {
    expect(steps('normal', '2026-11-16T09:00', '2026-11-19T17:00')).toEqual([
      '2026-11-18T17:00',
      '2026-11-19T17:00',
      '2026-11-20T08:00',
      '2026-11-23T08:00',
      '2026-11-24T08:00',
    ]);
    expect(steps('normal', '2026-11-16T09:00', null)).toEqual([]);
  });

  test('urgent: four hours before, at the deadline, then every four hours by day', () => {
    expect(steps('urgent', '2026-11-23T07:00', '2026-11-23T14:00').slice(0, 4)).toEqual([
      '2026-11-23T10:00',
      '2026-11-23T14:00',
      '2026-11-23T18:00',
      '2026-11-24T06:30',
    ]);
  });

  test('immediate: every ten minutes, six times, at night and on Sundays too', () => {
    expect(steps('immediate', '2026-11-22T02:00', null)).toEqual([
      '2026-11-22T02:10',
      '2026-11-22T02:20',
      '2026-11-22T02:30',
      '2026-11-22T02:40',
      '2026-11-22T02:50',
      '2026-11-22T03:00',
    ]);
  });

  test('of several missed steps only the latest is taken, and none twice', () => {
    const ladder = [at('2026-11-23T08:00'), at('2026-11-23T09:00'), at('2026-11-23T10:00')];
    expect(dueStep(ladder, null, at('2026-11-23T07:00'))).toBeNull();
    expect(dueStep(ladder, null, at('2026-11-24T12:00'))).toEqual(ladder[2]);
    expect(dueStep(ladder, ladder[2]!, at('2026-11-24T12:00'))).toBeNull();
    expect(dueStep(ladder, ladder[0]!, at('2026-11-23T09:30'))).toEqual(ladder[1]);
  });

  test('whatever the deadline, steps rise, and only immediate ones disturb the night', () => {
    const hours = fc.integer({ min: 1, max: 24 * 60 });
    fc.assert(
      fc.property(fc.constantFrom(...urgencies), hours, hours, (urgency, begin, length) => {
        const issuedAt = instant(at('2026-01-01T00:00').getTime() + begin * 3_600_000);
        const deadlineAt = instant(issuedAt.getTime() + length * 3_600_000);
        const all = stepsOf({ urgency, issuedAt, deadlineAt, versionAt: null }, LADDERS, calendar);
        for (const [index, step] of all.entries()) {
          if (index > 0) expect(step.getTime()).toBeGreaterThan(all[index - 1]!.getTime());
          if (urgency !== 'immediate') expect(nextAllowed(step, calendar)).toEqual(step);
        }
      }),
      { numRuns: 200 },
    );
  });
});
