import { describe, expect, test } from 'vitest';
import { readDay, readMoment } from '../../../src/domain/forms/moment.ts';

const zone = 'Asia/Ho_Chi_Minh';
/** A Sunday, 19:00 in the office. */
const now = new Date('2026-11-29T12:00:00Z');

describe('a day as people type it', () => {
  test.each([
    ['28/11', '2026-11-28'],
    ['1/10', '2026-10-01'],
    ['28/9', '2027-09-28'],
    ['30/11', '2026-11-30'],
    ['5/1', '2027-01-05'],
    ['28/11/27', '2027-11-28'],
    ['hôm qua', '2026-11-28'],
    ['hôm kia', '2026-11-27'],
    ['mai', '2026-11-30'],
    ['thứ 2 tuần sau', '2026-11-30'],
    ['chủ nhật', '2026-11-29'],
    ['ngày 25', '2026-12-25'],
    ['29', '2026-11-29'],
    ['mùng 1', '2026-12-01'],
    ['31', '2026-12-31'],
    ['30/2', null],
    ['32', null],
    ['bữa nào', null],
  ])('“%s” is %s', (typed, day) => {
    expect(readDay(typed, now, zone)).toBe(day);
  });

  test.each([
    ['28/11', '2027-11-28'],
    ['30/11', '2026-11-30'],
  ])('“%s” is %s where only days to come are meant', (typed, day) => {
    expect(readDay(typed, now, zone, { isAhead: true })).toBe(day);
    expect(readMoment(typed, now, zone)?.toISOString().slice(0, 10)).toBe(day);
  });

  test('in January a day of December is that of the year that has just ended', () => {
    expect(readDay('28/12', new Date('2027-01-05T02:00:00Z'), zone)).toBe('2026-12-28');
  });
});
