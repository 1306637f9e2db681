import { z } from 'zod';
import { cleanText } from '../directives/directive.ts';
import type { Answers, Form, Step } from '../forms/form.ts';
import {
  type ContactClass,
  contactClasses,
  HEALTH_LIMITS,
  type HealthAnswers,
  readTemperature,
  type Symptom,
  symptoms,
  type TestResult,
  testResults,
  type Vaccination,
  vaccinations,
} from './health.ts';

export function choice(name: string, choices: readonly string[]): Step {
  return { name, kind: 'choice', choices, schema: z.enum(choices), refusal: { code: 'answerFromButtons' } };
}

const isIll = (answers: Answers): boolean => answers.symptoms === 'some';

/** One question for each symptom, for whoever has any. */
const symptomSteps: Step[] = symptoms.map((name) => ({ ...choice(name, ['no', 'yes']), when: isIll, offer: isIll }));

/** `/health`. The day that it is about stands in the draft from the beginning (`day`). */
export const healthForm: Form = {
  name: 'health',
  version: 1,
  isSealed: true,
  steps: [
    choice('symptoms', ['none', 'some']),
    ...symptomSteps,
    {
      name: 'temperature',
      kind: 'text',
      schema: z.union([z.number(), z.string().transform(readTemperature).pipe(z.number())]),
      missing: 'answerNotText',
      refusal: { code: 'temperatureUnreadable' },
      isOptional: true,
      isSensitive: true,
    },
    choice('contact', contactClasses),
    choice('test', testResults),
    choice('vaccination', vaccinations),
    {
      name: 'note',
      kind: 'text',
      schema: z.string().transform(cleanText).pipe(z.string().min(1).max(HEALTH_LIMITS.note)),
      missing: 'answerNotText',
      refusal: { code: 'answerTooLong', params: { limit: HEALTH_LIMITS.note } },
      isOptional: true,
      isSensitive: true,
    },
  ],
};

/** What complete answers say. */
export const healthOf = (answers: Answers): HealthAnswers => ({
  symptoms: isIll(answers) ? symptoms.filter((name: Symptom) => answers[name] === 'yes') : [],
  temperature: (answers.temperature as number | null | undefined) ?? null,
  contact: answers.contact as ContactClass,
  test: answers.test as TestResult,
  vaccination: answers.vaccination as Vaccination,
  note: (answers.note as string | null | undefined) ?? null,
});

/** The answers that say so: what was declared is corrected where its form ended. */
export function healthAnswers({ symptoms: noticed, ...others }: HealthAnswers): Answers {
  if (noticed.length === 0) return { symptoms: 'none', ...others };
  const each = symptoms.map((name) => [name, noticed.includes(name) ? 'yes' : 'no']);
  return { symptoms: 'some', ...Object.fromEntries(each), ...others };
}
