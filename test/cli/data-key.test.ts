import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newKey, readKey, writeKey } from '../../src/lib/sealing.ts';
import { acquireProcessLock } from '../../src/storage/process-lock.ts';
import { sql } from '../../src/storage/sql.ts';
import { vaultStore } from '../../src/storage/stores/vault-store.ts';
import { dataKeyOf } from '../../src/storage/vault-keys.ts';
import { detailsOf } from '../support/evidence.ts';
import { testDialect } from '../support/test-database.ts';
import { DATA_KEY } from '../support/vault.ts';
import { type CommandLine, openCommandLine } from './command-line.ts';

let line: CommandLine;
beforeEach(async () => {
  line = await openCommandLine();
});
afterEach(() => line.close());

const first = dataKeyOf(readKey(DATA_KEY)!);
const fresh = newKey();
const second = dataKeyOf(fresh);

const seal = (value: string) => line.office.inTransaction(({ vault }) => vault.seal('trip:1', value));
const openWith = (key: Uint8Array, id: number) =>
  vaultStore(line.database.read, () => dataKeyOf(key)).open({ id, purpose: 'trip:1' });
const rotating = (environment: Record<string, string>) => {
  Object.assign(line.environment, environment);
  return line.run('data-key', 'rotate');
};

test('a fresh key is printed each time, alone on its line, and fits DATA_KEY', async () => {
  const { status, out, err } = await line.run('data-key', 'new');
  expect(status).toBe(0);
  expect(out).toMatch(/^[\w+/]{43}=\n$/);
  expect(err).toContain(dataKeyOf(readKey(out.trim())!).id);
  const { key, id } = await line.json('data-key', 'new');
  expect(dataKeyOf(readKey(key)!).id).toBe(id);
  expect(`${key}\n`).not.toBe(out);
});

test('the key is changed on the command line, again to no effect, and it stands in the record', async () => {
  const ids = [await seal('Đà Lạt'), await seal('Vinh')];
  Object.assign(line.environment, { DATA_KEY: writeKey(fresh), DATA_KEY_OLD: DATA_KEY });
  const ids16 = { from: first.id, to: second.id };
  expect(await line.json('data-key', 'rotate')).toEqual({ ...ids16, rewrapped: 2, damaged: 0, swept: true });
  expect(await openWith(fresh, ids[0]!)).toEqual({ value: 'Đà Lạt' });
  expect(await line.json('data-key', 'rotate')).toMatchObject({ rewrapped: 0 });
  const { status, out } = await line.run('data-key', 'rotate');
  expect([status, out]).toEqual([0, `0 sealed values are now under the key ${second.id}.\n`]);
  expect(await detailsOf(line, 'dataKey.rotate')).toEqual([{ ...ids16, rewrapped: 2, erased: 0 }]);
  await expect(seal('with the old key')).rejects.toMatchObject({ code: 'keyChanged' });
});

test('a change without its two keys, with one key twice or with a wrong one is refused in words', async () => {
  const id = await seal('Đà Lạt');
  const key = writeKey(fresh);
  const refusals: [Record<string, string>, string][] = [
    [{ DATA_KEY: '', DATA_KEY_OLD: DATA_KEY }, 'put the new key into DATA_KEY'],
    [{ DATA_KEY: key, DATA_KEY_OLD: '' }, 'put the key before into DATA_KEY_OLD'],
    [{ DATA_KEY, DATA_KEY_OLD: DATA_KEY }, 'are the same'],
    [{ DATA_KEY, DATA_KEY_OLD: Buffer.from(first.key).toString('hex') }, 'are the same'],
    [{ DATA_KEY: key, DATA_KEY_OLD: writeKey(newKey()) }, `is not the one of this database (id ${first.id})`],
    [{ DATA_KEY: key, DATA_KEY_OLD: 'none' }, 'DATA_KEY_OLD: expected 32 random bytes'],
  ];
  for (const [environment, words] of refusals) {
    expect(await rotating(environment)).toMatchObject({ status: 1, out: '', err: expect.stringContaining(words) });
  }
  expect(await openWith(first.key, id)).toEqual({ value: 'Đà Lạt' });
});

test('the key is not changed while the bot runs', async () => {
  const lock = await acquireProcessLock(line.database.url);
  for (const argv of [['rotate'], ['lost', '--erase']]) {
    Object.assign(line.environment, { DATA_KEY: writeKey(fresh), DATA_KEY_OLD: DATA_KEY });
    expect(await line.run('data-key', ...argv)).toMatchObject({
      status: 1,
      err: expect.stringContaining('bot is running'),
    });
  }
  await lock?.release();
});

