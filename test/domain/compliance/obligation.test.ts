import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOverdue, type Obligation, sortObligations } from '../../../src/domain/compliance/obligation.ts';
import { urgencies } from '../../../src/domain/directives/directive.ts';
import { addMilliseconds, HOUR, instant } from '../../../src/lib/clock.ts';

const NOW = instant('2026-11-21T07:00:00Z');
const inHours = (hours: number) => addMilliseconds(NOW, hours * HOUR);

const hours = fc.integer({ min: -3, max: 3 });
const obligation = fc
  .record({
    kind: fc.constantFrom('rollCall', 'directive', 'implement', 'task', 'health', 'tripReturn'),
    subjectId: fc.nat({ max: 20 }),
    urgency: fc.constantFrom(...urgencies),
    since: hours,
    dueAt: fc.option(hours),
  })
  .map(({ since, dueAt, ...one }) => {
    const isCall = one.kind === 'rollCall';
    const due = dueAt === null || isCall ? null : inHours(dueAt);
    return { ...one, matter: {}, since: inHours(since), dueAt: due } as unknown as Obligation;
  });
const several = fc.uniqueArray(obligation, {
  maxLength: 12,
  selector: ({ kind, subjectId }) => `${kind} ${subjectId}`,
});

/** One before the other, as they stand in every list that has both. */
const isBefore = (one: Obligation, other: Obligation) => sortObligations([one, other], NOW)[0] === one;

test('of two matters one always stands before the other, whichever was found first', () => {
  fc.assert(
    fc.property(several, (all) => {
      for (const one of all) {
        for (const other of all) {
          if (one === other) continue;
          expect(isBefore(one, other)).toBe(!isBefore(other, one));
          expect(sortObligations([other, one], NOW)[0]).toBe(isBefore(one, other) ? one : other);
        }
      }
    }),
  );
});

test('a list is the same from whatever order it was made, and pairs in it stand as they stand alone', () => {
  const shuffled = several.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, ([all, other]) => {
      const sorted = sortObligations(all, NOW);
      expect(sortObligations(other, NOW)).toEqual(sorted);
      expect(sortObligations(sorted, NOW)).toEqual(sorted);
      for (const [index, one] of sorted.entries()) {
        for (const later of sorted.slice(index + 1)) expect(isBefore(one, later)).toBe(true);
      }
    }),
  );
});

test('safety stands first, then what is overdue with the most urgent on top, then what is immediate, then the nearest day', () => {
  const bandOf = (one: Obligation) =>
    one.kind === 'rollCall' ? 0 : isOverdue(one, NOW) ? 1 : one.urgency === 'immediate' ? 2 : 3;
  fc.assert(
    fc.property(several, (all) => {
      const sorted = sortObligations(all, NOW);
      const bands = sorted.map(bandOf);
      expect(bands).toEqual([...bands].sort());
      const overdue = sorted.filter((one) => bandOf(one) === 1).map(({ urgency }) => -urgencies.indexOf(urgency));
      expect(overdue).toEqual([...overdue].sort((left, right) => left - right));
      const calm = sorted.filter((one) => bandOf(one) === 3 && one.urgency === 'normal');
      const days = calm.map(({ dueAt }) => dueAt?.getTime() ?? Number.POSITIVE_INFINITY);
      expect(days).toEqual([...days].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0)));
    }),
  );
});

test('what is urgent and has no day stands before everything that has one ahead', () => {
  const base = { kind: 'directive', matter: {}, since: inHours(-1) } as unknown as Obligation;
  const urgent = { ...base, subjectId: 1, urgency: 'urgent', dueAt: null } as Obligation;
  const dated = { ...base, subjectId: 2, urgency: 'veryUrgent', dueAt: inHours(1) } as Obligation;
  const undated = { ...base, subjectId: 3, urgency: 'normal', dueAt: null } as Obligation;
  expect(sortObligations([undated, dated, urgent], NOW)).toEqual([urgent, dated, undated]);
});
