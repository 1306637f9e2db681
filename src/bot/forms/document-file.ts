/**
 * A file with a directive in it: fetched from Telegram and read behind the handler, while one message says so; that message becomes
 * what was found in it, or why it was not taken.
 */
import { type DocumentText, READING_LIMITS, readDirectiveText, readDocument } from '../../documents/document-text.ts';
import { type Attachment, LIMITS } from '../../domain/directives/directive.ts';
import { directiveForm } from '../../domain/directives/directive-form.ts';
import { mayIssue } from '../../domain/directives/directive-policy.ts';
import { proposeFromDocument, withProposal } from '../../domain/directives/document-proposal.ts';
import { moveDraft, startDraft } from '../../domain/forms/draft-actions.ts';
import type { Answers, Draft } from '../../domain/forms/form.ts';
import { Problem } from '../../domain/problem.ts';
import { proposeTasks } from '../../domain/tasks/task-proposals.ts';
import { sha256 } from '../../lib/ids.ts';
import { cleanName } from '../../lib/text.ts';
import { sayProblem } from '../../screens/account.ts';
import { readingScreen, refusedFileScreen } from '../../screens/directive-document.ts';
import { actorOf, type BotContext, showBelow } from '../context.ts';
import { ask, askAgain, closeQuestion, move } from './conversation.ts';
import { fillingOf } from './fillings.ts';

export interface TelegramFile {
  file_id: string;
  file_name?: string;
  mime_type?: string;
  file_size?: number;
}

const NAMES = /\.(?:docx?|pdf|txt|md|markdown|text|rtf|odt)$/i;
const KINDS = /^text\/(?:plain|markdown)$|pdf$|msword$|wordprocessingml/;

/** Whether a file by its name or kind is a document that can be issued. */
export const isDocument = ({ file_name: name = '', mime_type: kind = '' }: TelegramFile): boolean =>
  NAMES.test(name) || KINDS.test(kind);

/** A file from somebody who may issue, with no form open, begins a new directive. False for everybody and everything else. */
export function beginByFile(ctx: BotContext, file: TelegramFile): boolean {
  if (!ctx.actor || !mayIssue(ctx.actor) || !isDocument(file)) return false;
  takeDocument(ctx, null, file);
  return true;
}

/** The file as the answer of an open directive's form, or as the beginning of one. */
export function takeDocument(ctx: BotContext, draft: Draft | null, file: TelegramFile): void {
  const where = inPlaceOf(ctx, readingScreen(nameOf(file), ctx.voice));
  ctx.later(async () => {
    try {
      const proposed = await propose(ctx, file);
      const filled = await keep(ctx, draft, proposed);
      if (draft) closeQuestion(ctx, draft, nameOf(file));
      await ask(ctx, filled, where);
    } catch (error) {
      const words = wordsFor(ctx, error);
      if (draft) await askAgain(ctx, words, where);
      else where(ctx, refusedFileScreen(words, ctx.voice));
    }
  });
}

/** The text of a file for a question that wants a text and nothing else. */
export function takeTextOf(ctx: BotContext, draft: Draft, file: TelegramFile): void {
  const where = inPlaceOf(ctx, readingScreen(nameOf(file), ctx.voice));
  ctx.later(async () => {
    try {
      if ((file.file_size ?? 0) > READING_LIMITS.bytes) throw new Problem('fileTooLarge');
      const { text, isScan } = (await fetched(ctx, file)).document;
      if (isScan) throw new Problem('fileHasNoText');
      fillingOf(draft.form).check?.(text);
      await move(ctx, draft, { to: 'answer', value: text }, where);
      closeQuestion(ctx, draft, ctx.voice.t('forms:fileRead', { count: text.length }));
    } catch (error) {
      await askAgain(ctx, wordsFor(ctx, error), where);
    }
  });
}

async function propose(ctx: BotContext, file: TelegramFile): Promise<Answers> {
  const { file_id: fileId, mime_type: mime = null, file_size: size = null } = file;
  const original: Attachment = { fileName: nameOf(file), mime, size, fileId, isOriginal: true, isSigned: null };
  if ((size ?? 0) > READING_LIMITS.bytes)
    return await proposeFromDocument(actorOf(ctx), { original, read: null }, proposeTasks, ctx.office);
  const { document, digest } = await fetched(ctx, file);
  const { text, isScan, isSigned, kind } = document;
  fillingOf(directiveForm.name).check?.(text);
  if (!isScan && text === '') throw new Problem('textMissing');
  if (text.length > LIMITS.text) throw new Problem('textTooLong', { limit: LIMITS.text });
  Object.assign(original, { isSigned: kind === 'text' ? null : isSigned, sha256: digest });
  const reading = await readDirectiveText(isScan ? '' : text);
  return await proposeFromDocument(
    actorOf(ctx),
    { original, read: { text, isScan, reading } },
    proposeTasks,
    ctx.office,
  );
}

async function fetched(ctx: BotContext, file: TelegramFile): Promise<{ document: DocumentText; digest: string }> {
  const bytes = await ctx.parts.sender.download(file.file_id, READING_LIMITS.bytes);
  return { document: await readDocument(bytes), digest: sha256(bytes) };
}

/** In the draft that is open, or in a new one. An answer that is being changed from the overview leads back there. */
async function keep(ctx: BotContext, draft: Draft | null, proposed: Answers): Promise<Draft> {
  const actor = actorOf(ctx);
  if (!draft) return await startDraft(actor, directiveForm, proposed, ctx.office);
  const seen = { draftId: draft.id, revision: draft.revision, updateId: ctx.update.update_id };
  const answers = withProposal(draft.answers, proposed);
  return await moveDraft(actor, directiveForm, seen, { to: 'fill', answers }, ctx.office);
}

const nameOf = (file: TelegramFile): string => cleanName(file.file_name ?? '') || 'file';

function wordsFor(ctx: BotContext, error: unknown): string {
  if (!(error instanceof Problem)) ctx.parts.log.warn({ error }, 'document failed');
  const problem = error instanceof Problem ? error : new Problem('fileUnreachable');
  return sayProblem(problem, ctx.voice.t);
}

/** Shows a screen now; what is shown by the answer takes its place as soon as Telegram has said where that is. */
function inPlaceOf(ctx: BotContext, screen: Parameters<typeof showBelow>[1]): typeof showBelow {
  const sent = new Promise<number>((resolve) => showBelow(ctx, screen, resolve));
  return (_, next, onSent) =>
    void sent.then((messageId) => {
      onSent?.(messageId);
      ctx.parts.replies.show({ chatId: ctx.chat!.id, messageId }, next, onSent);
    });
}
