// i18n: forms:directive.*
// i18n: forms:amend.*
// i18n: forms:withdraw.*
// i18n: forms:close.*
// i18n: forms:away.*
// i18n: forms:phone.*
// i18n: forms:paper.*
// i18n: forms:passOn.*
// i18n: forms:verify.*
import { askedSteps, type Draft, type Form, OVERVIEW, type Step } from '../domain/forms/form.ts';
import type { Key } from '../i18n.ts';
import { opening } from '../lib/opening.ts';
import { callbacks } from './callbacks.ts';
import { type Button, bold, button, lines, plain, rows, type Screen, type Voice } from './screen.ts';

/** A form's own words stand under its name and its steps' names. */
export const formKey = (form: string, rest: string): Key => `forms:${form}.${rest}` as Key;

/** What a question shows besides its words: what it has so far, and the buttons of its kind. */
export interface Asking {
  /** Other words than the step's own. */
  ask?: string;
  hint?: string;
  note?: string;
  buttons?: Button[][];
}

/** One question, with its way back and out. */
export function questionScreen(form: Form, step: Step, draft: Draft, asking: Asking, { t }: Voice): Screen {
  const asked = askedSteps(form, draft.answers);
  const position = asked.indexOf(step);
  const name = t(formKey(form.name, 'name'));
  const heading = position < 0 ? name : t('forms:progress', { form: name, step: position + 1, steps: asked.length });
  const { ask = t(formKey(form.name, `${step.name}.ask`)), hint = t(formKey(form.name, `${step.name}.hint`)) } = asking;
  const to = pressOf(draft);
  const canSkip = step.isOptional && !asking.note;
  const ways = [
    draft.isEditing ? button(t('forms:overviewButton'), to('overview')) : null,
    !draft.isEditing && position > 0 ? button(t('forms:backButton'), to('back')) : null,
    canSkip ? button(t('forms:skipButton'), to('skip')) : null,
    button(t('forms:cancelButton'), to('cancel')),
  ];
  return {
    text: lines(plain(heading), bold(ask), hint && plain(hint), '', asking.note && plain(asking.note)),
    keyboard: [...(asking.buttons ?? []), ways.filter((way) => way !== null)],
  };
}

/** The data of a press on a draft's button: a verb and, where it needs one, a value. */
export function pressOf(draft: Draft): (verb: string, value?: string | number) => string {
  const { id: draftId, revision } = draft;
  return (verb, value = '') => callbacks.form.pack({ draftId, revision, verb, value: String(value) });
}

/** One of a question's answers; its words are the form's own when it has no label. */
export interface Choice {
  value: string;
  label?: string;
}

export function choiceButtons(
  form: Form,
  step: Step,
  draft: Draft,
  { t }: Voice,
  offered: Choice[] | null = null,
): Button[][] {
  const to = pressOf(draft);
  const choices: Choice[] = offered ?? (step.choices ?? ['yes']).map((value) => ({ value }));
  const buttons = choices.map(({ value, label }) =>
    button(label ?? t(formKey(form.name, `${step.name}.choice.${value}`)), to('pick', value)),
  );
  return rows(buttons, step.kind === 'pledge' ? 1 : 2);
}

/** Days from today on which 17:00 is offered. */
export const DAYS_OFFERED = [0, 1, 3, 7] as const;

export function momentButtons(step: Step, draft: Draft, isTodayOver: boolean, { t }: Voice): Button[][] {
  const to = pressOf(draft);
  const closing = (days: number) =>
    days === 0 ? t('forms:today') : days === 1 ? t('forms:tomorrow') : t('forms:inDays', { count: days });
  const opening = (days: number) =>
    days === 1 ? t('forms:openingTomorrow') : t('forms:openingInDays', { count: days });
  const label = step.isOpening ? opening : closing;
  const offered = DAYS_OFFERED.filter((days) => days > 0 || (!isTodayOver && !step.isOpening));
  return rows(
    offered.map((days) => button(label(days), to('days', days))),
    2,
  );
}

export function doneButton(draft: Draft, { t }: Voice): Button[][] {
  return [[button(t('forms:doneButton'), pressOf(draft)('done'))]];
}

