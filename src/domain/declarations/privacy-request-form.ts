import { z } from 'zod';
import { cleanText } from '../directives/directive.ts';
import type { Form, Step } from '../forms/form.ts';
import { PRIVACY_REQUEST_LIMIT, privacyRequestKinds } from './privacy-request.ts';

const words: Step = {
  name: 'text',
  kind: 'text',
  schema: z.string().transform(cleanText).pipe(z.string().min(1).max(PRIVACY_REQUEST_LIMIT)),
  missing: 'answerNotText',
  refusal: { code: 'answerTooLong', params: { limit: PRIVACY_REQUEST_LIMIT } },
  isSensitive: true,
};

/** What somebody asks of the office about their own data. */
export const privacyRequestForm: Form = {
  name: 'privacyRequest',
  version: 1,
  isSealed: true,
  steps: [
    {
      name: 'kind',
      kind: 'choice',
      choices: privacyRequestKinds,
      schema: z.enum(privacyRequestKinds),
      refusal: { code: 'answerFromButtons' },
    },
    words,
  ],
};

/** The forms of those who answer; which request it is about stands in the draft (`requestId`). */
export const PRIVACY_REQUEST_STEP_FORMS = {
  answer: 'privacyAnswer',
  refuse: 'privacyRefuse',
  extend: 'privacyExtend',
} as const;
export type PrivacyRequestStep = keyof typeof PRIVACY_REQUEST_STEP_FORMS;

export const privacyRequestStepForm = (step: PrivacyRequestStep): Form => ({
  name: PRIVACY_REQUEST_STEP_FORMS[step],
  version: 1,
  isSealed: true,
  steps: [words],
});
