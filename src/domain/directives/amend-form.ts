import { z } from 'zod';
import { instant } from '../../lib/clock.ts';
import { cleanName } from '../../lib/text.ts';
import type { Answers, Form, Step } from '../forms/form.ts';
import type { Amendment } from './amend-actions.ts';
import type { AmendmentRequest } from './amendment-request.ts';
import type { Directive } from './directive.ts';
import { directiveForm } from './directive-form.ts';
import { REASON_LIMIT } from './reason.ts';

const asked = (name: string): Step => directiveForm.steps.find((step) => step.name === name)!;
/** Seldom changed: not asked, but to be found in the overview. */
const onWish = (step: Step): Step => ({ ...step, when: () => false });

const reason: Step = {
  name: 'reason',
  kind: 'text',
  schema: z.string().transform(cleanName).pipe(z.string().min(1).max(REASON_LIMIT)),
  missing: 'reasonMissing',
  refusal: { code: 'reasonTooLong', params: { limit: REASON_LIMIT } },
};

/** What is asked for an amendment; which directive it is about stands in the draft from the beginning (`directiveId`). */
export const amendForm: Form = {
  name: 'amend',
  version: 1,
  steps: [
    { ...asked('text'), isOptional: true },
    reason,
    {
      name: 'again',
      kind: 'choice',
      choices: ['yes', 'no'],
      schema: z.enum(['yes', 'no']),
      refusal: { code: 'answerFromButtons' },
    },
    asked('notClassified'),
    onWish(asked('title')),
    onWish(asked('deadline')),
  ],
};

/** What is asked before a directive is withdrawn, or its follow-up is closed. */
export const withdrawForm: Form = { name: 'withdraw', version: 1, steps: [reason] };
export const closeForm: Form = { name: 'close', version: 1, steps: [{ ...reason, isOptional: true }] };

/** The amendment that complete answers describe; what was not answered stays as it is. */
export function amendmentOf(answers: Answers, directive: Directive, text: string): Amendment {
  const deadline = answers.deadline as string | null | undefined;
  return {
    title: (answers.title as string | undefined) ?? directive.title,
    text: (answers.text as string | null) ?? text,
    deadlineAt: deadline === undefined ? directive.deadlineAt : deadline ? instant(deadline) : null,
    reason: answers.reason as string,
    keepsAcknowledged: answers.again === 'no',
  };
}

/** The answers that describe an amendment that was laid before somebody. */
export function amendAnswers({ title, text, deadlineAt, reason: why, keepsAcknowledged }: AmendmentRequest): Answers {
  const deadline = deadlineAt?.toISOString() ?? null;
  return { title, text, deadline, reason: why, again: keepsAcknowledged ? 'no' : 'yes', notClassified: 'yes' };
}
