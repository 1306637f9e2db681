import { DateTime } from 'luxon';
import { foundIn } from '../../domain/directives/document-proposal.ts';
import { browseUnits } from '../../domain/directives/unit-choice.ts';
import { keptSoFar } from '../../domain/forms/draft-actions.ts';
import type { Draft, Form, Step } from '../../domain/forms/form.ts';
import { dayButtons } from '../../screens/calendar.ts';
import { foundDeadlineButtons, numberAsking } from '../../screens/directive-document.ts';
import { unitsAsking } from '../../screens/form-units.ts';
import * as screens from '../../screens/forms.ts';
import { actorOf, type BotContext } from '../context.ts';
import { fillingOf } from './fillings.ts';
import { askPlace } from './place-answer.ts';
import { type Report, reportSoFar } from './report-answer.ts';
import { chosenUnits, unitsView } from './units-view.ts';

/** Units on one page of the picker. */
const UNITS_PAGE = 6;
/** From this hour on "today at 17:00" is no longer offered. */
const TODAY_UNTIL = 16;

/** What a question of this kind shows besides its words. */
export async function askingFor(ctx: BotContext, form: Form, step: Step, draft: Draft): Promise<screens.Asking> {
  const { voice } = ctx;
  switch (step.kind) {
    case 'choice':
    case 'pledge': {
      return { buttons: screens.choiceButtons(form, step, draft, voice, await offeredFor(ctx, step, draft)) };
    }
    case 'moment': {
      const hour = DateTime.fromJSDate(voice.now, { zone: voice.zone }).hour;
      const offered = screens.momentButtons(step, draft, hour >= TODAY_UNTIL, voice);
      const found = step.isOpening ? [] : foundDeadlineButtons(draft, foundIn(draft.answers), voice);
      return { buttons: [...found, ...offered] };
    }
    case 'day': {
      const { month } = (keptSoFar(draft).view ?? {}) as { month?: string };
      return { buttons: dayButtons(step, draft, month ?? null, voice) };
    }
    case 'place':
      return await askPlace(ctx, step, draft);
    case 'text': {
      if (step.name === 'number') return numberAsking(draft, foundIn(draft.answers), voice);
      if (step.choices) return { buttons: screens.choiceButtons(form, step, draft, voice) };
      const before = step.isRepeatable ? await fillingOf(draft.form).before?.(ctx, step) : null;
      return typeof before === 'string' ? screens.sameAsBefore(draft, before, voice) : {};
    }
    case 'longText':
      return soFar(draft, (value) => voice.t('forms:textSoFar', { count: String(value).length }), voice);
    case 'files':
      return soFar(draft, (value) => voice.t('forms:filesSoFar', { count: (value as unknown[]).length }), voice);
    case 'report':
      return soFar(draft, (value) => reportSoFar(value as Report, voice), voice);
    case 'units':
      return await askUnits(ctx, draft, step);
    default:
      return {};
  }
}

/** A question's choices where they depend on what the office has. */
export const offeredFor = async (ctx: BotContext, step: Step, draft: Draft): Promise<screens.Choice[] | null> =>
  (await fillingOf(draft.form).choices?.(ctx, step, draft)) ?? null;

/** What an open question has so far, and the button to be done with it. */
function soFar(draft: Draft, say: (value: unknown) => string, voice: BotContext['voice']): screens.Asking {
  const { value } = keptSoFar(draft);
  if (value === undefined || value === null || value === '') return {};
  return { note: say(value), buttons: screens.doneButton(draft, voice) };
}

async function askUnits(ctx: BotContext, draft: Draft, step: Step): Promise<screens.Asking> {
  const chosenIds = chosenUnits(draft);
  const view = unitsView(draft);
  const { units, up, below } = await browseUnits(
    actorOf(ctx),
    {
      at: view.at ?? null,
      words: view.words ?? null,
      isAnywhere: step.isAnywhere?.(draft.answers) ?? false,
      roles: step.roles,
    },
    ctx.office,
  );
  const chosen = await ctx.office.read.units.listByIds(chosenIds);
  const page = view.page ?? 0;
  const shown = units.slice(page * UNITS_PAGE, (page + 1) * UNITS_PAGE);
  const choices = shown.map((unit) => ({
    id: unit.id,
    name: unit.name,
    isChosen: chosen.some((one) => unit.path.startsWith(one.path)),
    hasBelow: below.has(unit.id),
  }));
  const asking = {
    choices,
    chosen: chosen.map((unit) => unit.name),
    words: view.words ?? null,
    found: units.length,
    up,
    page,
    pages: Math.ceil(units.length / UNITS_PAGE),
  };
  return unitsAsking(draft, asking, ctx.voice);
}
