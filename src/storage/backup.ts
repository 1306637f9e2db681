import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type Clock, systemClock } from '../lib/clock.ts';
import { createPrivateFile, placeOf } from './data-source.ts';
import { withoutBot } from './process-lock.ts';
import { isBusy, StorageRefusal } from './storage-problem.ts';

/**
 * Writes a consistent, checked copy of a SQLite database to `target`, readable by its owner only; others go on writing meanwhile.
 * Blocks this process for about a second per 100 MB, so it is for the command line. Throws StorageRefusal
 * `backupNeedsPgDump`, `backupFileExists`, `backupNotFound` or `backupDamaged`.
 */
export async function backupTo(url: string, target: string): Promise<void> {
  const place = placeOf(url);
  if (place.dialect === 'postgres')
    throw new StorageRefusal('backupNeedsPgDump', 'PostgreSQL is backed up with pg_dump');
  const file = resolve(target);
  if (existsSync(file)) throw new StorageRefusal('backupFileExists', `${file} is there already`);
  if (!existsSync(place.file)) throw new StorageRefusal('backupNotFound', `there is no database at ${place.file}`);
  const copy = besideOf(file, 'part');
  try {
    createPrivateFile(copy);
    vacuumInto(place.file, copy);
    check(copy);
    putInPlace(copy, file);
  } finally {
    removeWithSideFiles(copy);
  }
}

/**
 * Puts the copy in `source` in the place of the database, which is kept beside it under the name that is returned
 * (null when there was none). `prepare` is given the copy's address before that, so that nobody ever sees it unprepared. Throws
 * StorageRefusal `restoreNeedsPgRestore`, `backupNotFound`, `backupDamaged`, `botIsActive` or `databaseInUse`, or what `prepare`
 * throws; nothing is changed then.
 */
export async function restoreFrom(
  url: string,
  source: string,
  clock: Clock = systemClock,
  prepare: (url: string) => Promise<void> = async () => {},
): Promise<string | null> {
  const place = placeOf(url);
  if (place.dialect === 'postgres') {
    throw new StorageRefusal('restoreNeedsPgRestore', 'PostgreSQL is restored with pg_restore');
  }
  if (!existsSync(source)) throw new StorageRefusal('backupNotFound', `there is no file ${source}`);
  return await withoutBot(url, () => replace(place.file, { source, clock, prepare }));
}

interface Replacing {
  source: string;
  clock: Clock;
  prepare(url: string): Promise<void>;
}

async function replace(file: string, { source, clock, prepare }: Replacing): Promise<string | null> {
  const copy = besideOf(file, 'restoring');
  try {
    createPrivateFile(copy);
    await copyFile(source, copy);
    check(copy);
    await prepare(`sqlite:${copy}`);
    endUse(copy);
    return exchange(file, copy, clock.now());
  } finally {
    removeWithSideFiles(copy);
  }
}

const besideOf = (file: string, word: string) =>
  join(dirname(file), `.${basename(file)}.${randomBytes(4).toString('hex')}.${word}`);

const sideFiles = (file: string) => [file, `${file}-wal`, `${file}-shm`, `${file}-journal`];

const removeWithSideFiles = (file: string) => {
  for (const each of sideFiles(file)) rmSync(each, { force: true });
};

function vacuumInto(file: string, copy: string): void {
  // Not read-only, since a database that was left by a crash must be recovered first; VACUUM INTO does not change it.
  const database = new BetterSqlite3(file, { fileMustExist: true, timeout: 10_000 });
  try {
    database.prepare('VACUUM INTO ?').run(copy);
  } finally {
    database.close();
  }
}

// An empty file is a good database to SQLite, but never one of ours.
function check(file: string): void {
  let faults: unknown[];
  try {
    const database = new BetterSqlite3(file, { readonly: true });
    try {
      faults = faultsOf(database);
    } finally {
      database.close();
    }
  } catch (error) {
    throw new StorageRefusal('backupDamaged', 'the copy cannot be read', { cause: error });
  }
  if (faults.length > 0) throw new StorageRefusal('backupDamaged', `the copy is damaged: ${JSON.stringify(faults[0])}`);
}

function faultsOf(database: BetterSqlite3.Database): unknown[] {
  const integrity = database.pragma('integrity_check(10)') as { integrity_check: string }[];
  const broken = integrity.filter((row) => row.integrity_check !== 'ok');
  const orphans = database.pragma('foreign_key_check') as unknown[];
  const isOurs = database.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'`).get();
  return [...broken, ...orphans, ...(isOurs ? [] : ['it is not a database of this programme'])];
}

/** Gives the finished file its name, both safely on the disk. Throws where there is one already, as a rename would not. */
export function putInPlace(copy: string, file: string): void {
  sync(copy);
  linkSync(copy, file);
  rmSync(copy);
  sync(dirname(file));
}

// The old file gets a second name before the copy takes its first one, so that there is a database at every moment.
function exchange(file: string, copy: string, now: Date): string | null {
  sync(copy);
  const aside = existsSync(file) ? setAside(file, now) : null;
  renameSync(copy, file);
  sync(dirname(file));
  return aside;
}

function setAside(file: string, now: Date): string {
  endUse(file);
  const aside = `${file}.before-${now.toISOString().replace(/[-:]|\.\d+/g, '')}`;
  linkSync(file, aside);
  // There are some only where the database was too damaged for `endUse`; they may hold what can still be rescued.
  const names = sideFiles(aside);
  for (const [index, each] of sideFiles(file).entries()) {
    if (each !== file && existsSync(each)) renameSync(each, names[index]!);
  }
  return aside;
}

// Leaving WAL mode writes the WAL back and takes it away, and fails while anybody else has the database open.
function endUse(file: string): void {
  const database = new BetterSqlite3(file, { timeout: 0 });
  try {
    database.pragma('journal_mode = DELETE');
  } catch (error) {
    if (isBusy(error))
      throw new StorageRefusal('databaseInUse', 'another process has the database open', { cause: error });
    // It may be damaged, which is why somebody restores.
  } finally {
    database.close();
  }
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
