// i18n: forms:directive.*
// i18n: forms:amend.*
// i18n: forms:withdraw.*
// i18n: forms:close.*
// i18n: forms:away.*
// i18n: forms:phone.*
// i18n: forms:paper.*
// i18n: forms:passOn.*
// i18n: forms:verify.*
// i18n: forms:areaLevel.*
// i18n: forms:trip.*
// i18n: forms:tripRefuse.*
// i18n: forms:tripAsk.*
// i18n: forms:tripAnswer.*
// i18n: forms:tripExtend.*
// i18n: forms:health.*
// i18n: forms:healthCampaign.*
// i18n: forms:rollCall.*
// i18n: forms:help.*
import { askedSteps, type Draft, type Form, type Step, stepOf } from '../domain/forms/form.ts';
import type { Key } from '../i18n.ts';
import { opening } from '../lib/opening.ts';
import { foldText } from '../lib/text.ts';
import { callbacks } from './callbacks.ts';
import { type Button, bold, button, lines, plain, rows, type Screen, type Voice } from './screen.ts';

/** A form's own words stand under its name and its steps' names. */
export const formKey = (form: string, rest: string): Key => `forms:${form}.${rest}` as Key;

/** The words under which a step is asked: its own, or those that it shares with others of its kind. */
const stepKey = (form: string, { name, words = name }: Step, rest: string): Key => formKey(form, `${words}.${rest}`);

/** What a step is called, with its number where there are several. */
export function labelOf(form: Form, step: Step, { t }: Voice): string {
  const label = t(stepKey(form.name, step, 'label'));
  return step.place === undefined ? label : t('forms:numbered', { place: String(step.place), label });
}

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
  const heading =
    position < 0 || asked.length === 1
      ? name
      : t('forms:progress', { form: name, step: position + 1, steps: asked.length });
  const { ask = t(stepKey(form.name, step, 'ask')), hint = t(stepKey(form.name, step, 'hint')) } = asking;
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

/** The choices of a question with their words. */
export function choicesOf(form: Form, step: Step, offered: Choice[] | null, { t }: Voice): Required<Choice>[] {
  const choices: Choice[] = offered ?? (step.choices ?? ['yes']).map((value) => ({ value }));
  return choices.map(({ value, label = t(stepKey(form.name, step, `choice.${value}`)) }) => ({ value, label }));
}

const bare = (text: string): string =>
  foldText(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The choice that somebody typed: its words, or the beginning of one alone. */
export function choiceTyped(choices: Required<Choice>[], typed: string): Required<Choice> | null {
  const words = bare(typed);
  const exact = choices.find(({ label }) => bare(label) === words);
  const begun = choices.filter(({ label }) => words !== '' && `${bare(label)} `.startsWith(`${words} `));
  return exact ?? (begun.length === 1 ? begun[0]! : null);
}

/** Buttons with at most so many letters stand three in a row where there are many of them. */
const SHORT = 11;

export function choiceButtons(
  form: Form,
  step: Step,
  draft: Draft,
  voice: Voice,
  offered: Choice[] | null = null,
): Button[][] {
  const to = pressOf(draft);
  const choices = choicesOf(form, step, offered, voice);
  const isShort = choices.length > 4 && choices.every(({ label }) => label.length <= SHORT);
  const perRow = step.kind === 'pledge' ? 1 : isShort ? 3 : 2;
  return rows(
    choices.map(({ value, label }) => button(label, to('pick', value))),
    perRow,
  );
}

/** So much of what was said before stands on its button. */
const ON_BUTTON = 40;

/** What was answered the last time, on a button. */
export function sameAsBefore(draft: Draft, before: string, { t }: Voice): Asking {
  const said = opening(before.replace(/\s+/g, ' '), ON_BUTTON);
  return { buttons: [[button(t('forms:sameButton', { said }), pressOf(draft)('same'))]] };
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

/** So much of an answer stays in view. */
const SAID = 300;

/** What stays of a question once it was answered by a message. */
export function answeredScreen(form: Form, step: Step, answer: string, voice: Voice): Screen {
  const { t } = voice;
  const label = labelOf(form, step, voice);
  return { text: `✓ ${plain(t('forms:answered', { label, answer: opening(answer, SAID) }))}` };
}

/** A refused answer: why on top of the question, which is asked once more. */
export function askedAgainScreen(refusal: string, question: Screen): Screen {
  return { ...question, text: lines(plain(refusal), '', question.text) };
}

/** What stays above of a question that is asked once more below. */
export function askedBelowScreen(form: Form, step: Step | null, voice: Voice): Screen {
  const { t } = voice;
  const label = step ? labelOf(form, step, voice) : t(formKey(form.name, 'name'));
  return { text: plain(t('forms:askedBelow', { label })) };
}

/** Which answer to change. */
export function editScreen(form: Form, draft: Draft, steps: readonly string[], voice: Voice): Screen {
  const { t } = voice;
  const to = pressOf(draft);
  const offered = form.steps.filter(({ name, offer }) => steps.includes(name) && (offer?.(draft.answers) ?? true));
  const buttons = offered.map((step) => button(labelOf(form, step, voice), to('edit', step.name)));
  return {
    text: bold(t('forms:editWhat')),
    keyboard: [...rows(buttons, 2), [button(t('forms:overviewButton'), to('overview'))]],
  };
}

/** A draft is waiting already: go on with it, or begin anew. */
export function resumeScreen(form: Form, draft: Draft, voice: Voice): Screen {
  const { t } = voice;
  const to = pressOf(draft);
  const at = stepOf(form, draft.step);
  const step = at && labelOf(form, at, voice);
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
