import type { HealthRuleName } from './health-rules.ts';

/** What somebody may notice about themselves; each is asked for by itself. */
export const symptoms = ['fever', 'cough', 'breathing', 'throat', 'taste', 'other'] as const;
export type Symptom = (typeof symptoms)[number];

/** How near somebody came to a case: F0 is one, F1 met one, F2 met an F1, F3 an F2. */
export const contactClasses = ['none', 'f0', 'f1', 'f2', 'f3'] as const;
export type ContactClass = (typeof contactClasses)[number];

export const testResults = ['none', 'negative', 'positive'] as const;
export type TestResult = (typeof testResults)[number];

export const vaccinations = ['none', 'one', 'two', 'three'] as const;
export type Vaccination = (typeof vaccinations)[number];

/** What somebody says of their health on a day. Nobody reads it in the database without the office's key. */
export interface HealthAnswers {
  symptoms: Symptom[];
  /** Degrees Celsius; null when it was not taken. */
  temperature: number | null;
  contact: ContactClass;
  test: TestResult;
  vaccination: Vaccination;
  note: string | null;
}

/** From the worst on: stay at home, be watched, fit for work. */
export const healthResults = ['home', 'watch', 'fit'] as const;
export type HealthResult = (typeof healthResults)[number];

/** What is sealed of a declaration. */
export interface HealthDetails {
  answers: HealthAnswers;
  result: HealthResult;
  rule: HealthRuleName;
  /** Random, and hashed with the answers: there are so few of them that a bare hash would give them away. */
  salt: string;
}

/** One person's health declaration (khai báo y tế) of one day. Declaring again on that day corrects it. */
export interface HealthDeclaration {
  id: number;
  person: { id: number; fullName: string; staffNo: string };
  /** Where the person belonged when they declared. */
  unit: { id: number; name: string; path: string };
  /** The day that it is about (`YYYY-MM-DD`). */
  on: string;
  version: number;
  declaredAt: Date;
  /** Under which its answers are sealed; null when they were erased. */
  detailsId: number | null;
}

/** Somebody else looked at what a person declared: alone, in the list of those who need care, or by scanning their work pass. */
export const looks = ['declaration', 'list', 'pass'] as const;
export type LookedAt = (typeof looks)[number];

export interface HealthLook {
  id: number;
  by: { id: number; fullName: string };
  /** The day that was looked at. */
  on: string;
  what: LookedAt;
  at: Date;
}

export const HEALTH_LIMITS = { note: 500, coldest: 34, hottest: 43 } as const;

/** Degrees from which it is a fever, and from which it is high. */
export const FEVER = { from: 37.5, high: 38 } as const;

/** Whether the next day's declaration can be one press: nothing was noticed, and nothing measured that says otherwise. */
export const isRepeatable = ({ symptoms: noticed, temperature }: HealthAnswers): boolean =>
  noticed.length === 0 && (temperature === null || temperature < FEVER.from);

/** The same once more. What was measured or noted belongs to its own day. */
export const sameAgain = (answers: HealthAnswers): HealthAnswers => ({ ...answers, temperature: null, note: null });

const rank = (result: HealthResult): number => healthResults.indexOf(result);

/** Whether one result is worse than another. */
export const isWorse = (one: HealthResult, other: HealthResult): boolean => rank(one) < rank(other);

/**
 * Whether those who answer for somebody are told of a result: each day of staying at home, and whenever it is worse than what was
 * known. A correction is news only where it is worse than what it corrects.
 */
export function needsLook(
  result: HealthResult,
  before: { today: HealthResult | null; last: HealthResult | null },
): boolean {
  if (before.today !== null) return isWorse(result, before.today);
  return result === 'home' || isWorse(result, before.last ?? 'fit');
}

/** Reads degrees as people type them: `36,5`, `37.8`, `38 độ`, `36 5`. Null when they cannot be a person's. */
export function readTemperature(typed: string): number | null {
  // One space at most in a place: where several places could take it, a line of nothing else would be tried in every way.
  const said = typed.trim().replace(/\s+/g, ' ').normalize('NFC');
  const match = /^(\d{2})(?: ?[., ] ?(\d{1,2}))? ?(?:°|độ|do)? ?c?$/i.exec(said);
  if (!match) return null;
  const degrees = Number(`${match[1]}.${match[2] ?? 0}`);
  return degrees >= HEALTH_LIMITS.coldest && degrees <= HEALTH_LIMITS.hottest ? degrees : null;
}
