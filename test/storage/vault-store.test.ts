import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SealedValueDamaged } from '../../src/domain/vault/sealed-value.ts';
import { newKey } from '../../src/lib/sealing.ts';
import { type Sql, sql } from '../../src/storage/sql.ts';
import { vaultStore } from '../../src/storage/stores/vault-store.ts';
import { dataKeyOf } from '../../src/storage/vault-keys.ts';
import { VaultRefusal } from '../../src/storage/vault-refusal.ts';
import { openTestVault, type TestVault } from '../support/vault.ts';

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault();
});
afterEach(() => vault.close());

const write = (statement: Sql) => vault.database.inTransaction((connection) => connection.execute(statement));

async function rowOf(id: number) {
  const [row] = await vault.database.read.query<{ wrapped: Uint8Array; sealed: Uint8Array; keyId: string }>(sql`
    SELECT k.wrapped, v.sealed, k.key_id AS "keyId" FROM vault_keys k JOIN vault_values v ON v.id = k.id WHERE k.id = ${id}`);
  return { ...row!, wrapped: Buffer.from(row!.wrapped), sealed: Buffer.from(row!.sealed) };
}

test('what was sealed is read again as it was, whatever JSON can hold', async () => {
  const value = fc.jsonValue({ maxDepth: 3 }).map((json) => JSON.parse(JSON.stringify(json)) as unknown);
  const values = fc.array(value, { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(values, async (all) => {
      const ids = await vault.fill(all.length, (index) => all[index]);
      expect(await vault.opened(ids)).toEqual(all);
      expect(await vault.read.open({ id: ids[0]!, purpose: 'trip:0' })).toEqual({ value: all[0] });
    }),
    { numRuns: 30 },
  );
});

test('what JSON cannot hold is not sealed, and nothing at all is written then', async () => {
  await expect(vault.act(({ seal }) => seal('trip:1', undefined))).rejects.toThrow(TypeError);
  expect(await vault.database.read.query(sql`SELECT id FROM vault_keys`)).toEqual([]);
});

test('what an action sealed is gone with the action', async () => {
  const sealing = vault.act(async ({ seal, open }) => {
    const id = await seal('trip:1', 'Đà Lạt');
    expect(await open({ id, purpose: 'trip:1' })).toEqual({ value: 'Đà Lạt' });
    throw new Error('something else failed');
  });
  await expect(sealing).rejects.toThrow('something else');
  expect(await vault.database.read.query(sql`SELECT id FROM vault_values`)).toEqual([]);
});

test('five hundred values are read in one query, in the order in which they were asked for', async () => {
  const ids = await vault.fill(500);
  let queries = 0;
  const counting = { ...vault.database.read, dialect: vault.database.dialect, manager: vault.database.read.manager };
  counting.query = (statement) => {
    queries += 1;
    return vault.database.read.query(statement);
  };
  const places = ids.map((id, index) => ({ id, purpose: `trip:${index}` })).reverse();
  const opened = await vaultStore(counting, () => vault.dataKey).openAll(places);
  expect(queries).toBe(1);
  expect(opened).toEqual(ids.map((_, index) => ({ state: 'open', value: { index } })).reverse());
});

test('each value has a key of its own, and how long it is cannot be seen', async () => {
  const ids = await vault.fill(3, (index) => 'ho, sốt, đau họng'.slice(0, index * 8));
  const rows = await Promise.all(ids.map(rowOf));
  expect(new Set(rows.map(({ wrapped }) => wrapped.toString('hex'))).size).toBe(3);
  expect(new Set(rows.map(({ sealed }) => sealed.length)).size).toBe(1);
  for (const { wrapped, keyId } of rows) {
    expect(wrapped).toHaveLength(60);
    expect(keyId).toBe(vault.dataKey.id);
  }
});

test('a corrected value is found at the same place under a new key, and the old one is gone', async () => {
  const [id] = await vault.fill(1, () => 'Hà Nội');
  const before = await rowOf(id!);
  expect(await vault.act(({ replace }) => replace({ id: id!, purpose: 'trip:0' }, 'Hải Phòng'))).toBe(true);
  expect(await vault.opened([id!])).toEqual(['Hải Phòng']);
  const after = await rowOf(id!);
  expect(after.wrapped.equals(before.wrapped)).toBe(false);
  await write(sql`UPDATE vault_values SET sealed = ${before.sealed} WHERE id = ${id!}`);
  expect(await vault.opened([id!])).toEqual(['damaged']);
});

test('what was erased stays erased: once, twice, corrected or not', async () => {
  const ids = await vault.fill(3);
  expect(await vault.act(({ erase }) => erase([ids[0]!, ids[1]!, ids[1]!], 'withdrawn'))).toBe(2);
  expect(await vault.act(({ erase }) => erase(ids.slice(0, 2), 'withdrawn'))).toBe(0);
  expect(await vault.act(({ erase }) => erase([], 'withdrawn'))).toBe(0);
  expect(await vault.act(({ replace }) => replace({ id: ids[0]!, purpose: 'trip:0' }, 'again'))).toBe(false);
  expect(await vault.act(({ replace }) => replace({ id: 999, purpose: 'trip:0' }, 'nowhere'))).toBe(false);
  expect(await vault.opened(ids)).toEqual(['erased', 'erased', { index: 2 }]);
  expect(await vault.read.open({ id: ids[0]!, purpose: 'trip:0' })).toBeNull();
});

test('erasing that was undone has erased nothing', async () => {
  const ids = await vault.fill(2);
  const erasing = vault.act(async ({ erase }) => {
    await erase(ids, 'withdrawn');
    throw new Error('no');
  });
  await expect(erasing).rejects.toThrow('no');
  expect(await vault.opened(ids)).toEqual([{ index: 0 }, { index: 1 }]);
});

test('a value is not read for anything but what it was sealed for', async () => {
  const [id] = await vault.fill(1);
  expect(await vault.read.openAll([{ id: id!, purpose: 'trip:1' }])).toEqual([{ state: 'damaged' }]);
  await expect(vault.read.open({ id: id!, purpose: 'health:0' })).rejects.toThrow(SealedValueDamaged);
  await expect(vault.read.open({ id: 999, purpose: 'trip:0' })).rejects.toThrow(SealedValueDamaged);
});

/** Everything that somebody who can write to the file might try with two values, one of whose owners is the same. */
const tampering: [what: string, statements: (one: number, other: number) => Sql[]][] = [
  ['a value cut off', (one) => [sql`UPDATE vault_values SET sealed = ${Buffer.alloc(20, 1)} WHERE id = ${one}`]],
  ['an empty value', (one) => [sql`UPDATE vault_values SET sealed = ${Buffer.alloc(0)} WHERE id = ${one}`]],
  ['no value', (one) => [sql`DELETE FROM vault_values WHERE id = ${one}`]],
  ['a made-up key', (one) => [sql`UPDATE vault_keys SET wrapped = ${Buffer.alloc(60, 7)} WHERE id = ${one}`]],
  [
    "another's value",
    (one, other) => [
      sql`UPDATE vault_values SET sealed = (SELECT sealed FROM vault_values WHERE id = ${other}) WHERE id = ${one}`,
    ],
  ],
  [
    "another's key",
    (one, other) => [
      sql`UPDATE vault_keys SET wrapped = (SELECT wrapped FROM vault_keys WHERE id = ${other}) WHERE id = ${one}`,
    ],
  ],
  [
    "another's value with its key",
    (one, other) => [
      sql`UPDATE vault_values SET sealed = (SELECT sealed FROM vault_values WHERE id = ${other}) WHERE id = ${one}`,
      sql`UPDATE vault_keys SET wrapped = (SELECT wrapped FROM vault_keys WHERE id = ${other}) WHERE id = ${one}`,
    ],
  ],
];

test.each(tampering)('%s in the file is refused, and the others are read on', async (_, statements) => {
  const seal = () => vault.act((store) => store.seal('trip:0', 'Hà Nội'));
  const [one, other] = [await seal(), await seal()];
  for (const statement of statements(one, other)) await write(statement);
  const states = await vault.read.openAll([one, other].map((id) => ({ id, purpose: 'trip:0' })));
  expect(states).toEqual([{ state: 'damaged' }, { state: 'open', value: 'Hà Nội' }]);
  await expect(vault.read.open({ id: one, purpose: 'trip:0' })).rejects.toThrow(SealedValueDamaged);
});

test('one changed bit anywhere in a value or its key is seen', async () => {
  const [id] = await vault.fill(1);
  const { sealed, wrapped } = await rowOf(id!);
  for (const [column, bytes] of Object.entries({ sealed, wrapped })) {
    const table = sql.raw(column === 'sealed' ? 'vault_values' : 'vault_keys');
    for (let place = 0; place < bytes.length; place += 13) {
      const changed = Buffer.from(bytes);
      changed[place]! ^= 4;
      await write(sql`UPDATE ${table} SET ${sql.raw(column)} = ${changed} WHERE id = ${id!}`);
      expect(await vault.opened([id!]), `${column} ${place}`).toEqual(['damaged']);
    }
    await write(sql`UPDATE ${table} SET ${sql.raw(column)} = ${bytes} WHERE id = ${id!}`);
    expect(await vault.opened([id!])).toEqual([{ index: 0 }]);
  }
});

test('a key for one use is the same whenever it is asked for, and another one after the data key was changed', () => {
  const before = [vault.read.keyFor('work pass'), vault.read.keyFor('work pass'), vault.read.keyFor('other')];
  vault.dataKey = dataKeyOf(newKey());
  const all = [...before, vault.read.keyFor('work pass')].map((key) => Buffer.from(key).toString('hex'));
  expect(all[0]).toBe(all[1]);
  expect(new Set(all).size).toBe(3);
  expect(all).not.toContain(Buffer.from(vault.dataKey.key).toString('hex'));
});

test('a process with a key that is no longer the database’s neither reads nor seals, but may erase', async () => {
  const ids = await vault.fill(2);
  const { dataKey } = vault;
  vault.dataKey = dataKeyOf(newKey());
  await expect(vault.opened(ids)).rejects.toThrow(VaultRefusal);
  for (const writing of [
    vault.act(({ seal }) => seal('trip:9', 1)),
    vault.act(({ replace }) => replace({ id: ids[0]!, purpose: 'trip:0' }, 1)),
  ]) {
    await expect(writing).rejects.toMatchObject({ name: 'VaultRefusal', code: 'keyChanged' });
  }
  expect(await vault.act(({ erase }) => erase([ids[0]!], 'withdrawn'))).toBe(1);
  vault.dataKey = dataKey;
  expect(await vault.opened(ids)).toEqual(['erased', { index: 1 }]);
});
