import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { newKey, readKey, writeKey } from '../lib/sealing.ts';
import { putInPlace } from './backup.ts';
import { placeOf } from './data-source.ts';
import { VaultRefusal } from './vault-refusal.ts';

/** Where the data key stands when the settings do not give it: beside the SQLite file; for PostgreSQL in `data`. */
export const keyFileOf = (url: string): string => besideDatabase(url, 'data-key');

/** A file that belongs to a database and is not in its backups. */
export function besideDatabase(url: string, name: string): string {
  const place = placeOf(url);
  return join(place.dialect === 'sqlite' ? dirname(place.file) : resolve('data'), name);
}

/** The key in the file; null where there is no file. Throws VaultRefusal `keyFileUnreadable` or `keyFileUnusable`. */
export function readKeyFile(file: string): Buffer | null {
  const written = onDisk(file, () => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  });
  if (written === null) return null;
  const key = readKey(written.trim());
  if (!key) throw new VaultRefusal('keyFileUnreadable', { source: file });
  return key;
}

/**
 * A new key in a new file, for its owner only and safely on the disk before anything is sealed with it; the key of the file when
 * somebody else was quicker. Throws VaultRefusal `keyFileUnusable`.
 */
export function createKeyFile(file: string): Buffer {
  const making = `${file}.${randomBytes(4).toString('hex')}.part`;
  const key = newKey();
  return onDisk(file, () => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    try {
      writeFileSync(making, `${writeKey(key)}\n`, { mode: 0o600, flag: 'wx' });
      putInPlace(making, file);
      return key;
    } catch (error) {
      const other = (error as NodeJS.ErrnoException).code === 'EEXIST' ? readKeyFile(file) : null;
      if (other) return other;
      throw error;
    } finally {
      rmSync(making, { force: true });
    }
  });
}

function onDisk<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof VaultRefusal) throw error;
    throw new VaultRefusal('keyFileUnusable', { source: file }, { cause: error });
  }
}
