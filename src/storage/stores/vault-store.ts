import { randomBytes } from 'node:crypto';
import type { Erased, ErasureReason } from '../../domain/vault/erasure-memory.ts';
import {
  type Opened,
  type SealedId,
  type SealedPlace,
  SealedValueDamaged,
  type ToSeal,
} from '../../domain/vault/sealed-value.ts';
import type { VaultStore } from '../../domain/vault/vault-store.ts';
import { deriveKey, SealBroken, seal, unseal } from '../../lib/sealing.ts';
import type { Connection } from '../connection.ts';
import { lineOf } from '../erasure-journal.ts';
import { sql } from '../sql.ts';
import { isForeignKeyViolation } from '../storage-problem.ts';
import { chunksOf, ROWS_PER_CHUNK } from '../transactions.ts';
import { ERASED, type HeldKey, isErased, newValueKey, unwrap } from '../vault-keys.ts';
import { VaultRefusal } from '../vault-refusal.ts';

/** A value's length would say much about it ("no symptoms"), so it is filled up with spaces, which JSON does not mind. */
const STEP = 256;

interface Row {
  id: number;
  keyId: string;
  wrapped: Uint8Array;
  sealed: Uint8Array | null;
}

/** Values in `vault_values`, each sealed with a key of its own that stands, wrapped by the data key, in `vault_keys`. */
export function vaultStore(connection: Connection, dataKey: HeldKey): VaultStore {
  const sealAll = (values: readonly ToSeal[]) => add(connection, dataKey, values);
  const openAll = <Value>(places: readonly SealedPlace[]) => read<Value>(connection, dataKey, places);
  return {
    seal: async (purpose, value) => (await sealAll([{ purpose, value }]))[0]!,
    sealAll,
    async open<Value>(place: SealedPlace) {
      const opened = (await openAll<Value>([place]))[0]!;
      if (opened.state === 'damaged') throw new SealedValueDamaged(place);
      return opened.state === 'open' ? { value: opened.value } : null;
    },
    openAll,
    replace: (place, value) => replace(connection, dataKey, place, value),
    keyFor: (use) => deriveKey(dataKey().key, use),
    erase: (ids, because) => erase(connection, ids, because),
    listBroughtBack: (erased) => listBroughtBack(connection, erased),
  };
}

async function add(connection: Connection, dataKey: HeldKey, values: readonly ToSeal[]): Promise<SealedId[]> {
  if (values.length > ROWS_PER_CHUNK) throw new RangeError(`more than ${ROWS_PER_CHUNK} values at once`);
  if (values.length === 0) return [];
  const held = dataKey();
  const keys = values.map(() => newValueKey(held));
  const wrapped = keys.map((key) => sql`(${held.id}, ${key.wrapped})`);
  const added = await withKeyInUse(() =>
    connection.query<Row>(sql`
      INSERT INTO vault_keys (key_id, wrapped) VALUES ${sql.join(wrapped)} RETURNING id, wrapped`),
  );
  // Neither database promises an order for RETURNING.
  const idOf = new Map(added.map((row) => [Buffer.from(row.wrapped).toString('latin1'), row.id]));
  const ids = keys.map((key) => idOf.get(key.wrapped.toString('latin1'))!);
  const rows = values.map(({ purpose, value }, index) => {
    const id = ids[index]!;
    return sql`(${id}, ${sealJson(keys[index]!.valueKey, { id, purpose }, value)}, ${newMark()})`;
  });
  await connection.execute(sql`INSERT INTO vault_values (id, sealed, mark) VALUES ${sql.join(rows)}`);
  return ids;
}

async function read<Value>(
  connection: Connection,
  dataKey: HeldKey,
  places: readonly SealedPlace[],
): Promise<Opened<Value>[]> {
  const rows = new Map<SealedId, Row>();
  for (const chunk of chunksOf(new Set(places.map(({ id }) => id)))) {
    const found = await connection.query<Row>(sql`
      SELECT k.id, k.key_id AS "keyId", k.wrapped, v.sealed FROM vault_keys k LEFT JOIN vault_values v ON v.id = k.id
      WHERE k.id IN ${sql.list(chunk)}`);
    for (const row of found) rows.set(row.id, row);
  }
  return places.map((place) => openRow<Value>(rows.get(place.id), place, dataKey));
}

