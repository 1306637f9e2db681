import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contactClasses,
  type HealthAnswers,
  healthResults,
  isRepeatable,
  isWorse,
  needsLook,
  readTemperature,
  sameAgain,
  symptoms,
  testResults,
  vaccinations,
} from '../../../src/domain/declarations/health.ts';
import { healthAnswers, healthOf } from '../../../src/domain/declarations/health-form.ts';
import { HEALTH_RULES, resultOf } from '../../../src/domain/declarations/health-rules.ts';

const WELL: HealthAnswers = {
  symptoms: [],
  temperature: null,
  contact: 'none',
  test: 'none',
  vaccination: 'two',
  note: null,
};

const anyAnswers: fc.Arbitrary<HealthAnswers> = fc.record({
  symptoms: fc.subarray([...symptoms]),
  temperature: fc.option(fc.integer({ min: 340, max: 430 }).map((tenths) => tenths / 10)),
  contact: fc.constantFrom(...contactClasses),
  test: fc.constantFrom(...testResults),
  vaccination: fc.constantFrom(...vaccinations),
  note: fc.option(fc.string()),
});

describe('the result of a declaration', () => {
  test.each<[string, Partial<HealthAnswers>, string]>([
    ['nothing noticed', {}, 'fit'],
    ['an F3', { contact: 'f3' }, 'fit'],
    ['37.4 degrees', { temperature: 37.4 }, 'fit'],
    ['37.5 degrees', { temperature: 37.5 }, 'watch'],
    ['a cough', { symptoms: ['cough'] }, 'watch'],
    ['an F2', { contact: 'f2' }, 'watch'],
    ['38 degrees', { temperature: 38 }, 'home'],
    ['trouble breathing', { symptoms: ['breathing'] }, 'home'],
    ['an F1', { contact: 'f1' }, 'home'],
    ['an F0', { contact: 'f0' }, 'home'],
    ['a positive test', { test: 'positive' }, 'home'],
  ])('follows from the table: %s', (_, said, expected) => {
    expect(resultOf({ ...WELL, ...said }).result).toBe(expected);
  });

  test('is always exactly one, that of the first row that holds', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const { result, rule } = resultOf(answers);
        const first = HEALTH_RULES.find((row) => row.holds(answers));
        expect([first?.name, first?.result]).toEqual([rule, result]);
      }),
    );
  });

  test('is never better for one symptom or some degrees more', () => {
    fc.assert(
      fc.property(
        anyAnswers,
        fc.constantFrom(...symptoms),
        fc.integer({ min: 0, max: 30 }),
        (answers, more, tenths) => {
          const before = resultOf(answers).result;
          const noticed = { ...answers, symptoms: [...new Set([...answers.symptoms, more])] };
          expect(isWorse(before, resultOf(noticed).result)).toBe(false);
          const hotter = { ...answers, temperature: (answers.temperature ?? 34) + tenths / 10 };
          if (answers.temperature !== null) expect(isWorse(before, resultOf(hotter).result)).toBe(false);
        },
      ),
    );
  });

  test('stands in the table from the worst to the best, so that no row hides a worse one', () => {
    const ranks = HEALTH_RULES.map(({ result }) => healthResults.indexOf(result));
    expect(ranks).toEqual([...ranks].sort());
  });
});

describe('a declaration', () => {
  test('comes back from its form as it went in', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        expect(healthOf(healthAnswers(answers))).toEqual(answers);
      }),
    );
  });

  test('can be said again only where nothing was noticed, and is never worse for it', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const again = sameAgain(answers);
        expect(again.note).toBeNull();
        if (isRepeatable(answers)) expect(resultOf(again).result).toBe(resultOf(answers).result);
        else expect(answers.symptoms.length > 0 || answers.temperature! >= 37.5).toBe(true);
      }),
    );
  });

  test('is told of each day that somebody is to stay at home, and whenever it got worse', () => {
    const told = (today: string | null, last: string | null) =>
      healthResults.filter((result) => needsLook(result, { today, last } as Parameters<typeof needsLook>[1]));
    expect(told(null, null)).toEqual(['home', 'watch']);
    expect(told(null, 'fit')).toEqual(['home', 'watch']);
    expect(told(null, 'watch')).toEqual(['home']);
    expect(told(null, 'home')).toEqual(['home']);
    expect(told('home', 'fit')).toEqual([]);
    expect(told('watch', 'fit')).toEqual(['home']);
    expect(told('fit', 'home')).toEqual(['home', 'watch']);
  });
});

test('degrees are read as people type them', () => {
  const read: [string, number | null][] = [
    ['36,5', 36.5],
    ['37.8', 37.8],
    ['38', 38],
    [' 38 độ ', 38],
    ['37,25°C', 37.25],
    ['36 5', 36.5],
    ['365', null],
    ['3', null],
    ['33,9', null],
    ['43,1', null],
    ['sốt', null],
    ['36,5 36,6', null],
    ['', null],
  ];
  for (const [typed, expected] of read) expect(readTemperature(typed), typed).toBe(expected);
});
