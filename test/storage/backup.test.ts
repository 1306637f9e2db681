import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { instant } from '../../src/lib/clock.ts';
import { backupTo, restoreFrom } from '../../src/storage/backup.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { acquireProcessLock } from '../../src/storage/process-lock.ts';
import { sql } from '../../src/storage/sql.ts';
import { sampleModel } from '../support/sample-model.ts';
import { openTestDatabase, type TestDatabase, testDialect } from '../support/test-database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase(sampleModel);
});
afterEach(() => database.close());

const add = (name: string) =>
  database.inTransaction((connection) => connection.execute(sql`INSERT INTO sample (name) VALUES (${name})`));

const fileOf = () => database.url.replace('sqlite:', '');
const beside = (name: string) => join(dirname(fileOf()), name);
const clock = { now: () => instant('2026-11-20T08:00:00Z'), monotonic: () => 0, sleep: async () => {} };

async function namesIn(url: string): Promise<string[]> {
  const opened = await openDatabase({ ...sampleModel, url });
  const rows = await opened.read.query<{ name: string }>(sql`SELECT name FROM sample ORDER BY name`);
  await opened.close();
  return rows.map((row) => row.name);
}

test.runIf(testDialect === 'postgres')('PostgreSQL is left to its own tools', async () => {
  await expect(backupTo(database.url, 'copy')).rejects.toMatchObject({ code: 'backupNeedsPgDump' });
  await expect(restoreFrom(database.url, 'copy')).rejects.toMatchObject({ code: 'restoreNeedsPgRestore' });
});

const onSqlite = test.runIf(testDialect === 'sqlite');

onSqlite('a backup made while others write is whole and for its owner only', async () => {
  await add('before');
  const writing = Promise.all(Array.from({ length: 200 }, (_, index) => add(`meanwhile ${index}`)));
  await backupTo(database.url, beside('copy.sqlite'));
  await writing;
  expect(statSync(beside('copy.sqlite')).mode & 0o777).toBe(0o600);
  expect(await namesIn(`sqlite:${beside('copy.sqlite')}`)).toContain('before');
  expect(readdirSync(dirname(fileOf())).filter((name) => name.includes('part'))).toEqual([]);
});

onSqlite('a backup never overwrites a file', async () => {
  writeFileSync(beside('copy.sqlite'), 'precious');
  await expect(backupTo(database.url, beside('copy.sqlite'))).rejects.toMatchObject({ code: 'backupFileExists' });
  expect(readFileSync(beside('copy.sqlite'), 'utf8')).toBe('precious');
});

interface Office {
  readonly url: string;
  readonly file: string;
}

/** A database beside the test's own, closed, with one row of this name. */
async function closedOffice(name: string): Promise<Office> {
  const file = beside(`${name}.sqlite`);
  const url = `sqlite:${file}`;
  const opened = await openDatabase({ ...sampleModel, url });
  await opened.migrate();
  await opened.inTransaction((connection) => connection.execute(sql`INSERT INTO sample (name) VALUES (${name})`));
  await opened.close();
  return { url, file };
}

onSqlite('a restored database holds what the copy held, and the old one is kept', async () => {
  const copy = await closedOffice('copy');
  const office = await closedOffice('district');
  const aside = await restoreFrom(office.url, copy.file, clock);
  expect(aside).toBe(`${office.file}.before-20261120T080000Z`);
  expect(await namesIn(office.url)).toEqual(['copy']);
  expect(await namesIn(`sqlite:${aside}`)).toEqual(['district']);
  expect(await namesIn(copy.url)).toEqual(['copy']);
  expect(statSync(office.file).mode & 0o777).toBe(0o600);
});

onSqlite('nothing takes the place of the database before it was prepared', async () => {
  const copy = await closedOffice('copy');
  const office = await closedOffice('district');
  const add = async (url: string, name: string) => {
    const opened = await openDatabase({ ...sampleModel, url });
    await opened.inTransaction((connection) => connection.execute(sql`INSERT INTO sample (name) VALUES (${name})`));
    await opened.close();
  };
  const failing = restoreFrom(office.url, copy.file, clock, async (url) => {
    await add(url, 'half');
    throw new Error('the power went off');
  });
  await expect(failing).rejects.toThrow('the power went off');
  expect(await namesIn(office.url)).toEqual(['district']);
  await restoreFrom(office.url, copy.file, clock, (url) => add(url, 'prepared'));
  expect(await namesIn(office.url)).toEqual(['copy', 'prepared']);
  expect(await namesIn(copy.url)).toEqual(['copy']);
  expect(readdirSync(dirname(fileOf())).filter((name) => name.includes('restoring'))).toEqual([]);
});

onSqlite('a copy can be restored where there is no database', async () => {
  const copy = await closedOffice('copy');
  const url = `sqlite:${beside('new/office.sqlite')}`;
  expect(await restoreFrom(url, copy.file)).toBeNull();
  expect(await namesIn(url)).toEqual(['copy']);
});

onSqlite('nothing is restored while a bot is active or another process has the database open', async () => {
  const copy = await closedOffice('copy');
  const office = await closedOffice('district');
  const lock = await acquireProcessLock(office.url);
  await expect(restoreFrom(office.url, copy.file)).rejects.toMatchObject({ code: 'botIsActive' });
  await lock!.release();
  const opened = await openDatabase({ ...sampleModel, url: office.url });
  await expect(restoreFrom(office.url, copy.file)).rejects.toMatchObject({ code: 'databaseInUse' });
  await opened.inTransaction((connection) => connection.execute(sql`INSERT INTO sample (name) VALUES ('goes on')`));
  await opened.close();
  expect(await namesIn(office.url)).toEqual(['district', 'goes on']);
});

onSqlite('a damaged, foreign or empty copy is refused and changes nothing', async () => {
  const copy = await closedOffice('copy');
  const office = await closedOffice('district');
  const damaged = beside('damaged.sqlite');
  copyFileSync(copy.file, damaged);
  truncateSync(damaged, statSync(damaged).size - 4096);
  writeFileSync(beside('foreign'), 'this is no database, and long enough to be seen as none by anybody who reads it');
  writeFileSync(beside('empty'), '');
  for (const bad of [damaged, beside('foreign'), beside('empty')]) {
    await expect(restoreFrom(office.url, bad)).rejects.toMatchObject({ code: 'backupDamaged' });
  }
  await expect(restoreFrom(office.url, beside('absent'))).rejects.toMatchObject({ code: 'backupNotFound' });
  expect(await namesIn(office.url)).toEqual(['district']);
});

onSqlite('a database that is damaged itself can be replaced', async () => {
  const copy = await closedOffice('copy');
  const office = beside('broken.sqlite');
  writeFileSync(office, 'this was a database once, and something has written all over it since then');
  const aside = await restoreFrom(`sqlite:${office}`, copy.file, clock);
  expect(existsSync(aside!)).toBe(true);
  expect(await namesIn(`sqlite:${office}`)).toEqual(['copy']);
});