function openRow<Value>(row: Row | undefined, place: SealedPlace, dataKey: HeldKey): Opened<Value> {
  if (!row) return { state: 'damaged' };
  if (isErased(row.wrapped)) return { state: 'erased' };
  const held = dataKey();
  if (row.keyId !== held.id) throw new VaultRefusal('keyChanged', { given: held.id, expected: row.keyId });
  try {
    const plain = unseal(unwrap(held, row.wrapped), row.sealed ?? Buffer.alloc(0), boundTo(place));
    return { state: 'open', value: JSON.parse(plain.toString('utf8')) as Value };
  } catch (error) {
    if (error instanceof SealBroken) return { state: 'damaged' };
    throw error;
  }
}

async function replace(connection: Connection, dataKey: HeldKey, place: SealedPlace, value: unknown): Promise<boolean> {
  const held = dataKey();
  const { valueKey, wrapped } = newValueKey(held);
  const sealed = sealJson(valueKey, place, value);
  const changed = await withKeyInUse(() =>
    connection.execute(sql`
      UPDATE vault_keys SET key_id = ${held.id}, wrapped = ${wrapped} WHERE id = ${place.id} AND wrapped <> ${ERASED}`),
  );
  if (changed === 0) return false;
  await connection.execute(sql`UPDATE vault_values SET sealed = ${sealed} WHERE id = ${place.id}`);
  await oweSweep(connection);
  return true;
}

/** By it a value is known in every copy of the database; it stays when the value is replaced. */
const newMark = (): string => randomBytes(12).toString('hex');

async function erase(connection: Connection, ids: readonly SealedId[], because: ErasureReason): Promise<number> {
  let erased = 0;
  for (const chunk of chunksOf(new Set(ids))) {
    const which = sql.list(chunk);
    erased += await connection.execute(sql`
      UPDATE vault_keys SET wrapped = ${ERASED} WHERE id IN ${which} AND wrapped <> ${ERASED}`);
    const gone = await connection.query<Omit<Erased, 'because'>>(
      sql`DELETE FROM vault_values WHERE id IN ${which} RETURNING id, mark`,
    );
    for (const { id, mark } of gone) connection.leaveOutside(lineOf({ id, mark, because }));
  }
  if (erased > 0) await oweSweep(connection);
  return erased;
}

async function listBroughtBack(connection: Connection, erased: readonly Erased[]): Promise<Erased[]> {
  const ids = new Set(erased.map(({ id }) => id));
  const rows = await connection.query<Omit<Erased, 'because'>>(
    sql`SELECT id, mark FROM vault_values WHERE id IN ${sql.list([...ids])}`,
  );
  // In another copy of the database a number may have been another value's.
  return rows.flatMap((row) => erased.find(({ id, mark }) => id === row.id && mark === row.mark) ?? []);
}

/** Written in the same transaction, so that a crash right after it does not make the sweeping forgotten. */
export async function oweSweep(connection: Connection): Promise<void> {
  await connection.execute(sql`INSERT INTO vault_erasures DEFAULT VALUES`);
}

// The check of a data key goes when the last value was taken from it: a process that still holds it can seal no more.
async function withKeyInUse<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    throw isForeignKeyViolation(error) ? new VaultRefusal('keyChanged', {}, { cause: error }) : error;
  }
}

/** Not even another value of the same purpose can be put in its place. */
const boundTo = ({ id, purpose }: SealedPlace): string => `${id}:${purpose}`;

function sealJson(valueKey: Uint8Array, place: SealedPlace, value: unknown): Buffer {
  const written = JSON.stringify(value);
  if (written === undefined) throw new TypeError('this cannot be sealed: JSON cannot hold it');
  const plain = Buffer.from(written, 'utf8');
  const full = Buffer.alloc(Math.ceil(plain.length / STEP) * STEP, ' ');
  plain.copy(full);
  return seal(valueKey, full, boundTo(place));
}
