import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addStandings,
  type DayShare,
  MOST_UNITS,
  percentOf,
  type Standing,
  sumOf,
  worstFirst,
  worstOf,
} from '../../../src/domain/compliance/chart.ts';

const count = fc.nat({ max: 5_000 });
const standing = fc.record<Standing>({
  acknowledged: count,
  inTime: count,
  late: count,
  unreachable: count,
  notEnrolled: count,
});
const shareOf = (parts: Standing) => ({ done: parts.acknowledged, due: sumOf(parts) });

describe('the worst units', () => {
  test('are in the order of what they have done, and with the others they are all that is due', () => {
    fc.assert(
      fc.property(fc.array(standing, { maxLength: 60 }), (all) => {
        const sorted = worstFirst(all, shareOf);
        const shares = sorted.map(shareOf).map(({ done, due }) => done / due);
        expect(shares).toEqual([...shares].sort((one, other) => one - other));
        const { worst, others } = worstOf(sorted);
        expect(worst.length).toBeLessThanOrEqual(MOST_UNITS + 1);
        expect(others.length).not.toBe(1);
        expect(addStandings([addStandings(worst), addStandings(others)])).toEqual(addStandings(all));
      }),
    );
  });

  test('are those with more to do where shares are equal, and units that owe nothing are none', () => {
    const unit = (name: string, done: number, due: number) => ({ name, done, due });
    const units = [unit('small', 0, 1), unit('empty', 0, 0), unit('large', 0, 9), unit('half', 2, 4)];
    expect(worstFirst(units, (one) => one).map(({ name }) => name)).toEqual(['large', 'small', 'half']);
  });
});

test('a percentage is 100 only when all is done, and 0 only when nothing is', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (one, other) => {
      const [done, due] = [Math.min(one, other), Math.max(one, other)];
      const percent = percentOf({ done, due });
      if (due > 0) expect(percent === 100).toBe(done === due);
      expect(percent === 0).toBe(done === 0);
    }),
  );
});

test('days of several units are added up; where nothing was due nothing is said', () => {
  const [one, other]: DayShare[][] = [
    [null, { done: 1, due: 2 }],
    [null, { done: 2, due: 2 }],
  ];
  expect(addDays([one!, other!, []])).toEqual([null, { done: 3, due: 4 }]);
  expect(addDays([])).toEqual([]);
});
