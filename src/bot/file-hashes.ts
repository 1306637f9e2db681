import { subtle } from 'node:crypto';
import type { UnhashedFile } from '../domain/directives/archive-store.ts';
import { recordFileHash } from '../domain/directives/file-actions.ts';
import type { BotContext, BotParts } from './context.ts';

/** Telegram hands a bot no larger file, in bytes. */
export const FILE_BYTES = 20_000_000;
/** Files of one size that nobody has hashed yet: so many are fetched to answer one question. */
const FETCHED = 3;

/** SHA-256 in hex, off the main thread: 20 MB would hold everybody up for some 50 ms. */
export async function hashOf(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await subtle.digest('SHA-256', bytes)).toString('hex');
}

/** Fetches and hashes what a directive was issued with, one file after another, each behind what the person sent meanwhile. */
export function hashFiles(ctx: BotContext, directiveId: number, tried: readonly number[] = []): void {
  ctx.later(async () => {
    const files = await ctx.office.read.archive.listUnhashed({ directiveId }, 50);
    const file = files.find(({ attachmentId, size }) => !tried.includes(attachmentId) && size <= FILE_BYTES);
    if (!file) return;
    await hashFile(file, ctx.parts);
    hashFiles(ctx, directiveId, [...tried, file.attachmentId]);
  });
}

/** Where the bot ended before it had hashed them: files of this size that are asked about now. */
export async function hashFilesOfSize(size: number, parts: BotParts): Promise<void> {
  for (const file of await parts.office.read.archive.listUnhashed({ size }, FETCHED)) await hashFile(file, parts);
}

/** What Telegram does not hand out now is asked for again when somebody asks about a file of its size. */
async function hashFile(file: UnhashedFile, { sender, office, log }: BotParts): Promise<void> {
  try {
    const bytes = await sender.download(file.fileId, FILE_BYTES);
    await recordFileHash(file, await hashOf(bytes), office);
  } catch (error) {
    log.info({ error, directiveId: file.directiveId }, 'file.hash failed');
  }
}
