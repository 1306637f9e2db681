import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/lib/clock.ts';
import { newKey } from '../../src/lib/sealing.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { officeModel } from '../../src/storage/model.ts';
import { rewriteTable } from '../../src/storage/scrubbing.ts';
import { sql } from '../../src/storage/sql.ts';
import { dataKeyOf } from '../../src/storage/vault-keys.ts';
import { changeKey } from '../../src/storage/vault-rotation.ts';
import { sweepVault } from '../../src/storage/vault-sweep.ts';
import { testDialect } from '../support/test-database.ts';
import { openTestVault, type TestVault } from '../support/vault.ts';

const COUNT = 1_000;

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault();
});
afterEach(() => vault.close());

/** A secret that is found in any bytes that hold it, and not by chance. */
const secrets = Array.from({ length: COUNT }, () => `Nguyễn Thị ${randomBytes(12).toString('hex')}`);

/** The keys as they stand in the table now. */
async function wrappedKeys(): Promise<Buffer[]> {
  const rows = await vault.database.read.query<{ wrapped: Uint8Array }>(
    sql`SELECT wrapped FROM vault_keys ORDER BY id`,
  );
  return rows.map(({ wrapped }) => Buffer.from(wrapped));
}

/** All that the database keeps on the disk of these tables, PostgreSQL's own log aside. */
async function rawBytes(): Promise<Buffer> {
  if (testDialect === 'postgres') return await rawTables();
  const file = vault.database.url.replace('sqlite:', '');
  const files = ['', '-wal', '-shm'].map((end) => `${file}${end}`).filter((each) => existsSync(each));
  return Buffer.concat(files.map((each) => readFileSync(each)));
}

async function rawTables(): Promise<Buffer> {
  const client = new pg.Client({ connectionString: vault.database.url });
  await client.connect();
  await client.query('CHECKPOINT');
  const { rows } = await client.query(`
    SELECT pg_read_binary_file(pg_relation_filepath(name)) AS bytes FROM unnest(ARRAY['vault_keys', 'vault_values']) AS name`);
  await client.end();
  return Buffer.concat(rows.map((row) => row.bytes));
}

/** How many of them stand in these bytes, whole or by one of their ends: a page may have been overwritten in part. */
const countIn = (bytes: Buffer, parts: readonly (Buffer | string)[]): number =>
  parts.map((part) => Buffer.from(part as string)).filter((part) => holds(bytes, part)).length;

const holds = (bytes: Buffer, part: Buffer): boolean =>
  bytes.includes(part.subarray(0, 16)) || bytes.includes(part.subarray(-16)) || bytes.includes(part.subarray(20, 36));

const read = (statement: ReturnType<typeof sql>) => vault.database.read.query(statement);

test('of a thousand erased values neither key nor word stands in any file, and the others can be read', async () => {
  const ids = await vault.fill(COUNT, (index) => secrets[index]);
  const keys = await wrappedKeys();
  expect(countIn(await rawBytes(), keys)).toBe(COUNT);
  const erased = ids.slice(0, -10);
  await vault.act(({ erase }) => erase(erased, 'withdrawn'));
  expect(await sweepVault(vault.database)).toBe(true);
  const bytes = await rawBytes();
  expect(countIn(bytes, keys.slice(0, -10))).toBe(0);
  expect(countIn(bytes, keys.slice(-10))).toBe(10);
  expect(countIn(bytes, secrets)).toBe(0);
  expect(await vault.opened(ids)).toEqual([...erased.map(() => 'erased'), ...secrets.slice(-10)]);
});

test('nor when values come, are corrected and are erased in any order', async () => {
  const gone: Buffer[] = [];
  const live = new Map<number, string>();
  for (let round = 0; round < 12; round += 1) {
    const values = Array.from({ length: 100 }, (_, index) => ({
      purpose: 'trip',
      value: secrets[round * 80 + (index % 80)],
    }));
    const ids = await vault.act(({ sealAll }) => sealAll(values));
    for (const [index, id] of ids.entries()) live.set(id, values[index]!.value!);
    const before = await wrappedKeys();
    const some = [...live.keys()].filter((id) => (id * 7 + round) % 3 === 0);
    const half = some.length / 2;
    await vault.act(async ({ replace, erase }) => {
      for (const id of some.slice(0, half)) await replace({ id, purpose: 'trip' }, `corrected ${id}`);
      await erase(some.slice(half), 'withdrawn');
    });
    for (const id of some.slice(0, half)) live.set(id, `corrected ${id}`);
    for (const id of some.slice(half)) live.delete(id);
    gone.push(...some.map((id) => before[id - 1]!));
  }
  await sweepVault(vault.database);
  const bytes = await rawBytes();
  expect(countIn(bytes, gone)).toBe(0);
  expect(countIn(bytes, secrets)).toBe(0);
  const opened = await vault.read.openAll([...live.keys()].map((id) => ({ id, purpose: 'trip' })));
  expect(opened).toEqual([...live.values()].map((value) => ({ state: 'open', value })));
});

