import { DateTime } from 'luxon';
import { foundIn } from '../../domain/directives/document-proposal.ts';
import { afterPress } from '../../domain/directives/unit-choice.ts';
import { finishDraft, getDraft, keptSoFar, type Move, turnTo } from '../../domain/forms/draft-actions.ts';
import { type Draft, OVERVIEW, type Step, stepOf } from '../../domain/forms/form.ts';
import { atClosing, atOpening } from '../../domain/forms/moment.ts';
import { Problem } from '../../domain/problem.ts';
import { instant } from '../../lib/clock.ts';
import { DAYS_OFFERED, editScreen } from '../../screens/forms.ts';
import type { Screen } from '../../screens/screen.ts';
import { actorOf, answer, type BotContext, show, showBelow } from '../context.ts';
import { ask, cancelOne, move, upToDate } from './conversation.ts';
import { fillingOf } from './fillings.ts';
import { placeIn } from './place-answer.ts';
import { chosenUnits, unitsView } from './units-view.ts';

interface Press {
  draftId: number;
  revision: number;
  verb: string;
  value: string;
}

/** A press on one of a form's buttons. A question that has moved on is shown again as it stands. */
export async function pressForm(ctx: BotContext, press: Press): Promise<void> {
  const found = await getDraft(actorOf(ctx), press.draftId, ctx.office);
  if (press.verb === 'cancel') return await cancelOne(ctx, found);
  await turnTo(actorOf(ctx), found, ctx.office);
  if (found.revision !== press.revision) {
    answer(ctx, ctx.voice.t('problems:formMovedOn'));
    return await ask(ctx, found, showBelow);
  }
  const draft = await upToDate(ctx, found);
  if (draft) await take(ctx, draft, press);
}

async function take(ctx: BotContext, draft: Draft, press: Press): Promise<void> {
  const filling = fillingOf(draft.form);
  const isAtEnd = draft.step === OVERVIEW;
  const isLookedOver = isAtEnd || stepOf(filling.form, draft.step)?.kind === 'proposal';
  if (['send', 'preview', 'people'].includes(press.verb) && !isAtEnd) throw new Problem('formMovedOn');
  if (['choose', 'bases'].includes(press.verb) && !isLookedOver) throw new Problem('formMovedOn');
  if (press.verb === 'send') return await submit(ctx, draft);
  if (press.verb === 'preview') return await look(ctx, filling.preview?.(ctx, draft));
  if (press.verb === 'people') return await look(ctx, filling.people?.(ctx, draft, pageIn(press.value)));
  if (press.verb === 'bases') return await look(ctx, filling.bases?.(ctx, draft, pageIn(press.value)));
  if (press.verb === 'same') return await sameAgain(ctx, draft);
  if (press.verb === 'continue') return await goOn(ctx, draft);
  if (press.verb === 'choose') return await chooseWhatToEdit(ctx, draft);
  if (press.verb === 'pick') await refuseUnoffered(ctx, draft, press.value);
  if (press.verb === 'toggle') return await toggleUnit(ctx, draft, press.value);
  await move(ctx, draft, moveOf(ctx, draft, press));
}

/** Where the choices depend on what the office has, the form itself cannot tell one from a word that was made up. */
async function refuseUnoffered(ctx: BotContext, draft: Draft, pressed: string): Promise<void> {
  const { form, choices } = fillingOf(draft.form);
  const step = stepOf(form, draft.step);
  const offered = step && (await choices?.(ctx, step, draft));
  if (offered && !offered.some(({ value }) => value === pressed)) throw new Problem('answerFromButtons');
}

async function chooseWhatToEdit(ctx: BotContext, draft: Draft): Promise<void> {
  answer(ctx);
  const { form, editable } = fillingOf(draft.form);
  show(ctx, editScreen(form, draft, editable?.(draft) ?? form.steps.map(({ name }) => name), ctx.voice));
}

/** The draft is submitted before it is put away: after a crash in between, submitting once more gives the same. */
async function submit(ctx: BotContext, draft: Draft): Promise<void> {
  const screen = await fillingOf(draft.form).submit(ctx, draft);
  await finishDraft(draft, ctx.office);
  answer(ctx);
  show(ctx, screen);
}

/** What was answered here the last time. */
async function sameAgain(ctx: BotContext, draft: Draft): Promise<void> {
  const { form, before } = fillingOf(draft.form);
  const step = stepOf(form, draft.step);
  const value = step?.isRepeatable ? await before?.(ctx, step) : undefined;
  if (typeof value !== 'string') throw new Problem('formMovedOn');
  await move(ctx, draft, { to: 'answer', value });
}

