import { open, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { T } from '../i18n.ts';
import { Refusal } from './terminal.ts';

/**
 * A file that was not there before and is for its owner only; it is gone again when writing it fails. It is taken before it is written:
 * what was made for nothing would stand in the record. Throws a Refusal when it is there already.
 */
export async function inNewFile<Result>(
  out: string,
  t: T,
  write: (append: (part: string | Uint8Array) => Promise<void>, file: string) => Promise<Result>,
): Promise<Result> {
  const file = resolve(out);
  const handle = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new Refusal('fileExists', t('cli:fileExists', { file })) : error;
  });
  try {
    return await write((part) => handle.appendFile(part), file);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}
