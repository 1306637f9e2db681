import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Erased, isOfRecord, type Remembered } from '../../src/domain/vault/erasure-memory.ts';
import { newKey } from '../../src/lib/sealing.ts';
import { ErasureJournal, lineOf } from '../../src/storage/erasure-journal.ts';
import { officeModel } from '../../src/storage/model.ts';
import { sql } from '../../src/storage/sql.ts';
import { vaultStore } from '../../src/storage/stores/vault-store.ts';
import { openVault } from '../../src/storage/vault-unlocking.ts';
import { TestClock } from '../support/test-clock.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let folder: string;
let clock: TestClock;
let journal: ErasureJournal;
/** What writing a line waits for. */
let gate: Promise<void>;
let database: TestDatabase;
let key: () => { id: string; key: Uint8Array };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bao-nhan-journal-'));
  clock = new TestClock();
  journal = new ErasureJournal(join(folder, 'kept', 'erasures.log'), clock);
  gate = Promise.resolve();
  database = await openTestDatabase({
    ...officeModel,
    writeOutside: (lines) => gate.then(() => journal.append(lines)),
  });
  key = (await openVault(database, { given: newKey(), file: '/nowhere' })).dataKey;
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const vaultIn = (connection: TestDatabase['read']) => vaultStore(connection, key);
const seal = (value: string) => database.inTransaction((connection) => vaultIn(connection).seal('trip:1', value));
const erase = (id: number) => database.inTransaction((connection) => vaultIn(connection).erase([id], 'withdrawn'));
const isErased = async (id: number) => (await vaultIn(database.read).open({ id, purpose: 'trip:1' })) === null;

async function remembered(): Promise<Remembered[]> {
  const all: Remembered[] = [];
  for await (const piece of journal.list()) all.push(...piece);
  return all;
}

const listed = async (): Promise<Erased[]> => (await remembered()).flatMap((one) => (isOfRecord(one) ? [] : [one]));

test('an erasure is on the disk before it is committed, for its owner only, and says nothing about anybody', async () => {
  const id = await seal('Thăm người thân bị ốm');
  let open = () => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  const erasing = erase(id);
  await clock.sleep(30);
  expect(await isErased(id)).toBe(false);
  open();
  await erasing;
  expect(await isErased(id)).toBe(true);
  expect(await listed()).toEqual([{ id, mark: expect.stringMatching(/^[\da-f]{24}$/), because: 'withdrawn' }]);
  expect(statSync(journal.file).mode & 0o777).toBe(0o600);
  expect(readFileSync(journal.file, 'utf8')).toMatch(/^\n\S{24} withdrawn \d+ [\da-f]{24}\n$/);
});

test('what was undone leaves no line, also beside others in the same commit', async () => {
  const ids = await Promise.all(['one', 'two', 'three'].map(seal));
  const undone = database.inTransaction(async (connection) => {
    await vaultIn(connection).erase([ids[1]!], 'withdrawn');
    throw new Error('undone');
  });
  await Promise.allSettled([erase(ids[0]!), undone, erase(ids[2]!)]);
  expect((await listed()).map(({ id }) => id).sort()).toEqual([ids[0], ids[2]]);
  expect(await isErased(ids[1]!)).toBe(false);
});

test('nothing is erased that cannot be remembered, and the office goes on', async () => {
  const id = await seal('one');
  gate = Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
  gate.catch(() => {});
  await expect(erase(id)).rejects.toThrow('no space left');
  expect(await isErased(id)).toBe(false);
  gate = Promise.resolve();
  await erase(id);
  expect(await listed()).toHaveLength(1);
});

test('a thousand at once are all there', async () => {
  const ids = await database.inTransaction((connection) =>
    vaultIn(connection).sealAll(Array.from({ length: 1_000 }, () => ({ purpose: 'trip:1', value: 'x' }))),
  );
  await Promise.all(ids.map(erase));
  expect(new Set((await listed()).map(({ id }) => id))).toEqual(new Set(ids));
});

