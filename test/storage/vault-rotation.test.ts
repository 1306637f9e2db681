import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { newKey, writeKey } from '../../src/lib/sealing.ts';
import type { Connection } from '../../src/storage/connection.ts';
import { sql } from '../../src/storage/sql.ts';
import { type DataKey, dataKeyOf } from '../../src/storage/vault-keys.ts';
import { changeKey, type KeysChanged } from '../../src/storage/vault-rotation.ts';
import { openVault } from '../../src/storage/vault-unlocking.ts';
import { compiled } from '../support/compiled.ts';
import { openTestVault, type TestVault } from '../support/vault.ts';

let vault: TestVault;
let to: DataKey;
let recorded: KeysChanged[];
beforeEach(async () => {
  vault = await openTestVault();
  to = dataKeyOf(newKey());
  recorded = [];
});
afterEach(() => vault.close());

const record = async (_: Connection, changed: KeysChanged) => void recorded.push({ ...changed });
const change = (from: DataKey | null = vault.dataKey, database = vault.database) =>
  changeKey(database, { from, to, record });
const opensWith = async ({ key }: DataKey) => {
  const { dataKey } = await openVault(vault.database, { given: key, file: '/nowhere' });
  try {
    return dataKey().id;
  } catch (error) {
    return (error as { code: string }).code;
  }
};
async function keysInUse(): Promise<Record<string, number>> {
  const rows = await vault.database.read.query<{ id: string; count: number }>(
    sql`SELECT key_id AS id, count(*) AS count FROM vault_keys GROUP BY key_id`,
  );
  return Object.fromEntries(rows.map(({ id, count }) => [id, Number(count)]));
}
const valuesIn = () => vault.database.read.query(sql`SELECT id, sealed FROM vault_values ORDER BY id`);

/** The same database, which fails as a killed process would after so many transactions. */
function dyingAfter(transactions: number) {
  let left = transactions;
  const inTransaction: typeof vault.database.inTransaction = async (work) => {
    left -= 1;
    if (left < 0) throw new Error('killed');
    return await vault.database.inTransaction(work);
  };
  return { ...vault.database, inTransaction };
}

test('after the key was changed everything is read with the new one, the old one opens nothing, and no value was touched', async () => {
  const ids = await vault.fill(2_500);
  await vault.act(({ erase }) => erase([ids[7]!], 'withdrawn'));
  const before = await valuesIn();
  expect(await change()).toEqual({ rewrapped: 2_499, erased: 0, damaged: 0 });
  expect(recorded).toEqual([{ rewrapped: 2_499, erased: 0, damaged: 0 }]);
  expect(await keysInUse()).toEqual({ [to.id]: 2_500 });
  expect(await valuesIn()).toEqual(before);
  expect(await opensWith(vault.dataKey)).toBe('keyWrong');
  expect(await opensWith(to)).toBe(to.id);
  await expect(vault.opened(ids)).rejects.toMatchObject({ code: 'keyChanged' });
  vault.dataKey = to;
  expect(await vault.opened(ids)).toEqual(ids.map((_, index) => (index === 7 ? 'erased' : { index })));
});

test('a change that is done is done: a second time finds nothing to do and is not recorded', async () => {
  await vault.fill(3);
  const from = vault.dataKey;
  await change(from);
  expect(await change(from)).toBeNull();
  expect(recorded).toHaveLength(1);
});

test('cut off after any step it is finished by running it again; meanwhile neither key opens the vault', async () => {
  const ids = await vault.fill(2_500);
  const from = vault.dataKey;
  // After the beginning, each chunk in turn, and before the end.
  for (const steps of [1, 2, 2, 2, 2]) {
    await expect(change(from, dyingAfter(steps))).rejects.toThrow('killed');
    for (const key of [from, to]) expect(await opensWith(key)).toBe('changeUnfinished');
    expect(Object.values(await keysInUse()).reduce((sum, count) => sum + count)).toBe(2_500);
  }
  expect(Object.keys(await keysInUse())).toEqual([to.id]);
  await change(from);
  expect(await opensWith(to)).toBe(to.id);
  vault.dataKey = to;
  expect(await vault.opened(ids)).toEqual(ids.map((_, index) => ({ index })));
});

test('values are erased while the change is cut off, under the old key and under the new one', async () => {
  const ids = await vault.fill(1_500);
  const from = vault.dataKey;
  await expect(change(from, dyingAfter(2))).rejects.toThrow('killed');
  expect(await keysInUse()).toEqual({ [from.id]: 500, [to.id]: 1_000 });
  expect(await vault.act(({ erase }) => erase([ids[0]!, ids[1_400]!], 'withdrawn'))).toBe(2);
  expect(await change(from)).toEqual({ rewrapped: 499, erased: 0, damaged: 0 });
  vault.dataKey = to;
  const opened = await vault.opened(ids);
  expect([opened[0], opened[1], opened[1_400]]).toEqual(['erased', { index: 1 }, 'erased']);
});

