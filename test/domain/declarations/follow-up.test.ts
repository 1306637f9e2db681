import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AreaLevel } from '../../../src/domain/areas/area-level.ts';
import { HAZARDS } from '../../../src/domain/areas/hazard.ts';
import {
  daysIn,
  FOLLOW_UPS,
  marksOf,
  spanAfterContact,
  spanAfterTrip,
} from '../../../src/domain/declarations/follow-up.ts';
import { contactClasses } from '../../../src/domain/declarations/health.ts';

const rules = { hazards: HAZARDS, followUps: FOLLOW_UPS };
/** The code of Bắc Ninh, and of Huế. */
const [BAC_NINH, HUE] = ['24', '46'];
const level = (more: Partial<AreaLevel> = {}): AreaLevel => ({
  ...{ id: 1, hazard: 'dich', province: BAC_NINH, level: 3, fromOn: '2026-11-20', toOn: null },
  ...{ directiveId: null, setByName: 'Thư', setAt: new Date(0), endedAt: null },
  ...more,
});
const stop = (place: string, fromOn: string, toOn: string) => ({ place, fromOn, toOn });

describe('after a trip', () => {
  const stops = [stop(BAC_NINH, '2026-11-24', '2026-11-26'), stop(HUE, '2026-11-26', '2026-11-28')];

  test('the days are counted from when the place was left, and owed from the day after the return', () => {
    expect(spanAfterTrip(stops, '2026-11-28', [level()], rules)).toEqual({ fromOn: '2026-11-29', toOn: '2026-12-03' });
    expect(spanAfterTrip(stops.slice(0, 1), '2026-11-26', [level()], rules)).toEqual({
      fromOn: '2026-11-27',
      toOn: '2026-12-03',
    });
  });

  test.each([
    ['a level that is too low', '2026-11-28', level({ level: 2 })],
    ['a hazard that asks for none', '2026-11-28', level({ hazard: 'thien-tai', level: 5 })],
    ['another province', '2026-11-28', level({ province: '01' })],
    ['a level that was over before', '2026-11-28', level({ toOn: '2026-11-23' })],
    ['a level that began too long after', '2026-11-28', level({ fromOn: '2026-12-11' })],
    ['a place that was not reached', '2026-11-23', level()],
    ['a return after all days are over', '2026-12-20', level()],
  ])('%s asks for nothing', (_, returnedOn, one) => {
    expect(spanAfterTrip(stops, returnedOn, [one], rules)).toBeNull();
  });

  test('whoever came back early or late was at the last place until then', () => {
    const [first] = stops;
    expect(spanAfterTrip([first!], '2026-11-25', [level()], rules)?.toOn).toBe('2026-12-02');
    expect(spanAfterTrip([first!], '2026-11-30', [level()], rules)?.toOn).toBe('2026-12-07');
  });

  test('a level that began within the look-back days still concerns it', () => {
    expect(spanAfterTrip(stops, '2026-11-28', [level({ fromOn: '2026-12-02' })], rules)?.toOn).toBe('2026-12-03');
  });

  test('one more level never makes it shorter', () => {
    const levels = fc.array(
      fc.record({
        level: fc.integer({ min: 1, max: 4 }),
        day: fc.integer({ min: 1, max: 30 }),
        province: fc.constantFrom(BAC_NINH, HUE),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(levels, (all) => {
        const given = all.map(({ day, ...more }) =>
          level({ ...more, fromOn: `2026-11-${String(day).padStart(2, '0')}` }),
        );
        const toOn = (some: AreaLevel[]) => spanAfterTrip(stops, '2026-11-28', some, rules)?.toOn ?? '';
        return toOn(given) >= toOn(given.slice(1));
      }),
    );
  });
});

describe('after a contact', () => {
  test('the nearer it was the longer, and whoever only says it again has met nobody anew', () => {
    const span = (contact: 'f1' | 'f2' | 'f3', before: 'none' | 'f1' | 'f2') =>
      spanAfterContact(contact, before, '2026-11-23', FOLLOW_UPS);
    expect(span('f1', 'none')).toEqual({ fromOn: '2026-11-24', toOn: '2026-12-07' });
    expect(span('f2', 'none')?.toOn).toBe('2026-11-30');
    expect(span('f1', 'f2')?.toOn).toBe('2026-12-07');
    for (const [contact, before] of [
      ['f1', 'f1'],
      ['f2', 'f1'],
      ['f2', 'f2'],
      ['f3', 'none'],
    ] as const) {
      expect(span(contact, before), `${contact} after ${before}`).toBeNull();
    }
  });

  test('of two declarations with the same contact the second never begins anything', () => {
    const contacts = fc.constantFrom(...contactClasses);
    fc.assert(fc.property(contacts, (one) => spanAfterContact(one, one, '2026-11-23', FOLLOW_UPS) === null));
  });
});

test('each day is declared, missed, due or to come, and they are as many as its days', () => {
  const span = { fromOn: '2026-11-29', toOn: '2026-12-02' };
  expect(daysIn(span)).toEqual(['2026-11-29', '2026-11-30', '2026-12-01', '2026-12-02']);
  const marks = (today: string) => marksOf(span, new Set(['2026-11-29']), today);
  expect(marks('2026-11-28')).toEqual(['declared', 'ahead', 'ahead', 'ahead']);
  expect(marks('2026-12-01')).toEqual(['declared', 'missed', 'due', 'ahead']);
  expect(marks('2026-12-09')).toEqual(['declared', 'missed', 'missed', 'missed']);
});