test('nor, once the data key was changed, the keys as the old one had wrapped them', async () => {
  const ids = await vault.fill(COUNT, (index) => secrets[index]);
  const keys = await wrappedKeys();
  const to = dataKeyOf(newKey());
  await changeKey(vault.database, { from: vault.dataKey, to, record: async () => {} });
  vault.dataKey = to;
  expect(await sweepVault(vault.database)).toBe(true);
  expect(countIn(await rawBytes(), keys)).toBe(0);
  expect(await vault.opened(ids)).toEqual(secrets);
});

test('what is to be swept is not forgotten in a crash, and nothing is done where nothing was erased', async () => {
  const [id] = await vault.fill(1);
  expect(await sweepVault(vault.database)).toBe(true);
  await vault.act(({ erase }) => erase([id!], 'withdrawn'));
  await vault.act(({ erase }) => erase([id!], 'withdrawn'));
  expect(await read(sql`SELECT id FROM vault_erasures`)).toHaveLength(1);
  const other = await openDatabase({ ...officeModel, url: vault.database.url });
  expect(await sweepVault(other)).toBe(true);
  await other.close();
  expect(await read(sql`SELECT id FROM vault_erasures`)).toEqual([]);
});

describe.runIf(testDialect === 'sqlite')('on SQLite', () => {
  test('sweeping goes on beside a busy office, without holding it up', async () => {
    const ids = await vault.fill(200);
    const keys = await wrappedKeys();
    let isOver = false;
    let written = 0;
    const busy = Promise.all(
      Array.from({ length: 8 }, async () => {
        for (; !isOver; written += 1) await vault.act(({ seal }) => seal('trip', 'meanwhile'));
      }),
    );
    for (const id of ids) await vault.act(({ erase }) => erase([id], 'withdrawn'));
    expect(await sweepVault(vault.database)).toBe(true);
    isOver = true;
    await busy;
    expect(written).toBeGreaterThan(100);
    expect(countIn(await rawBytes(), keys)).toBe(0);
  });

  test('while another programme reads for long the sweeping stays owed', async () => {
    const [id] = await vault.fill(1);
    const reader = new BetterSqlite3(vault.database.url.replace('sqlite:', ''), { readonly: true });
    const reading = reader.prepare('SELECT 1 FROM vault_keys UNION ALL SELECT 2').iterate();
    reading.next();
    const keys = await wrappedKeys();
    await vault.act(({ erase }) => erase([id!], 'withdrawn'));
    expect(await sweepVault(vault.database)).toBe(false);
    expect(countIn(await rawBytes(), keys)).toBe(1);
    reading.return?.();
    reader.close();
    expect(await sweepVault(vault.database)).toBe(true);
    expect(countIn(await rawBytes(), keys)).toBe(0);
  });
});

describe.runIf(testDialect === 'postgres')('on PostgreSQL', () => {
  test('while a transaction may still see what was erased the sweeping stays owed', async () => {
    const [id] = await vault.fill(1);
    const reader = new pg.Client({ connectionString: vault.database.url });
    await reader.connect();
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1');
    const keys = await wrappedKeys();
    await vault.act(({ erase }) => erase([id!], 'withdrawn'));
    expect(await sweepVault(vault.database)).toBe(false);
    expect(countIn(await rawBytes(), keys)).toBe(1);
    await reader.query('COMMIT; BEGIN; SELECT 1 FROM vault_keys');
    await expect(sweepVault(vault.database)).resolves.toBe(false);
    await reader.end();
    expect(await sweepVault(vault.database)).toBe(true);
    expect(countIn(await rawBytes(), keys)).toBe(0);
  });

  test('whoever may not write the table anew is not told that it was done', async () => {
    const client = new pg.Client({ connectionString: vault.database.url });
    await client.connect();
    const role = `reader_${randomBytes(4).toString('hex')}`;
    await client.query(`CREATE ROLE ${role} LOGIN`);
    try {
      const url = new URL(vault.database.url);
      url.username = role;
      expect(await rewriteTable(url.href, 'vault_keys', systemClock)).toBe(false);
      expect(await rewriteTable(vault.database.url, 'vault_keys', systemClock)).toBe(true);
    } finally {
      await client.query(`DROP ROLE ${role}`);
      await client.end();
    }
  });
});
