import { z } from 'zod';
import { cleanName } from '../../lib/text.ts';
import type { Answers, Form, Step } from '../forms/form.ts';
import { type AckMode, ANSWERS, ackModes, answersIn, areAnswersFit, TERM_LIMITS } from './acknowledging.ts';
import { audiences, cleanText, LIMITS, urgencies } from './directive.ts';
import { documentSteps, foundStep } from './document-steps.ts';

const attachment = z.object({
  fileName: z.string(),
  mime: z.string().nullable(),
  size: z.number().nullable(),
  fileId: z.string(),
});

function choice(name: string, choices: readonly string[]): Step {
  return { name, kind: 'choice', choices, schema: z.enum(choices), refusal: { code: 'answerFromButtons' } };
}

/** In place of an audience: the members of one of the office's groups, whose id is the next answer. */
export const GROUP = 'group';
const isForGroup = ({ audience }: Answers): boolean => audience === GROUP;

/** A step that belongs to one way of acknowledging: asked and offered only where that was chosen. */
function termStep(mode: AckMode, step: Pick<Step, 'name' | 'schema' | 'missing' | 'refusal'>): Step {
  const isChosen = (answers: Answers) => answers.ackMode === mode;
  return { kind: 'text', ...step, when: isChosen, offer: isChosen, mayStayOpen: true };
}

const shortText = (limit: number) => z.string().transform(cleanName).pipe(z.string().min(1).max(limit));

/** Seldom wanted, so that it is not asked but stands in the overview, to be added. */
const termSteps: Step[] = [
  { ...choice('ackMode', ackModes), when: () => false },
  termStep('commitment', {
    name: 'commitment',
    schema: shortText(TERM_LIMITS.commitment),
    missing: 'commitmentMissing',
    refusal: { code: 'commitmentTooLong', params: { limit: TERM_LIMITS.commitment } },
  }),
  termStep('question', {
    name: 'question',
    schema: shortText(TERM_LIMITS.ask),
    missing: 'questionMissing',
    refusal: { code: 'questionTooLong', params: { limit: TERM_LIMITS.ask } },
  }),
  termStep('question', {
    name: 'answers',
    schema: z.string().transform(answersIn).refine(areAnswersFit),
    refusal: { code: 'answersUnfit', params: { ...ANSWERS, limit: TERM_LIMITS.answer } },
  }),
  { ...choice('allPages', ['yes', 'no']), when: () => false },
];

/** What a clerk is asked for a new directive (`/new`), in this order. */
const questions: Step[] = [
  {
    name: 'number',
    kind: 'text',
    schema: z.string().transform(cleanName).pipe(z.string().min(1).max(LIMITS.number)),
    missing: 'answerNotText',
    refusal: { code: 'numberTooLong', params: { limit: LIMITS.number } },
    isOptional: true,
  },
  {
    name: 'title',
    kind: 'text',
    schema: z.string().transform(cleanName).pipe(z.string().min(1).max(LIMITS.title)),
    missing: 'titleMissing',
    refusal: { code: 'titleTooLong', params: { limit: LIMITS.title } },
  },
  {
    name: 'text',
    kind: 'longText',
    schema: z.string().refine((text) => cleanText(text).length > 0 && text.length <= LIMITS.text),
    missing: 'textMissing',
    refusal: { code: 'textTooLong', params: { limit: LIMITS.text } },
  },
  {
    name: 'files',
    kind: 'files',
    schema: z.array(attachment).max(LIMITS.attachments),
    refusal: { code: 'tooManyFiles' },
    isOptional: true,
  },
  { name: 'units', kind: 'units', schema: z.array(z.number().int()).min(1), refusal: { code: 'unitsMissing' } },
  // Seldom wanted, so that it is not asked but stands in the overview, to be added.
  {
    name: 'knowUnits',
    kind: 'units',
    schema: z.array(z.number().int()),
    refusal: { code: 'unitsMissing' },
    isOptional: true,
    when: () => false,
  },
  choice('audience', [...audiences, GROUP]),
  {
    name: 'group',
    mayStayOpen: true,
    kind: 'choice',
    schema: z.string().regex(/^\d{1,15}$/),
    refusal: { code: 'answerFromButtons' },
    when: isForGroup,
    offer: isForGroup,
  },
  {
    name: 'deadline',
    kind: 'moment',
    schema: z.iso.datetime(),
    refusal: { code: 'deadlineUnreadable' },
    isOptional: true,
  },
  {
    name: 'issueAt',
    kind: 'moment',
    schema: z.iso.datetime(),
    refusal: { code: 'deadlineUnreadable' },
    isOptional: true,
    isOpening: true,
    when: () => false,
  },
  choice('urgency', urgencies),
  choice('newcomers', ['yes', 'no']),
  ...termSteps,
  { name: 'notClassified', kind: 'pledge', schema: z.literal('yes'), refusal: { code: 'answerFromButtons' } },
];

/** What a file has answered is confirmed in one screen and not asked once more. */
const unlessRead = (step: Step): Step => ({
  ...step,
  when: (answers) => !(answers.read as string[] | undefined)?.includes(step.name) && (step.when?.(answers) ?? true),
});

export const directiveForm: Form = {
  name: 'directive',
  version: 1,
  steps: [foundStep, ...questions.map(unlessRead), ...documentSteps],
};

/** What of a document is changed where it was proposed. */
const PROPOSED = ['number', 'title', 'units', 'knowUnits', 'urgency'];
const ABOUT_DOCUMENT = ['kind', 'documentDate', 'place', 'issuingBody', 'signer', 'bases'];
const ARRIVAL = ['arrivalNumber', 'arrivedOn', 'instruction'];

/** What can be changed from the overview, or from what was found in a file. */
export function editableSteps(step: string, answers: Answers): string[] {
  if (step === foundStep.name) return [...PROPOSED, ...ABOUT_DOCUMENT];
  const left = [
    ...(answers.found === undefined ? [foundStep.name] : []),
    ...ABOUT_DOCUMENT,
    ...(answers.incoming === 'yes' ? [] : ARRIVAL),
  ];
  return directiveForm.steps.map(({ name }) => name).filter((name) => !left.includes(name));
}
