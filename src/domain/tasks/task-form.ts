import { z } from 'zod';
import { cleanText } from '../directives/directive.ts';
import type { Answers, Form, Step } from '../forms/form.ts';
import { fileKinds, isAmount, readFigure, TASK_LIMITS, type TaskStep } from './task.ts';

const choice = (name: string, choices: readonly string[]): Step => ({
  name,
  kind: 'choice',
  choices,
  schema: z.enum(choices),
  refusal: { code: 'answerFromButtons' },
});

const isDue = (answers: Answers): boolean => answers.timing === 'due';

const dueStep: Step = {
  name: 'due',
  kind: 'day',
  schema: z.iso.date(),
  refusal: { code: 'dayUnreadable' },
  isAhead: true,
  when: isDue,
  offer: isDue,
};

const ids = z.array(z.number().int());

/** A task under a directive, whose id stands in the draft from the beginning (`directiveId`). */
export const taskForm: Form = {
  name: 'task',
  version: 1,
  steps: [
    choice('kind', ['order', 'request']),
    {
      name: 'lead',
      kind: 'units',
      schema: ids.length(1),
      refusal: { code: 'leadMissing' },
      isSingle: true,
      isAnywhere: isRequest,
    },
    {
      name: 'cooperating',
      kind: 'units',
      schema: ids,
      refusal: { code: 'unitsMissing' },
      isOptional: true,
      isAnywhere: isRequest,
    },
    {
      name: 'text',
      kind: 'text',
      schema: z.string().transform(cleanText).pipe(z.string().min(1).max(TASK_LIMITS.text)),
      missing: 'taskTextMissing',
      refusal: { code: 'taskTextTooLong', params: { limit: TASK_LIMITS.text } },
    },
    choice('timing', ['due', 'standing']),
    dueStep,
    {
      name: 'figure',
      kind: 'text',
      schema: z.string().refine((typed) => readFigure(typed) !== null),
      refusal: { code: 'figureUnreadable' },
      isOptional: true,
    },
  ],
};

function isRequest(answers: Answers): boolean {
  return answers.kind === 'request';
}

const note = (isOptional: boolean): Step => ({
  name: 'note',
  kind: 'text',
  schema: z.string().transform(cleanText).pipe(z.string().min(1).max(TASK_LIMITS.note)),
  missing: 'answerNotText',
  refusal: { code: 'noteTooLong', params: { limit: TASK_LIMITS.note } },
  isOptional,
});

const file = z.object({ fileId: z.string(), fileName: z.string(), fileKind: z.enum(fileKinds) });

const report: Step = {
  name: 'report',
  kind: 'report',
  schema: z
    .object({ text: z.string().max(TASK_LIMITS.note), files: z.array(file).max(TASK_LIMITS.files) })
    .refine(({ text, files }) => text !== '' || files.length > 0),
  refusal: { code: 'reportMissing' },
};

const hasFigure = (answers: Answers): boolean => typeof answers.measure === 'string';

/** Only where the task has a figure; whether it has stands in the draft (`measure`). */
const amount: Step = {
  name: 'amount',
  kind: 'text',
  schema: z.string().trim().refine(isAmount),
  refusal: { code: 'amountUnreadable' },
  when: hasFigure,
  offer: hasFigure,
};

/** The steps that ask for words, each with the name of its form. Whose task it is stands in the draft (`taskId`). */
export const STEP_FORMS = {
  progress: 'taskProgress',
  difficulty: 'taskDifficulty',
  report: 'taskDone',
  cannot: 'taskCannot',
  answer: 'taskAnswer',
  sendBack: 'taskBack',
  giveAgain: 'taskAgain',
} as const satisfies Partial<Record<TaskStep, string>>;
export type WordedStep = keyof typeof STEP_FORMS;

const asked: Record<WordedStep, Step[]> = {
  progress: [report],
  difficulty: [note(false)],
  report: [amount, report],
  cannot: [note(false)],
  answer: [note(false)],
  sendBack: [note(false)],
  giveAgain: [note(true), choice('timing', ['keep', 'due', 'standing']), dueStep],
};

export const stepForm = (step: WordedStep): Form => ({ name: STEP_FORMS[step], version: 1, steps: asked[step] });
