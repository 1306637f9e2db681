import { keptSoFar } from '../../domain/forms/draft-actions.ts';
import type { Draft } from '../../domain/forms/form.ts';
import { Problem } from '../../domain/problem.ts';
import { TASK_LIMITS, type TaskFile } from '../../domain/tasks/task.ts';
import { cleanName } from '../../lib/text.ts';
import { lines, type Voice } from '../../screens/screen.ts';
import { type BotContext, showBelow } from '../context.ts';
import { closeQuestion, move } from './conversation.ts';
import { fillingOf } from './fillings.ts';

/** What a question of the kind `report` has so far: the texts as one, and the files. */
export interface Report {
  text: string;
  files: TaskFile[];
}

type Message = NonNullable<BotContext['message']>;

/** A message with a text, a picture or a document becomes part of the report. */
export async function takeReport(ctx: BotContext, draft: Draft, message: Message): Promise<true> {
  const file = fileIn(message, ctx.voice);
  const words = 'text' in message ? message.text : 'caption' in message ? (message.caption ?? '') : '';
  if (!file && !('text' in message)) throw new Problem('answerNotReport');
  fillingOf(draft.form).check?.(words);
  const before = (keptSoFar(draft).value ?? { text: '', files: [] }) as Report;
  const value = { text: lines(before.text, words.trim()), files: [...before.files, ...(file ? [file] : [])] };
  if (value.text.length > TASK_LIMITS.note) throw new Problem('noteTooLong', { limit: TASK_LIMITS.note });
  if (value.files.length > TASK_LIMITS.files) throw new Problem('tooManyFiles');
  await move(ctx, draft, { to: 'keep', value }, showBelow);
  closeQuestion(ctx, draft, file?.fileName ?? words);
  return true;
}

/** A picture comes in several sizes, the largest last. */
function fileIn(message: Message, { t }: Voice): TaskFile | null {
  if ('document' in message) {
    const { file_id: fileId, file_name: name } = message.document;
    return { fileId, fileName: cleanName(name ?? '') || t('tasks:fileName.document'), fileKind: 'document' };
  }
  const largest = 'photo' in message ? message.photo.at(-1) : undefined;
  return largest ? { fileId: largest.file_id, fileName: t('tasks:fileName.photo'), fileKind: 'photo' } : null;
}

export function reportSoFar({ text, files }: Report, { t }: Voice): string {
  return lines(
    text !== '' && t('tasks:soFar.text', { count: text.length }),
    files.length > 0 && t('tasks:soFar.files', { count: files.length }),
    t('tasks:soFar.more'),
  );
}
