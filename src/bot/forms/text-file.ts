import { readPlainText, TEXT_BYTES } from '../../documents/plain-text.ts';
import type { Draft } from '../../domain/forms/form.ts';
import { Problem } from '../../domain/problem.ts';
import type { Key } from '../../i18n.ts';
import { type BotContext, showBelow } from '../context.ts';
import { askAgain, closeQuestion, move } from './conversation.ts';
import { fillingOf } from './fillings.ts';

/** Fetches a text file from Telegram behind the handler, and takes it as the answer; what is refused is said in words. */
export async function readTextFile(ctx: BotContext, draft: Draft, fileId: string, size: number): Promise<void> {
  try {
    if (size > TEXT_BYTES) throw new Problem('fileTooLarge');
    const text = readPlainText(await ctx.parts.sender.download(fileId, TEXT_BYTES));
    fillingOf(draft.form).check?.(text);
    await move(ctx, draft, { to: 'answer', value: text }, showBelow);
    closeQuestion(ctx, draft, ctx.voice.t('forms:fileRead', { count: text.length }));
  } catch (error) {
    if (!(error instanceof Problem)) ctx.parts.log.warn({ error }, 'text file failed');
    const problem = error instanceof Problem ? error : new Problem('fileUnreachable');
    await askAgain(ctx, ctx.voice.t(`problems:${problem.code}` as Key, problem.params));
  }
}
