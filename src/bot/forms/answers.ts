import type { Attachment } from '../../domain/directives/directive.ts';
import { findDraft, keptSoFar } from '../../domain/forms/draft-actions.ts';
import { type Draft, OVERVIEW, type Step, stepOf } from '../../domain/forms/form.ts';
import { isDayAndMonth, readDay, readMoment } from '../../domain/forms/moment.ts';
import { Problem } from '../../domain/problem.ts';
import { cleanName } from '../../lib/text.ts';
import { sayDayAndWeekday, sayMoment } from '../../screens/dates.ts';
import { choicesOf, choiceTyped } from '../../screens/forms.ts';
import { sayPlace } from '../../screens/places.ts';
import { type BotContext, showBelow } from '../context.ts';
import { askAgain, closeQuestion, move, upToDate } from './conversation.ts';
import { beginByFile, type TelegramFile, takeDocument, takeTextOf } from './document-file.ts';
import { fillingOf } from './fillings.ts';
import { placeTyped } from './place-answer.ts';
import { offeredFor } from './questions.ts';
import { takeReport } from './report-answer.ts';
import { chosenUnits } from './units-view.ts';

/** A message while a form is open is its answer; gives false when no form is open. */
export async function answerByMessage(ctx: BotContext): Promise<boolean> {
  const actor = ctx.actor;
  const found = actor && (await findDraft(actor, ctx.office));
  if (!ctx.message) return false;
  if (!found) return answerByFile(ctx);
  const draft = await upToDate(ctx, found);
  if (!draft) return true;
  ctx.sayRefusal = (words) => askAgain(ctx, words);
  const filling = fillingOf(draft.form);
  if (filling.take) return (await filling.take(ctx, draft)) !== false || (await answerByMessage(ctx));
  const step = stepOf(filling.form, draft.step);
  if (draft.step === OVERVIEW || !step) return refuse(ctx, draft, 'answerFromButtons');
  const { message } = ctx;
  const file = 'document' in message ? message.document : null;
  for (const words of wordsBeside(message)) filling.check?.(words);
  if (step.kind === 'report') return await takeReport(ctx, draft, message);
  if (file) {
    await takeFile(ctx, draft, step, file);
    return true;
  }
  if (step.kind === 'files') throw new Problem('answerNotFile');
  if (!('text' in message)) return refuse(ctx, draft, 'answerNotText');
  filling.check?.(message.text);
  await takeText(ctx, draft, step, message.text);
  return true;
}

async function takeText(ctx: BotContext, draft: Draft, step: Step, text: string): Promise<void> {
  switch (step.kind) {
    case 'text':
      await move(ctx, draft, { to: 'answer', value: text }, showBelow);
      if (!step.isSensitive) return closeQuestion(ctx, draft, text);
      takeOut(ctx);
      return closeQuestion(ctx, draft, null, ctx.voice.t('forms:keptSealed'));
    case 'place':
      return await takePlace(ctx, draft, text);
    case 'longText': {
      const before = keptSoFar(draft);
      const isPart = before.value !== draft.answers[draft.step];
      const value = isPart ? `${before.value}\n${text}` : text;
      fillingOf(draft.form).check?.(value);
      await move(ctx, draft, { to: 'keep', value }, showBelow);
      return closeQuestion(ctx, draft, ctx.voice.t('forms:characters', { count: value.length }));
    }
    case 'units':
      closeQuestion(ctx, draft, null, ctx.voice.t('forms:searched', { words: text.slice(0, 60) }));
      return await move(
        ctx,
        draft,
        { to: 'keep', value: chosenUnits(draft), view: { words: text.slice(0, 60) } },
        showBelow,
      );
    case 'moment': {
      const moment = typedMoment(ctx, step, text);
      await move(ctx, draft, { to: 'answer', value: moment.toISOString() }, showBelow);
      return closeQuestion(ctx, draft, sayMoment(moment, ctx.voice.now, ctx.voice.zone, ctx.voice.t));
    }
    case 'day': {
      const day = readDay(text, ctx.voice.now, ctx.voice.zone, { isAhead: step.isAhead ?? false });
      if (!day) throw new Problem(isDayAndMonth(text) ? 'dayNotInCalendar' : 'dayUnreadable');
      await move(ctx, draft, { to: 'answer', value: day }, showBelow);
      return closeQuestion(ctx, draft, sayDayAndWeekday(day, ctx.voice));
    }
    case 'choice':
      return await takeChoice(ctx, draft, step, text);
    default:
      refuse(ctx, draft, 'answerFromButtons');
  }
}

