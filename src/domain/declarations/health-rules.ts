import { FEVER, type HealthAnswers, type HealthResult } from './health.ts';

interface HealthRule {
  /** Worded in `health.json` under `rules`. */
  name: string;
  result: HealthResult;
  holds(answers: HealthAnswers): boolean;
}

const isFrom = (degrees: number, { temperature }: HealthAnswers): boolean =>
  temperature !== null && temperature >= degrees;

/** What follows from somebody's answers: the first row that holds, from top to bottom. The worse results stand above. */
export const HEALTH_RULES = [
  { name: 'infected', result: 'home', holds: ({ contact, test }) => contact === 'f0' || test === 'positive' },
  { name: 'closeContact', result: 'home', holds: ({ contact }) => contact === 'f1' },
  { name: 'highFever', result: 'home', holds: (answers) => isFrom(FEVER.high, answers) },
  { name: 'breathing', result: 'home', holds: ({ symptoms }) => symptoms.includes('breathing') },
  { name: 'contact', result: 'watch', holds: ({ contact }) => contact === 'f2' },
  { name: 'fever', result: 'watch', holds: (answers) => isFrom(FEVER.from, answers) },
  { name: 'symptoms', result: 'watch', holds: ({ symptoms }) => symptoms.length > 0 },
  { name: 'well', result: 'fit', holds: () => true },
] as const satisfies HealthRule[];

export type HealthRuleName = (typeof HEALTH_RULES)[number]['name'];

/** The result of somebody's answers, and the rule that gave it. */
export function resultOf(answers: HealthAnswers): { result: HealthResult; rule: HealthRuleName } {
  const { name, result } = HEALTH_RULES.find((rule) => rule.holds(answers))!;
  return { result, rule: name };
}
