/**
 * The one conversation that fills any form: one question per message, edited in place on presses, with back, skip, cancel, an
 * overview before sending, and every answer editable. What a form is stands in the domain; what it does at the end in its Filling.
 */

import {
  cancelDraft,
  findDraft,
  findDraftOf,
  type Move,
  moveDraft,
  renewDraft,
  startDraft,
} from '../../domain/forms/draft-actions.ts';
import { type Draft, OVERVIEW, stepOf } from '../../domain/forms/form.ts';
import { sentenceScreen } from '../../screens/account.ts';
import { formOverview } from '../../screens/form-overview.ts';
import * as screens from '../../screens/forms.ts';
import type { Screen } from '../../screens/screen.ts';
import { actorOf, answer, type BotContext, pressedMessageId, show, showBelow } from '../context.ts';
import { fillingOf } from './fillings.ts';
import { askingFor } from './questions.ts';

/** Opens a form; a draft of it that waits already is offered first. */
export function beginForm(name: string): (ctx: BotContext) => Promise<void> {
  return async (ctx) => {
    const actor = actorOf(ctx);
    const { form, mayFill } = fillingOf(name);
    mayFill(actor);
    const draft = await findDraftOf(actor, name, ctx.office);
    if (draft) return show(ctx, screens.resumeScreen(form, draft, ctx.voice));
    await begin(ctx, name);
  };
}

/** Begins anew, whatever there was of this form before. */
export async function begin(ctx: BotContext, name: string, subject = 0): Promise<void> {
  const filling = fillingOf(name);
  filling.mayFill(actorOf(ctx));
  const answers = (await filling.begin?.(ctx, subject)) ?? {};
  const draft = await startDraft(actorOf(ctx), filling.form, answers, ctx.office);
  answer(ctx);
  await ask(ctx, draft, show);
}

/** `/cancel`: the form that the person is at. */
export async function cancel(ctx: BotContext): Promise<void> {
  const draft = await findDraft(actorOf(ctx), ctx.office);
  if (!draft) return showBelow(ctx, { text: ctx.voice.t('forms:nothingToCancel') });
  await cancelOne(ctx, draft);
}

/** This form, by the button below it. */
export async function cancelOne(ctx: BotContext, draft: Draft): Promise<void> {
  const back = await fillingOf(draft.form).back?.(ctx, draft);
  await cancelDraft(draft, ctx.office);
  answer(ctx);
  closeAbove(ctx, draft, screens.cancelledScreen(ctx.voice));
  show(ctx, screens.cancelledScreen(ctx.voice, back));
}

/** Moves the draft on by what this update says, and shows where it stands then. */
export async function move(
  ctx: BotContext,
  draft: Pick<Draft, 'id' | 'revision' | 'form'>,
  step: Move,
  where: typeof showBelow = show,
): Promise<void> {
  const seen = { draftId: draft.id, revision: draft.revision, updateId: ctx.update.update_id };
  const moved = await moveDraft(actorOf(ctx), fillingOf(draft.form).form, seen, step, ctx.office);
  answer(ctx);
  await ask(ctx, moved, where);
}

/** Shows the question in which a draft stands, or its overview; remembers the message, to be edited by what is typed next. */
export async function ask(ctx: BotContext, draft: Draft, where: typeof showBelow): Promise<void> {
  where(ctx, await screenOf(ctx, draft), (messageId) => remember(ctx, draft.id, messageId), topicOf(draft));
  const pressed = where === show ? pressedMessageId(ctx) : null;
  if (pressed !== null && pressed !== draft.messageId) remember(ctx, draft.id, pressed);
}

/** An answer was refused: why is said on top of the question, below what was sent; the question above is closed. */
export async function askAgain(ctx: BotContext, refusal: string, where = showBelow): Promise<void> {
  const draft = await findDraft(actorOf(ctx), ctx.office);
  if (!draft) return where(ctx, sentenceScreen(refusal));
  const { form } = fillingOf(draft.form);
  closeAbove(ctx, draft, screens.askedBelowScreen(form, stepOf(form, draft.step), ctx.voice));
  const screen = screens.askedAgainScreen(refusal, await screenOf(ctx, draft));
  // Of no topic: a question that follows at once must not swallow the refusal.
  where(ctx, screen, (messageId) => remember(ctx, draft.id, messageId));
}

/**
 * The draft as its form is now. Where the form's version changed so that the question in front of the person is another one, that is
 * asked, nothing is taken, and null is given.
 */
export async function upToDate(ctx: BotContext, draft: Draft): Promise<Draft | null> {
  const { form } = fillingOf(draft.form);
  if (draft.formVersion === form.version) return draft;
  const now = await renewDraft(draft, form, ctx.office);
  if (now.step === draft.step) return now;
  answer(ctx);
  closeAbove(ctx, draft, screens.askedBelowScreen(form, stepOf(form, now.step), ctx.voice));
  const screen = screens.askedAgainScreen(ctx.voice.t('forms:changed'), await screenOf(ctx, now));
  showBelow(ctx, screen, (messageId) => remember(ctx, draft.id, messageId));
  return null;
}

async function screenOf(ctx: BotContext, draft: Draft): Promise<Screen> {
  const { form, overview, proposal } = fillingOf(draft.form);
  const step = stepOf(form, draft.step);
  if (draft.step === OVERVIEW || !step) return (await overview?.(ctx, draft)) ?? formOverview(form, draft, ctx.voice);
  if (step.kind === 'proposal' && proposal) return await proposal(ctx, draft);
  return screens.questionScreen(form, step, draft, await askingFor(ctx, form, step, draft), ctx.voice);
}

/** Whoever pastes a long text sends fifty messages in a second: not each of them gets an answer. */
const topicOf = (draft: Draft): string => `draft:${draft.id}`;

function remember(ctx: BotContext, draftId: number, messageId: number): void {
  ctx.office
    .inTransaction(({ drafts }) => drafts.saveMessage(draftId, messageId))
    .catch((error: unknown) => ctx.parts.log.warn({ error }, 'draft.message not remembered'));
}

/** A question that was answered by a message stays as one line: its answer, or whatever else became of it. */
export function closeQuestion(ctx: BotContext, draft: Draft, answered: string | null, said = ''): void {
  const { form } = fillingOf(draft.form);
  const step = stepOf(form, draft.step);
  if (!step) return;
  closeAbove(
    ctx,
    draft,
    answered === null ? sentenceScreen(said) : screens.answeredScreen(form, step, answered, ctx.voice),
  );
}

/** The message in which a draft was shown last, when this update is no press on it: it keeps no buttons. */
function closeAbove(ctx: BotContext, draft: Draft, screen: Screen): void {
  if (!draft.messageId || !ctx.chat || pressedMessageId(ctx)) return;
  ctx.parts.replies.show({ chatId: ctx.chat.id, messageId: draft.messageId, topic: topicOf(draft) }, screen);
}