describe('a journal', () => {
  const line = (id: number) => lineOf({ id, mark: 'a'.repeat(24), because: 'retention' });

  test('of which a crash has cut off the last line is read without it, and goes on', async () => {
    await journal.append([line(1), line(2)]);
    const { size } = statSync(journal.file);
    for (const cut of [3, 20, 40]) {
      truncateSync(journal.file, size - cut);
      expect([(await listed()).map(({ id }) => id), journal.unreadable]).toEqual([[1], 0]);
    }
    await journal.append([line(3)]);
    expect((await listed()).map(({ id }) => id)).toEqual([1, 3]);
    expect(journal.unreadable).toBe(0);
  });

  test('that somebody has written into is read as far as it can be, and the rest is counted', async () => {
    await journal.append([line(1)]);
    appendFileSync(journal.file, 'mất điện\n2026-11-21T07:00:00.000Z because 4 aaaaaaaaaaaaaaaaaaaaaaaa\n');
    await journal.append([line(2)]);
    expect([(await listed()).map(({ id }) => id), journal.unreadable]).toEqual([[1, 2], 2]);
  });

  test('holds values of the record as well, by the hash of their entry, and a crash may cut those off too', async () => {
    const one = { entryId: 17, label: 'details', line: 'c'.repeat(64), because: 'left' as const };
    await journal.append([line(1), lineOf(one), line(2), lineOf({ ...one, entryId: 18 })]);
    expect((await remembered()).filter(isOfRecord)).toEqual([one, { ...one, entryId: 18 }]);
    expect(await listed()).toHaveLength(2);
    const whole = lineOf(one).length + 26;
    for (let cut = 2; cut < whole; cut += 3) {
      truncateSync(journal.file, statSync(journal.file).size - (cut === 2 ? 2 : 3));
      expect([(await remembered()).length, journal.unreadable], `cut ${cut}`).toEqual([3, 0]);
    }
  });

  test('lets go of lines when no backup can be as old as they are, and of no other', async () => {
    await journal.append([line(1)]);
    await journal.forgetOld();
    clock.advance({ days: 20 });
    await journal.append([line(2)]);
    clock.advance({ days: 12 });
    for (let times = 0; times < 2; times += 1) await journal.forgetOld();
    expect((await listed()).map(({ id }) => id)).toEqual([1, 2]);
    await journal.append([line(3)]);
    clock.advance({ days: 20 });
    await journal.forgetOld();
    expect((await listed()).map(({ id }) => id)).toEqual([1, 2, 3]);
    clock.advance({ days: 12 });
    await journal.forgetOld();
    await journal.append([line(4)]);
    expect((await listed()).map(({ id }) => id)).toEqual([3, 4]);
  });

  test('that cannot be written is refused before anything has to be erased', async () => {
    const blocked = new ErasureJournal(join(folder, 'blocked', 'erasures.log'), clock);
    appendFileSync(join(folder, 'blocked'), 'a file where a folder has to be');
    await expect(blocked.prepare()).rejects.toMatchObject({ code: 'journalUnusable' });
    await journal.prepare();
    expect(existsSync(journal.file)).toBe(true);
    expect(await listed()).toEqual([]);
  });
});

test('a number that was another value’s in another copy of the database is left alone', async () => {
  const id = await seal('one');
  const [{ mark }] = (await database.read.query<{ mark: string }>(sql`SELECT mark FROM vault_values`)) as [
    { mark: string },
  ];
  const others = [
    { id, mark: 'b'.repeat(24), because: 'withdrawn' as const },
    { id: id + 1, mark, because: 'withdrawn' as const },
  ];
  expect(await vaultIn(database.read).listBroughtBack(others)).toEqual([]);
  const own = { id, mark, because: 'consent' as const };
  expect(await vaultIn(database.read).listBroughtBack([...others, own])).toEqual([own]);
  await database.inTransaction((connection) => vaultIn(connection).replace({ id, purpose: 'trip:1' }, 'two'));
  expect(await vaultIn(database.read).listBroughtBack([own])).toEqual([own]);
});
