import { isPlainText, readPlainText } from '../documents/plain-text.ts';
import { qrPicture } from '../documents/qr.ts';
import { getOwnCard } from '../domain/directives/acknowledge-actions.ts';
import { checkCodeOf, type Question, readCheckCode } from '../domain/directives/verification.ts';
import { verify } from '../domain/directives/verification-views.ts';
import { Problem } from '../domain/problem.ts';
import { showingsIn } from '../screens/directive-showings.ts';
import { codeCaption, verdictScreen } from '../screens/directive-verification.ts';
import { behind } from './behind.ts';
import { actorOf, answer, type BotContext, showBelow } from './context.ts';
import { FILE_BYTES, hashFilesOfSize, hashOf } from './file-hashes.ts';
import { begin } from './forms/conversation.ts';
import { startLink } from './start-link.ts';

/** `/verify`: with a number or words at once, without them about the next message. */
export async function ask(ctx: BotContext): Promise<void> {
  actorOf(ctx);
  const words = (ctx.text ?? '').replace(/^\/\S+\s*/, '');
  if (!words) return await begin(ctx, 'verify');
  behind(ctx, async () => await answerTo(ctx, inWords(words)));
}

/** A message that somebody else wrote, sent on: whoever does that wants to know about it. False for all else. */
export function takeForwarded(ctx: BotContext): boolean {
  if (!ctx.actor || !ctx.message || !('forward_origin' in ctx.message)) return false;
  takeQuestion(ctx);
  return true;
}

/** The message at hand is what it is about. Throws a Problem when it holds nothing that can be compared. */
export function takeQuestion(ctx: BotContext): void {
  const { message } = ctx;
  const file = message && 'document' in message ? message.document : null;
  const words = message && 'text' in message ? message.text : message && 'caption' in message ? message.caption : null;
  if (!file && !words) throw new Problem('nothingToVerify');
  behind(ctx, () => (file ? answerFile(ctx, file) : answerTo(ctx, inWords(words!))));
}

export const isCheckCode = (code: string): boolean => readCheckCode(code) !== null;

/** The QR code of a card was scanned. */
export function answerCode(ctx: BotContext, code: string): void {
  behind(ctx, () => answerTo(ctx, { kind: 'code', code }));
}

/** The picture by which others can check a card. */
export async function checkCode(ctx: BotContext, { receiptId }: { receiptId: number }): Promise<void> {
  const { receipt, textHash, number, title } = await getOwnCard(actorOf(ctx), receiptId, ctx.office);
  const code = checkCodeOf({ ...receipt, textHash });
  const link = await startLink(ctx, code);
  answer(ctx);
  const make = () => qrPicture(link);
  const caption = codeCaption({ number, title, code }, ctx.voice);
  ctx.parts.replies.sendUpload(ctx.from!.id, 'photo', { name: `${code}.png`, key: `code:${code}`, caption, make });
}

const inWords = (words: string): Question =>
  isCheckCode(words.trim()) ? { kind: 'code', code: words.trim() } : { kind: 'text', text: words };

interface AskedFile {
  file_id: string;
  file_name?: string;
  mime_type?: string;
  file_size?: number;
}

async function answerFile(ctx: BotContext, file: AskedFile): Promise<void> {
  const { file_id: fileId, file_name: name = '', mime_type: mime = null, file_size: size = 0 } = file;
  if (size > FILE_BYTES) throw new Problem('fileTooLarge');
  const bytes = await ctx.parts.sender.download(fileId, FILE_BYTES).catch(() => {
    throw new Problem('fileUnreachable');
  });
  await hashFilesOfSize(bytes.length, ctx.parts);
  const text = isPlainText(name, mime) ? textIn(bytes) : null;
  await answerTo(ctx, { kind: 'file', sha256: await hashOf(bytes), text });
}

/** What is no plain text after all is compared as a file alone. */
function textIn(bytes: Uint8Array): string | null {
  try {
    return readPlainText(bytes);
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

async function answerTo(ctx: BotContext, question: Question): Promise<void> {
  const { i18n } = ctx.parts;
  const showings = showingsIn(i18n.locales.map((locale) => ({ ...ctx.voice, t: i18n.t(locale) })));
  const verdict = await verify(actorOf(ctx), question, showings, ctx.office);
  showBelow(ctx, verdictScreen(verdict, ctx.voice));
}