test('what is typed wrongly is told, and nothing is erased without a clear yes', async () => {
  for (const argv of [[], ['newer'], ['new', 'x'], ['rotate', '--force'], ['lost']]) {
    expect(await line.run('data-key', ...argv), argv.join(' ')).toMatchObject({ status: 2, out: '' });
  }
  for (const name of ['new', 'rotate', 'lost']) {
    expect((await line.run('data-key', name, '--help')).out).toContain('--json');
  }
});

test('an office whose key is lost begins anew, once it says so', async () => {
  const id = await seal('Đà Lạt');
  expect(await line.run('data-key', 'lost', '--erase')).toMatchObject({
    status: 1,
    err: expect.stringContaining('Nothing was erased'),
  });
  line.environment.DATA_KEY = writeKey(fresh);
  expect(await line.json('data-key', 'lost', '--erase')).toEqual({ to: second.id, erased: 1, swept: true });
  expect(await openWith(fresh, id)).toBeNull();
  expect(await detailsOf(line, 'dataKey.lost')).toMatchObject([{ from: null, to: second.id, erased: 1 }]);
});

test('commands that need nothing of the vault work without its key, and leave it alone', async () => {
  await seal('Đà Lạt');
  for (const DATA_KEY of ['', writeKey(fresh)]) {
    line.environment.DATA_KEY = DATA_KEY;
    const units = line.file('units.csv', ['code,name,parent_code,province', 'SO,Sở,,']);
    expect(await line.run('import', '--units', units)).toMatchObject({ status: 0, err: '' });
    expect(await line.run('status')).toMatchObject({ status: 0, err: '' });
  }
  const checks = await line.database.read.query(sql`SELECT key_id FROM vault_checks`);
  expect(checks).toEqual([{ key_id: first.id }]);
});

describe.runIf(testDialect === 'sqlite')('on SQLite', () => {
  const fileOf = () => join(dirname(line.database.url.replace('sqlite:', '')), 'data-key');

  test('a backup holds the sealed values and not the key', async () => {
    line.environment.DATABASE_URL = `sqlite:${join(line.folder, 'other', 'office.sqlite')}`;
    line.environment.DATA_KEY = '';
    await line.json('import', '--units', line.file('units.csv', ['code,name,parent_code,province', 'SO,Sở,,']));
    const file = join(line.folder, 'other', 'data-key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const backup = join(line.folder, 'backup.sqlite');
    await line.json('backup', backup);
    const bytes = readFileSync(backup);
    const key = readKey(readFileSync(file, 'utf8').trim())!;
    for (const spelling of [key, key.toString('hex'), writeKey(key)]) expect(bytes.includes(spelling)).toBe(false);
    expect(bytes.includes(dataKeyOf(key).id)).toBe(true);
  });

  test('a backup made before the key was changed says, when it is restored, which key it wants', async () => {
    const id = await seal('Đà Lạt');
    const backup = join(line.folder, 'backup.sqlite');
    await line.json('backup', backup);
    const elsewhere = join(line.folder, 'elsewhere.sqlite');
    Object.assign(line.environment, { DATABASE_URL: `sqlite:${elsewhere}`, DATA_KEY: writeKey(fresh) });
    const restored = await line.run('restore', backup);
    expect(restored).toMatchObject({ status: 0, err: expect.stringContaining(`(id ${first.id})`) });
    line.environment.DATA_KEY = DATA_KEY;
    expect(await line.run('restore', backup)).toMatchObject({ status: 0, err: expect.not.stringContaining('(id ') });
    expect(await openWith(first.key, id)).toEqual({ value: 'Đà Lạt' });
  });

  test('a key that stands in its file is changed to one of the settings, and the file is kept for the backups', async () => {
    const id = await seal('Đà Lạt');
    writeFileSync(fileOf(), DATA_KEY);
    const { status, out, err } = await rotating({ DATA_KEY: writeKey(fresh) });
    expect([status, out]).toEqual([0, `1 sealed value is now under the key ${second.id}.\n`]);
    expect(err).toContain(`${fileOf()} still holds the key before`);
    expect(await openWith(fresh, id)).toEqual({ value: 'Đà Lạt' });
    expect(readFileSync(fileOf(), 'utf8')).toBe(DATA_KEY);
    rmSync(fileOf());
  });

  test('an office whose key file is lost gets a new file', async () => {
    await seal('Đà Lạt');
    line.environment.DATA_KEY = '';
    expect(existsSync(fileOf())).toBe(false);
    const { to } = await line.json('data-key', 'lost', '--erase');
    expect(dataKeyOf(readKey(readFileSync(fileOf(), 'utf8').trim())!).id).toBe(to);
    rmSync(fileOf());
  });
});