test('what another process seals with the old key while it is changed is not lost', async () => {
  const ids = await vault.fill(10);
  const from = vault.dataKey;
  let isDone = false;
  const beside = { ...vault.database };
  beside.inTransaction = async (work) => {
    const result = await vault.database.inTransaction(work);
    // Right before the last step, which finds nothing more to wrap.
    if (!isDone && Object.keys(await keysInUse())[0] === to.id) {
      isDone = true;
      ids.push(await vault.act(({ seal }) => seal('trip:10', { index: 10 })));
    }
    return result;
  };
  await changeKey(beside, { from, to, record });
  expect(isDone).toBe(true);
  vault.dataKey = to;
  expect(await vault.opened(ids)).toEqual(ids.map((_, index) => ({ index })));
});

test('a wrong old key changes nothing', async () => {
  const ids = await vault.fill(3);
  await expect(change(dataKeyOf(newKey()))).rejects.toMatchObject({
    code: 'oldKeyWrong',
    params: { expected: vault.dataKey.id },
  });
  expect(await vault.opened(ids)).toEqual([{ index: 0 }, { index: 1 }, { index: 2 }]);
  expect(await opensWith(vault.dataKey)).toBe(vault.dataKey.id);
});

test('a third key does not get between the two of an unfinished change', async () => {
  await vault.fill(1_500);
  const from = vault.dataKey;
  await expect(change(from, dyingAfter(2))).rejects.toThrow('killed');
  const second = to;
  to = dataKeyOf(newKey());
  for (const key of [from, second]) await expect(change(key)).rejects.toMatchObject({ code: 'oldKeyWrong' });
  expect(await keysInUse()).toEqual({ [from.id]: 500, [second.id]: 1_000 });
});

test('a value that was damaged before is counted, not mended, and keeps no other from being changed', async () => {
  const ids = await vault.fill(3);
  await vault.database.inTransaction((connection) =>
    connection.execute(sql`UPDATE vault_keys SET wrapped = ${Buffer.alloc(60, 9)} WHERE id = ${ids[1]!}`),
  );
  expect(await change()).toEqual({ rewrapped: 2, erased: 0, damaged: 1 });
  vault.dataKey = to;
  expect(await vault.opened(ids)).toEqual([{ index: 0 }, 'damaged', { index: 2 }]);
});

test('where the key is lost everything sealed with it is erased, and the office begins anew', async () => {
  const ids = await vault.fill(1_200);
  await vault.act(({ erase }) => erase([ids[0]!], 'withdrawn'));
  expect(await change(null)).toEqual({ rewrapped: 0, erased: 1_199, damaged: 0 });
  expect(await valuesIn()).toEqual([]);
  expect(await opensWith(to)).toBe(to.id);
  vault.dataKey = to;
  expect(new Set(await vault.opened(ids))).toEqual(new Set(['erased']));
  const [id] = await vault.fill(1);
  expect(await vault.opened([id!])).toEqual([{ index: 0 }]);
});

test('a key that is not lost erases nothing', async () => {
  const ids = await vault.fill(2);
  to = vault.dataKey;
  await expect(change(null)).rejects.toMatchObject({ code: 'keyNotLost' });
  expect(await vault.opened(ids)).toEqual([{ index: 0 }, { index: 1 }]);
});

let program: Awaited<ReturnType<typeof compiled>>;
beforeAll(async () => {
  program = await compiled('test/support/rotation-process.ts');
});
afterAll(() => program.remove());

test('a process that is killed again and again while it changes the key loses nothing', {
  timeout: 60_000,
}, async () => {
  const ids = await vault.fill(4_000);
  const from = vault.dataKey;
  let said = '';
  let kills = 0;
  // Growing by its share: where the machine is slow or busy it is killed a few times more, not for ever.
  for (let patience = 5; !said.includes('{'); patience = patience * 1.5 + 20) {
    const child = spawn(process.execPath, [program.path, vault.database.url, writeKey(from.key), writeKey(to.key)]);
    child.stdout.on('data', (text) => {
      said += text;
    });
    child.stderr.on('data', (text) => process.stderr.write(text));
    const ended = once(child, 'exit');
    await Promise.race([once(child.stdout, 'data'), ended]);
    await Promise.race([sleep(patience), ended]);
    if (child.kill('SIGKILL')) kills += 1;
    await ended;
    await sleep(20);
  }
  expect(kills).toBeGreaterThan(0);
  expect(await keysInUse()).toEqual({ [to.id]: 4_000 });
  expect(await opensWith(to)).toBe(to.id);
  vault.dataKey = to;
  expect(await vault.opened(ids)).toEqual(ids.map((_, index) => ({ index })));
});
