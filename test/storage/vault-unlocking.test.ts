import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newKey, readKey, writeKey } from '../../src/lib/sealing.ts';
import { officeModel } from '../../src/storage/model.ts';
import { sql } from '../../src/storage/sql.ts';
import { vaultStore } from '../../src/storage/stores/vault-store.ts';
import { createKeyFile, keyFileOf } from '../../src/storage/vault-key-file.ts';
import type { HeldKey } from '../../src/storage/vault-keys.ts';
import { openVault } from '../../src/storage/vault-unlocking.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let folder: string;
let file: string;
beforeEach(async () => {
  database = await openTestDatabase({ ...officeModel, writeOutside: async () => {} });
  folder = mkdtempSync(join(tmpdir(), 'bao-nhan-key-'));
  file = join(folder, 'data', 'data-key');
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const asBot = (given: Uint8Array | null = null) => openVault(database, { given, file }, true);
const asCommand = (given: Uint8Array | null = null) => openVault(database, { given, file });
const idOf = (vault: { dataKey: HeldKey }) => vault.dataKey().id;
const why = (vault: { dataKey: HeldKey }) => {
  try {
    return vault.dataKey().id;
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const sealWith = ({ dataKey }: { dataKey: HeldKey }) =>
  database.inTransaction((connection) => vaultStore(connection, dataKey).seal('trip:1', 'Đà Lạt'));

test('an office that gives no key gets one in a file, for its owner only, and finds it again', async () => {
  const first = await asCommand();
  expect(first.keyFile).toBe(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
  expect(readKey(readFileSync(file, 'utf8').trim())).toEqual(first.dataKey().key);
  await sealWith(first);
  const written = readFileSync(file, 'utf8');
  expect(idOf(await asBot())).toBe(idOf(first));
  expect(readFileSync(file, 'utf8')).toBe(written);
  expect(readdirSync(join(folder, 'data'))).toEqual(['data-key']);
});

test('an office that gives its key gets no file, and the key is not written into the database', async () => {
  const key = newKey();
  const vault = await asBot(key);
  expect(vault.keyFile).toBeNull();
  await sealWith(vault);
  expect(existsSync(file)).toBe(false);
  const [check] = await database.read.query<{ sealed: Uint8Array; key_id: string }>(sql`SELECT * FROM vault_checks`);
  expect(Buffer.from(check!.sealed).includes(key.subarray(0, 8))).toBe(false);
});

test('the settings go before the file', async () => {
  await asCommand();
  const key = newKey();
  const vault = await asBot(key);
  expect(vault.dataKey().key).toEqual(key);
  expect(vault.keyFile).toBeNull();
});

test('a wrong key opens nothing, whoever brings it and wherever it stands', async () => {
  const right = await asBot(newKey());
  await sealWith(right);
  const shut = await asBot(newKey());
  expect(why(shut)).toBe('keyWrong');
  expect(() => shut.dataKey()).toThrow(
    expect.objectContaining({ params: { source: 'DATA_KEY', given: expect.any(String), expected: idOf(right) } }),
  );
  expect(why(await asCommand(newKey()))).toBe('keyWrong');
  createKeyFile(file);
  const other = await asBot();
  expect(() => other.dataKey()).toThrow(
    expect.objectContaining({ code: 'keyWrong', params: expect.objectContaining({ source: file }) }),
  );
  expect(idOf(await asBot(right.dataKey().key))).toBe(idOf(right));
});

test('a key that is not there is missed, and no other is put in its place', async () => {
  await sealWith(await asBot(newKey()));
  for (const open of [asBot, asCommand]) expect(why(await open())).toBe('keyMissing');
  expect(existsSync(file)).toBe(false);
});

test('once everything was erased the key still is the one to give: what was sealed is a matter of record', async () => {
  const vault = await asBot(newKey());
  const id = await sealWith(vault);
  await database.inTransaction((connection) => vaultStore(connection, vault.dataKey).erase([id], 'withdrawn'));
  expect(why(await asBot(newKey()))).toBe('keyWrong');
});

test('a key with which nothing was sealed gives way to the bot’s, but not to a command’s', async () => {
  const [first, second] = [await asCommand(newKey()), newKey()];
  expect(why(await asCommand(second))).toBe('keyWrong');
  expect(why(await asCommand())).toBe('keyMissing');
  expect(existsSync(file)).toBe(false);
  const bot = await asBot(second);
  expect(bot.dataKey().key).toEqual(second);
  await expect(sealWith(first)).rejects.toMatchObject({ code: 'keyChanged' });
  await sealWith(bot);
});

test('a bot on a database that was brought back without its key begins with a new one where nothing was sealed', async () => {
  await asBot();
  rmSync(file);
  const vault = await asBot();
  expect(readKey(readFileSync(file, 'utf8').trim())).toEqual(vault.dataKey().key);
  await sealWith(vault);
});

test('two processes that open a new office at the same time agree on one key', async () => {
  const all = await Promise.all([asBot(), asCommand(), asCommand(), asCommand()]);
  expect(new Set(all.map(idOf)).size).toBe(1);
  const keys = [newKey(), newKey(), newKey()];
  await database.inTransaction((connection) => connection.execute(sql`DELETE FROM vault_checks`));
  const several = await Promise.all(keys.map((key) => asCommand(key)));
  expect(several.map(why).filter((each) => each === 'keyWrong')).toHaveLength(2);
  expect(await database.read.query(sql`SELECT key_id FROM vault_checks`)).toHaveLength(1);
});

test('a key file that holds no key is refused and left as it is', async () => {
  const vault = await asBot();
  await sealWith(vault);
  for (const content of ['', 'changeme\n', `${writeKey(Buffer.alloc(31))}\n`]) {
    writeFileSync(file, content);
    expect(why(await asBot())).toBe('keyFileUnreadable');
    expect(readFileSync(file, 'utf8')).toBe(content);
  }
  writeFileSync(file, `\n  ${writeKey(vault.dataKey().key)}\r\n`);
  expect(idOf(await asBot())).toBe(idOf(vault));
});

test('a key file that cannot be read or made is told', async () => {
  file = join(folder, 'a file', 'data-key');
  writeFileSync(join(folder, 'a file'), '');
  expect(why(await asBot())).toBe('keyFileUnusable');
  file = folder;
  expect(why(await asBot())).toBe('keyFileUnusable');
});

test.skipIf(process.getuid?.() === 0)('a key file that is for somebody else is told', async () => {
  await asBot();
  chmodSync(file, 0);
  expect(why(await asBot())).toBe('keyFileUnusable');
});

test('a check that was tampered with opens nothing', async () => {
  const key = newKey();
  await sealWith(await asBot(key));
  await database.inTransaction((connection) =>
    connection.execute(sql`UPDATE vault_checks SET sealed = ${Buffer.alloc(56, 1)}`),
  );
  expect(why(await asBot(key))).toBe('keyWrong');
});

test('a vault that is shut hinders nobody who erases', async () => {
  const vault = await asBot(newKey());
  const id = await sealWith(vault);
  const shut = await asCommand();
  expect(
    await database.inTransaction((connection) => vaultStore(connection, shut.dataKey).erase([id], 'withdrawn')),
  ).toBe(1);
  await expect(sealWith(shut)).rejects.toMatchObject({ code: 'keyMissing' });
});

test('the key file stands beside the SQLite file; for PostgreSQL in the folder data', () => {
  expect(keyFileOf('sqlite:/srv/office/bao-nhan.sqlite')).toBe('/srv/office/data-key');
  expect(keyFileOf('postgres://u:p@db/office')).toBe(join(process.cwd(), 'data', 'data-key'));
});
