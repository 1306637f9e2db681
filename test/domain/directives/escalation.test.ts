import { describe, expect, test } from 'vitest';
import type { OfficeCalendar } from '../../../src/domain/calendar.ts';
import { isShort, nextEscalation } from '../../../src/domain/directives/escalation.ts';
import { LADDERS } from '../../../src/domain/directives/ladder.ts';
import { instant } from '../../../src/lib/clock.ts';

const calendar: OfficeCalendar = {
  zone: 'Asia/Ho_Chi_Minh',
  quietFrom: '21:30',
  quietTo: '06:30',
  closedOn: [],
  workedOn: [],
};
/** Wall time in the office. */
const at = (local: string): Date => instant(`${local}:00+07:00`);
const issuedAt = at('2026-02-10T08:00');

describe('a unit', () => {
  test('with exactly the share that is asked for is not short of it', () => {
    const share = (done: number, due: number) => ({
      unitId: 1,
      name: '',
      path: '/1/',
      due,
      acknowledged: done,
      told: 0,
    });
    for (let percent = 1; percent <= 100; percent += 1) {
      expect(isShort(share(percent, 100), percent / 100)).toBe(false);
      expect(isShort(share(percent - 1, 100), percent / 100)).toBe(true);
    }
    expect(isShort(share(0, 0), 0.9)).toBe(false);
  });

  test('is looked at after the night and after Tết, at once when it is immediate', () => {
    const next = (urgency: 'normal' | 'immediate', deadline: string) =>
      nextEscalation(
        { urgency, issuedAt, deadlineAt: at(deadline), escalatedAt: null, versionAt: null },
        LADDERS,
        calendar,
      );
    expect(next('normal', '2026-02-11T22:00')).toEqual(at('2026-02-12T06:30'));
    expect(next('normal', '2026-02-15T17:00')).toEqual(at('2026-02-23T06:30'));
    expect(next('immediate', '2026-02-15T17:00')).toEqual(at('2026-02-10T08:30'));
  });

  test('is not reported in quiet hours that last into the working day', () => {
    const late = { ...calendar, quietTo: '09:00' };
    const looked = { urgency: 'normal' as const, issuedAt, deadlineAt: at('2026-02-11T17:00') };
    const next = nextEscalation({ ...looked, escalatedAt: at('2026-02-11T17:00'), versionAt: null }, LADDERS, late);
    expect(next).toEqual(at('2026-02-12T09:00'));
  });
});
