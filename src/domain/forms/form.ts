import type { z } from 'zod';
import type { Role } from '../people/post.ts';
import type { ProblemCode } from '../problem.ts';

export type Answers = Record<string, unknown>;

/**
 * How a question is asked and answered: `text` one message; `longText` several messages or a text file, then "done";
 * `files` any number of documents, then "done"; `choice` one of the buttons; `units` from the own tree, with search;
 * `report` any number of texts, pictures and documents, then "done"; `moment` a day and time, typed or from buttons; `day` a day,
 * typed or from a calendar; `place` a few letters of a name, then one of the places found; `pledge` one button that says yes; `proposal` a screen of the form's own with answers that were found
 * elsewhere, to be confirmed or changed one by one.
 */
export type StepKind =
  | 'text'
  | 'longText'
  | 'files'
  | 'report'
  | 'choice'
  | 'place'
  | 'units'
  | 'moment'
  | 'day'
  | 'pledge'
  | 'proposal';

export interface Step {
  name: string;
  kind: StepKind;
  schema: z.ZodType;
  /** What is said about an answer that the schema refuses. */
  refusal: { code: ProblemCode; params?: Record<string, string | number> };
  /** What is said when there is nothing in it; the same as `refusal` when left out. */
  missing?: ProblemCode;
  /** May be left out; then its answer is null. */
  isOptional?: boolean;
  /** The answers on buttons; of a text those that are usual. */
  choices?: readonly string[];
  /** The step whose day this one cannot be before. */
  notBefore?: string;
  /** Without an answer it is as if the choice that led to it had not been made: the overview does not wait for it. */
  mayStayOpen?: boolean;
  /** Of a moment: a day alone means its beginning instead of its end. */
  isOpening?: boolean;
  /** A day that must not have passed. */
  isAhead?: boolean;
  /** The name of the step under whose words it is asked, and its number among those; its own name when left out. */
  words?: string;
  place?: number;
  /** What was said the last time is offered. */
  isRepeatable?: boolean;
  /** What is typed goes out of the chat once it is kept. */
  isSensitive?: boolean;
  /** Of units exactly one. */
  isSingle?: boolean;
  /** Units of the whole office, not only those that the person may issue to. */
  isAnywhere?(answers: Answers): boolean;
  /** Units that these roles of the person reach; those that issue when left out. */
  roles?: readonly Role[];
  /** Whether it is asked at all, given the answers so far. */
  when?(answers: Answers): boolean;
  /** Whether the overview lets it be changed, given the answers; always when left out. */
  offer?(answers: Answers): boolean;
}

/** A form is data. Its words stand in `locales/<language>/forms.json` under its name and the steps' names. */
export interface Form {
  name: string;
  version: number;
  steps: readonly Step[];
  /** Its answers are kept sealed, also while it is being filled. */
  isSealed?: boolean;
}

/** Where a draft stands when every question has its answer. */
export const OVERVIEW = 'overview';
/** Where it stands when it was submitted. */
export const SUBMITTED = 'submitted';

export interface Draft {
  id: number;
  personId: number;
  form: string;
  formVersion: number;
  answers: Answers;
  /** Its answers are kept sealed. */
  isSealed: boolean;
  step: string;
  /** An answer is being changed from the overview, to which it goes back. */
  isEditing: boolean;
  revision: number;
  /** The message that shows the question. */
  messageId: number | null;
  /** The update that changed it last: the same one again changes nothing. */
  updateId: number | null;
  updatedAt: Date;
}

export function stepOf(form: Form, name: string): Step | null {
  return form.steps.find((step) => step.name === name) ?? null;
}

/** The steps that are asked, given these answers, in order. */
export function askedSteps(form: Form, answers: Answers): Step[] {
  return form.steps.filter((step) => step.when?.(answers) ?? true);
}

/** The first step that is asked and has no answer yet; null when the form is complete. */
export function nextStep(form: Form, answers: Answers): Step | null {
  return askedSteps(form, answers).find((step) => answers[step.name] === undefined) ?? null;
}

/** The overview, or what has to be answered before it. */
export function beforeOverview(form: Form, answers: Answers): Step | null {
  return askedSteps(form, answers).find((step) => answers[step.name] === undefined && !step.mayStayOpen) ?? null;
}

/** The step asked before this one, or null at the beginning. */
export function previousStep(form: Form, answers: Answers, name: string): Step | null {
  const asked = askedSteps(form, answers);
  const position = name === OVERVIEW ? asked.length : asked.findIndex((step) => step.name === name);
  return asked[position - 1] ?? null;
}

/**
 * A draft that was begun under another version of its form, as this version has it: answers that its questions still take are kept, the
 * others are asked for anew.
 */
export function renewed(form: Form, { answers }: Draft): Pick<Draft, 'answers' | 'step' | 'isEditing' | 'formVersion'> {
  const isTaken = ([name, value]: [string, unknown]): boolean => {
    const step = stepOf(form, name);
    return !step || (value === null ? step.isOptional === true : step.schema.safeParse(value).success);
  };
  const kept = Object.fromEntries(Object.entries(answers).filter(isTaken));
  const step = nextStep(form, kept)?.name ?? OVERVIEW;
  return { answers: kept, step, isEditing: false, formVersion: form.version };
}

/** The draft after a step was answered (or kept, when nothing is given): on to the next open question, or back to the overview. */
export function afterAnswer(form: Form, draft: Draft, answers: Answers): Pick<Draft, 'answers' | 'step' | 'isEditing'> {
  const next = nextStep(form, answers);
  // A proposal is a small overview of its own: from there on it goes as if nothing had been changed.
  const isEditing = draft.isEditing && next !== null && next.kind !== 'proposal';
  return { answers, step: next?.name ?? OVERVIEW, isEditing };
}
