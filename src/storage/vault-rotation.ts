import { systemClock } from '../lib/clock.ts';
import type { Connection, Database } from './database.ts';
import { type Sql, sql } from './sql.ts';
import { isForeignKeyViolation } from './storage-problem.ts';
import { oweSweep } from './stores/vault-store.ts';
import { pauseBetweenChunks, ROWS_PER_CHUNK } from './transactions.ts';
import { type DataKey, ERASED, fitsCheck, isErased, rewrap } from './vault-keys.ts';
import { VaultRefusal } from './vault-refusal.ts';
import { addCheck, listChecks, lockChecks, namesOf } from './vault-unlocking.ts';

/** From one data key to another; from `null`, which is lost, what it sealed is erased. */
export interface KeyChange {
  readonly from: DataKey | null;
  readonly to: DataKey;
  /** Written with the last step. */
  readonly record: (connection: Connection, changed: KeysChanged) => Promise<void>;
}

/** What this run did; where one before was cut off, it did the rest. */
export interface KeysChanged {
  rewrapped: number;
  erased: number;
  /** Could not be read under the old key either; they are as they were, and not among the rewrapped. */
  damaged: number;
}

/**
 * Wraps every value's key anew, at most 1,000 in a transaction; the values stay as they are. No bot may run. Each row names its data
 * key, and the old key's check goes last, so that it may be cut off anywhere and run again. Null where nothing was to be done.
 * Throws VaultRefusal `oldKeyWrong`, `keyWrong` or `keyNotLost`, and has changed nothing then.
 */
export async function changeKey(database: Database, change: KeyChange): Promise<KeysChanged | null> {
  if (!(await database.inTransaction((connection) => begin(connection, change)))) return null;
  const changed: KeysChanged = { rewrapped: 0, erased: 0, damaged: 0 };
  do await changeAll(database, change, changed);
  while (!(await finish(database, change, changed)));
  return changed;
}

async function begin(connection: Connection, { from, to }: KeyChange): Promise<boolean> {
  await lockChecks(connection);
  const checks = await listChecks(connection);
  const before = checks.filter((check) => check.keyId !== to.id);
  const present = checks.find((check) => check.keyId === to.id);
  const expected = namesOf(before);
  if (present && !fitsCheck(to, present))
    throw new VaultRefusal('keyWrong', { source: 'DATA_KEY', given: to.id, expected });
  if (before.length === 0 && present) {
    if (from) return false;
    throw new VaultRefusal('keyNotLost', { given: to.id });
  }
  const isFrom = before.length === 1 && from !== null && fitsCheck(from, before[0]!);
  if (from && before.length > 0 && !isFrom) throw new VaultRefusal('oldKeyWrong', { given: from.id, expected });
  if (!present) await addCheck(connection, to);
  return true;
}

async function changeAll(database: Database, change: KeyChange, changed: KeysChanged): Promise<void> {
  for (let last = 0; ; await pauseBetweenChunks(systemClock)) {
    const step = await database.inTransaction((connection) => changeChunk(connection, change, last));
    if (step.last === null) return;
    last = step.last;
    for (const name of ['rewrapped', 'erased', 'damaged'] as const) changed[name] += step.counts[name];
  }
}

interface Row {
  id: number;
  wrapped: Uint8Array;
}

// Locked, or what is erased between reading and writing would come back.
const listChunk = (connection: Connection, to: DataKey, last: number): Promise<Row[]> =>
  connection.query<Row>(sql`
    SELECT id, wrapped FROM vault_keys WHERE id > ${last} AND key_id <> ${to.id} ORDER BY id LIMIT ${ROWS_PER_CHUNK}
    ${sql.either({ sqlite: sql.nothing, postgres: sql`FOR UPDATE` })}`);

async function changeChunk(connection: Connection, change: KeyChange, after: number) {
  const counts: KeysChanged = { rewrapped: 0, erased: 0, damaged: 0 };
  const rows = await listChunk(connection, change.to, after);
  const fresh = rows.map(({ id, wrapped }) => {
    if (isErased(wrapped)) return { id, wrapped };
    const made = change.from ? rewrapped(change.from, change.to, wrapped) : ERASED;
    counts[made === ERASED ? 'erased' : made ? 'rewrapped' : 'damaged'] += 1;
    return { id, wrapped: made ?? wrapped };
  });
  await write(connection, change.to, fresh);
  if (!change.from) await forgetValues(connection, rows);
  return { counts, last: rows.at(-1)?.id ?? null };
}

function rewrapped(from: DataKey, to: DataKey, wrapped: Uint8Array): Buffer | null {
  try {
    return rewrap(from, to, wrapped);
  } catch {
    return null;
  }
}

async function write(connection: Connection, to: DataKey, rows: Row[]): Promise<void> {
  if (rows.length === 0) return;
  const bytes = (wrapped: Uint8Array): Sql =>
    sql.either({ sqlite: sql`${wrapped}`, postgres: sql`CAST(${wrapped} AS bytea)` });
  const fresh = rows.map(({ id, wrapped }) => sql`(${sql.count(id)}, ${bytes(wrapped)})`);
  await connection.execute(sql`
    WITH fresh (id, wrapped) AS (VALUES ${sql.join(fresh)})
    UPDATE vault_keys SET key_id = ${to.id}, wrapped = fresh.wrapped FROM fresh WHERE vault_keys.id = fresh.id`);
}

async function forgetValues(connection: Connection, rows: Row[]): Promise<void> {
  await connection.execute(sql`DELETE FROM vault_values WHERE id IN ${sql.list(rows.map(({ id }) => id))}`);
}

/**
 * False when another process, which still held the old key, has sealed something with it meanwhile: the database itself refuses to
 * drop a check that a row points at.
 */
async function finish(database: Database, change: KeyChange, changed: KeysChanged): Promise<boolean> {
  try {
    await database.inTransaction(async (connection) => {
      await connection.execute(sql`DELETE FROM vault_checks WHERE key_id <> ${change.to.id}`);
      await oweSweep(connection);
      await change.record(connection, changed);
    });
    return true;
  } catch (error) {
    if (isForeignKeyViolation(error)) return false;
    throw error;
  }
}
