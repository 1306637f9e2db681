import { describe, expect, test } from 'vitest';
import type { OfficeCalendar } from '../../../src/domain/calendar.ts';
import { dueOn, morningOf, stageOn } from '../../../src/domain/tasks/task-mornings.ts';
import { instant } from '../../../src/lib/clock.ts';

const calendar: OfficeCalendar = {
  zone: 'Asia/Ho_Chi_Minh',
  quietFrom: '21:30',
  quietTo: '06:30',
  closedOn: [],
  workedOn: [],
};
const at = (day: string, time = '08:00'): Date => instant(`${day}T${time}:00+07:00`);

test('a working morning comes at 08:00, on no day off', () => {
  expect(morningOf(at('2026-11-23', '07:59'), calendar)).toBeNull();
  expect(morningOf(at('2026-11-23', '08:00'), calendar)).toEqual(at('2026-11-23'));
  expect(morningOf(at('2026-11-23', '23:00'), calendar)).toEqual(at('2026-11-23'));
  expect(morningOf(at('2026-11-21', '10:00'), calendar)).toBeNull();
});

describe('a task due on Wednesday, 25 November 2026 at 17:00', () => {
  test.each<[string, string | number | null]>([
    ['2026-11-23', null],
    ['2026-11-24', 'soon'],
    ['2026-11-25', 'due'],
    ['2026-11-26', 1],
    ['2026-11-27', 2],
    ['2026-11-30', 3],
    ['2026-12-02', 5],
    ['2026-12-03', 6],
    ['2026-12-31', 6],
  ])('on %s: %s', (day, stage) => expect(stageOn(at('2026-11-25', '17:00'), at(day), calendar)).toBe(stage));
});

test('before a weekend and before Tết the last working morning warns', () => {
  expect(stageOn(at('2026-11-30', '17:00'), at('2026-11-27'), calendar)).toBe('soon');
  expect(stageOn(at('2026-11-29', '17:00'), at('2026-11-27'), calendar)).toBe('soon');
  expect(stageOn(at('2026-11-29', '17:00'), at('2026-11-30'), calendar)).toBe(1);
  expect(stageOn(at('2026-02-23', '17:00'), at('2026-02-13'), calendar)).toBe('soon');
});

describe('the clock', () => {
  const order = { dueAt: at('2026-11-25', '17:00'), isRequest: false, remindedAt: null, escalatedAt: null };
  const days = ['24', '25', '26', '27', '30'].map((day) => `2026-11-${day}`);
  const more = ['2026-12-01', '2026-12-02', '2026-12-03'];

  test('reminds of an order before, on and five times after its day, and reports it on the third', () => {
    const done = [...days, ...more].map((day) => dueOn(order, at(day), calendar));
    expect(done.map(({ remind }) => remind)).toEqual([true, true, true, true, true, true, true, false]);
    expect(done.map(({ escalate }) => escalate)).toEqual([false, false, false, false, true, true, true, true]);
    const reported = { ...order, escalatedAt: at('2026-11-30') };
    expect(dueOn(reported, at('2026-12-01'), calendar)).toEqual({ remind: true, escalate: false });
  });

  test('reminds of a request once, and reports it never', () => {
    const request = { ...order, isRequest: true };
    expect(dueOn(request, at('2026-11-24'), calendar)).toEqual({ remind: true, escalate: false });
    const reminded = { ...request, remindedAt: at('2026-11-24') };
    for (const day of [...days.slice(1), ...more]) {
      expect(dueOn(reminded, at(day), calendar)).toEqual({ remind: false, escalate: false });
    }
  });

  test('leaves a standing task alone', () => {
    expect(dueOn({ ...order, dueAt: null }, at('2026-11-24'), calendar)).toEqual({ remind: false, escalate: false });
  });
});