export interface UnitChoice {
  id: number;
  name: string;
  isChosen: boolean;
  hasBelow: boolean;
}

export interface UnitsAsking {
  /** Units on this page. */
  choices: UnitChoice[];
  chosen: string[];
  words: string | null;
  found: number;
  /** Where going up leads; null at the top. */
  up: { id: number | null; name: string } | null;
  page: number;
  pages: number;
}

/** Units of the own tree, to be ticked, opened, searched. */
export function unitsAsking(draft: Draft, units: UnitsAsking, { t }: Voice): Asking {
  const to = pressOf(draft);
  const line = ({ id, name, isChosen, hasBelow }: UnitChoice): Button[] => [
    button(`${isChosen ? '✅' : '☐'} ${name}`, to('toggle', id)),
    ...(hasBelow ? [button('›', to('into', id))] : []),
  ];
  const turning = [
    ...(units.up ? [button(t('forms:unitsUp', { unit: units.up.name }), to('into', units.up.id ?? 0))] : []),
    ...(units.page > 0 ? [button('‹', to('page', units.page - 1))] : []),
    ...(units.page < units.pages - 1 ? [button('›', to('page', units.page + 1))] : []),
  ];
  const { words, found, chosen } = units;
  const note = lines(
    words && (found > 0 ? t('forms:unitsFound', { words, count: found }) : t('forms:unitsNotFound', { words })),
    chosen.length > 0 && t('forms:unitsChosen', { count: chosen.length, units: chosen.join('; ') }),
  );
  const done = button(t('forms:unitsDone', { count: chosen.length }), to('done'));
  return {
    note,
    buttons: [
      ...units.choices.map(line),
      ...(turning.length > 0 ? [turning] : []),
      ...(chosen.length > 0 ? [[done]] : []),
    ],
  };
}

/** So much of an answer stays in view. */
const SAID = 300;

/** What stays of a question once it was answered by a message. */
export function answeredScreen(form: Form, step: Step, answer: string, { t }: Voice): Screen {
  const label = t(formKey(form.name, `${step.name}.label`));
  return { text: `✓ ${plain(t('forms:answered', { label, answer: opening(answer, SAID) }))}` };
}

/** A refused answer: why on top of the question, which is asked once more. */
export function askedAgainScreen(refusal: string, question: Screen): Screen {
  return { ...question, text: lines(plain(refusal), '', question.text) };
}

/** What stays above of a question that is asked once more below. */
export function askedBelowScreen(form: Form, step: Step | null, { t }: Voice): Screen {
  const label = t(formKey(form.name, step ? `${step.name}.label` : 'name'));
  return { text: plain(t('forms:askedBelow', { label })) };
}

/** Which answer to change. */
export function editScreen(form: Form, draft: Draft, steps: readonly string[], { t }: Voice): Screen {
  const to = pressOf(draft);
  const offered = form.steps.filter(({ name, offer }) => steps.includes(name) && (offer?.(draft.answers) ?? true));
  const buttons = offered.map((step) => button(t(formKey(form.name, `${step.name}.label`)), to('edit', step.name)));
  return {
    text: bold(t('forms:editWhat')),
    keyboard: [...rows(buttons, 2), [button(t('forms:overviewButton'), to('overview'))]],
  };
}

/** A draft is waiting already: go on with it, or begin anew. */
export function resumeScreen(form: Form, draft: Draft, { t }: Voice): Screen {
  const to = pressOf(draft);
  const step = draft.step === OVERVIEW ? null : t(formKey(form.name, `${draft.step}.label`));
  const title = typeof draft.answers.title === 'string' ? draft.answers.title : null;
  return {
    text: lines(bold(t('forms:resume.heading')), title && plain(title), step && plain(step)),
    keyboard: [
      [button(t('forms:resume.continueButton'), to('continue'))],
      [
        button(t('forms:resume.againButton'), callbacks.startForm.pack({ form: form.name, subject: 0 })),
        button(t('forms:cancelButton'), to('cancel')),
      ],
    ],
  };
}

/** `back` leads to what the draft was begun from. */
export const cancelledScreen = ({ t }: Voice, back?: string): Screen => ({
  text: plain(t('forms:cancelled')),
  keyboard: back ? [[button(t('forms:backButton'), back)]] : [],
});
