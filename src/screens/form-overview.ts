import { askedSteps, type Draft, type Form, type Step } from '../domain/forms/form.ts';
import { instant } from '../lib/clock.ts';
import { dayOf } from '../lib/day.ts';
import { opening } from '../lib/opening.ts';
import { sayDay, sayInstant } from './dates.ts';
import { formKey, labelOf, pressOf } from './forms.ts';
import { sayPlace } from './places.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/** So much of an answer stands in the overview; the whole of it is sent. */
const SHOWN = 200;

/** Every answer of a form under its label, before it is sent: for forms that need no overview of their own. */
export function formOverview(form: Form, draft: Draft, voice: Voice): Screen {
  const { t } = voice;
  const to = pressOf(draft);
  const answered = askedSteps(form, draft.answers).map((step) => {
    const answer = sayAnswer(form, step, draft.answers[step.name], voice);
    return answer === null ? null : plain(t('forms:answered', { label: labelOf(form, step, voice), answer }));
  });
  return {
    text: lines(bold(t(formKey(form.name, 'name'))), '', ...answered),
    keyboard: [
      [button(t('forms:sendButton'), to('send'))],
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}

/** An answer in words; null for what was left out. Throws for a kind whose answers only the form itself can name. */
function sayAnswer(form: Form, step: Step, answer: unknown, voice: Voice): string | null {
  const { t, now, zone } = voice;
  if (answer === null || answer === undefined || step.kind === 'pledge') return null;
  const said = String(answer);
  switch (step.kind) {
    case 'choice':
      return t(formKey(form.name, `${step.words ?? step.name}.choice.${said}`));
    case 'text':
    case 'longText':
      return opening(said, SHOWN);
    case 'day':
      return sayDay(said, t, dayOf(now, zone));
    case 'moment':
      return sayInstant(instant(said), zone, t);
    case 'place':
      return sayPlace(said, voice);
    default:
      throw new RangeError(`${form.name} asks for ${step.kind} and has no overview of its own`);
  }
}
