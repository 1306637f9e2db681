import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { dayOf, offsetAt } from '../../src/lib/day.ts';

const ZONES = ['Asia/Ho_Chi_Minh', 'UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Apia'];
const aZone = fc.constantFrom(...ZONES);
// Since then no zone has changed its clock within a quarter of an hour.
const anInstant = fc.date({ min: new Date('1980-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

test('the day on the wall is the calendar’s in every zone, through summer time and a day that was left out', () => {
  fc.assert(
    fc.property(anInstant, aZone, (at, zone) => {
      const there = DateTime.fromJSDate(at, { zone });
      expect(dayOf(at, zone)).toBe(there.toISODate());
      expect(offsetAt(at, zone)).toBe(there.offset * 60_000);
    }),
    { numRuns: 2_000 },
  );
});

test('a day ends at midnight there', () => {
  expect(dayOf(new Date('2026-11-28T16:59:59.999Z'), 'Asia/Ho_Chi_Minh')).toBe('2026-11-28');
  expect(dayOf(new Date('2026-11-28T17:00:00.000Z'), 'Asia/Ho_Chi_Minh')).toBe('2026-11-29');
});