/** A choice may be typed as it stands on its button, or its beginning, accents or not. */
async function takeChoice(ctx: BotContext, draft: Draft, step: Step, text: string): Promise<void> {
  const { form } = fillingOf(draft.form);
  const choice = choiceTyped(choicesOf(form, step, await offeredFor(ctx, step, draft), ctx.voice), text);
  if (!choice) return refuse(ctx, draft, 'answerFromButtons');
  await move(ctx, draft, { to: 'answer', value: choice.value }, showBelow);
  closeQuestion(ctx, draft, choice.label);
  if (draft.isSealed) takeOut(ctx);
}

async function takePlace(ctx: BotContext, draft: Draft, typed: string): Promise<void> {
  const words = typed.slice(0, 60);
  const only = placeTyped(draft, words);
  if (only === null) {
    closeQuestion(ctx, draft, null, ctx.voice.t('forms:searched', { words }));
    return await move(ctx, draft, { to: 'keep', value: null, view: { words } }, showBelow);
  }
  await move(ctx, draft, { to: 'answer', value: only }, showBelow);
  closeQuestion(ctx, draft, sayPlace(only, ctx.voice));
}

/** What is no answer to a form that is kept sealed may be as private as one: a picture of a test, words beside the buttons. */
function refuse(ctx: BotContext, { isSealed }: Draft, code: 'answerFromButtons' | 'answerNotText'): never {
  if (isSealed) takeOut(ctx);
  throw new Problem(code);
}

/** What was typed about somebody's life or health does not stay in the chat once it is kept. */
function takeOut(ctx: BotContext): void {
  if (ctx.chat && ctx.message) ctx.parts.replies.takeOut(ctx.chat.id, ctx.message.message_id);
}

function typedMoment({ voice }: BotContext, { isOpening }: Step, text: string): Date {
  const moment = readMoment(text, voice.now, voice.zone, isOpening ? 'opening' : 'closing');
  if (!moment) throw new Problem('deadlineUnreadable');
  if (moment <= voice.now) throw new Problem(isOpening ? 'issueAtPast' : 'deadlinePast');
  return moment;
}

/** The questions of a new directive that its file answers all at once. */
const takesDocument = ({ form }: Draft, { name }: Step): boolean =>
  form === 'directive' && ['confirmed', 'number', 'title', 'text'].includes(name);

/** With no form open a file can begin one. */
function answerByFile(ctx: BotContext): boolean {
  const { message } = ctx;
  if (!message || !('document' in message)) return false;
  const { check } = fillingOf('directive');
  for (const words of wordsBeside(message)) check?.(words);
  return beginByFile(ctx, message.document);
}

/** What comes with a file or a picture and can bear a mark: its name and its caption. */
function wordsBeside(message: NonNullable<BotContext['message']>): string[] {
  const name = 'document' in message ? (message.document.file_name ?? '') : '';
  return [name.replace(/\.\w+$/, ''), 'caption' in message ? (message.caption ?? '') : ''];
}

async function takeFile(ctx: BotContext, draft: Draft, step: Step, file: TelegramFile): Promise<void> {
  if (takesDocument(draft, step)) return takeDocument(ctx, draft, file);
  if (step.kind === 'longText') return takeTextOf(ctx, draft, file);
  if (step.kind !== 'files') throw new Problem('answerNotText');
  await takeAttachment(ctx, draft, file);
}

async function takeAttachment(ctx: BotContext, draft: Draft, file: TelegramFile): Promise<void> {
  const fileName = cleanName(file.file_name ?? '') || 'file';
  const before = (keptSoFar(draft).value as Attachment[] | undefined | null) ?? [];
  if (before.length >= 10) throw new Problem('tooManyFiles');
  const attachment = { fileName, mime: file.mime_type ?? null, size: file.file_size ?? null, fileId: file.file_id };
  await move(ctx, draft, { to: 'keep', value: [...before, attachment] }, showBelow);
  closeQuestion(ctx, draft, ctx.voice.t('forms:files', { count: before.length + 1 }));
}