async function goOn(ctx: BotContext, draft: Draft): Promise<void> {
  answer(ctx);
  await ask(ctx, draft, show);
}

async function look(ctx: BotContext, screen: Promise<Screen> | undefined): Promise<void> {
  if (!screen) throw new Problem('formMovedOn');
  const shown = await screen;
  answer(ctx);
  show(ctx, shown);
}

/** A press on a unit chooses it or lets it go; what a chosen one includes already is said, and stays as it is. */
async function toggleUnit(ctx: BotContext, draft: Draft, pressed: string): Promise<void> {
  const { units } = ctx.office.read;
  const { isSingle } = askedAs('units', draft);
  const unitId = idIn(pressed);
  const [unit, before] = [unitId && (await units.find(unitId)), await units.listByIds(chosenUnits(draft))];
  if (!unit) throw new Problem('formMovedOn');
  const { chosen, coveredBy } = afterPress(isSingle ? before.filter((one) => one.id === unitId) : before, unit);
  if (coveredBy) return answer(ctx, ctx.voice.t('forms:unitsCovered', { unit: coveredBy.name }));
  await move(ctx, draft, { to: 'keep', value: chosen.map(({ id }) => id), view: unitsView(draft) });
}

function moveOf(ctx: BotContext, draft: Draft, { verb, value }: Press): Move {
  switch (verb) {
    case 'pick':
      return { to: 'answer', value: isPlace(draft) ? placeIn(value) : value };
    case 'skip':
      return { to: 'answer', value: null };
    case 'done':
      return { to: 'answer', value: keptSoFar(draft).value };
    case 'days':
      return { to: 'answer', value: dayOffered(ctx, askedAs('moment', draft), value) };
    case 'found':
      return { to: 'answer', value: deadlineFound(ctx, draft, Number(value)) };
    case 'blank':
      return { to: 'answer', value: foundIn(draft.answers)?.blankNumber };
    case 'edit':
      return { to: 'edit', step: value };
    case 'overview':
      return { to: 'overview' };
    case 'back':
      return { to: 'back' };
    default:
      return turnOf(draft, verb, value);
  }
}

/** Another page of the same question. */
function turnOf(draft: Draft, verb: string, value: string): Move {
  if (verb === 'month') {
    askedAs('day', draft);
    if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(value)) throw new Problem('formMovedOn');
    return { to: 'keep', value: keptSoFar(draft).value ?? null, view: { month: value } };
  }
  if (verb !== 'into' && verb !== 'page') throw new Problem('formMovedOn');
  askedAs('units', draft);
  const view = verb === 'into' ? { at: idIn(value) } : { ...unitsView(draft), page: pageIn(value) };
  return { to: 'keep', value: chosenUnits(draft), view };
}

/** The question in which a draft stands, where it is of this kind: a client can send what belongs to another. */
function askedAs(kind: Step['kind'], draft: Draft): Step {
  const step = stepOf(fillingOf(draft.form).form, draft.step);
  if (step?.kind !== kind) throw new Problem('formMovedOn');
  return step;
}

const isPlace = (draft: Draft): boolean => stepOf(fillingOf(draft.form).form, draft.step)?.kind === 'place';

/** A client can send anything. */
const pageIn = (value: string): number => (/^\d{1,6}$/.test(value) ? Number(value) : 0);
const idIn = (value: string): number | null => (/^\d{1,15}$/.test(value) && Number(value)) || null;

/** One of the deadlines that stand in the document. */
function deadlineFound({ voice }: BotContext, { answers }: Draft, index: number): string {
  const at = foundIn(answers)?.deadlines[index]?.at;
  if (!at) throw new Problem('formMovedOn');
  if (instant(at) <= voice.now) throw new Problem('deadlinePast');
  return at;
}

/** The end of the day so many days from today, or its beginning. */
function dayOffered({ voice }: BotContext, step: Step, pressed: string): string {
  const days = DAYS_OFFERED.find((one) => String(one) === pressed);
  if (days === undefined) throw new Problem('formMovedOn');
  const day = DateTime.fromJSDate(voice.now, { zone: voice.zone }).startOf('day').plus({ days });
  return (step.isOpening ? atOpening(day) : atClosing(day)).toJSDate().toISOString();
}
