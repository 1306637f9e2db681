import type { HealthLook, LookedAt } from '../../domain/declarations/health.ts';
import type { HealthLookStore } from '../../domain/declarations/health-store.ts';
import type { ErasureReason } from '../../domain/vault/erasure-memory.ts';
import type { SealedId } from '../../domain/vault/sealed-value.ts';
import { readCount, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import type { HeldKey } from '../vault-keys.ts';
import { oweSweep, vaultStore } from './vault-store.ts';

/** What is sealed of a look: to have stood in the list of those who need care is as good as the result itself. */
interface Seen {
  byId: number;
  what: LookedAt;
}

interface Row {
  id: number;
  on: string;
  at: Date;
  detailsId: SealedId | null;
  /** Only of one that was written down before looks were sealed. */
  byId: number | null;
  what: LookedAt | null;
}

const purposeOf = ({ id }: Pick<Row, 'id'>): string => `health-look:${id}`;

export function healthLooks(connection: Connection, dataKey: HeldKey): HealthLookStore {
  const vault = vaultStore(connection, dataKey);
  const sealInto = async (id: number, seen: Seen) => {
    const detailsId = await vault.seal(purposeOf({ id }), seen);
    await connection.execute(
      sql`UPDATE health_looks SET details_id = ${detailsId}, by_id = NULL, what = NULL WHERE id = ${id}`,
    );
  };
  const forget = async (which: Sql, because: ErasureReason) => {
    const rows = await connection.query<{ id: number; detailsId: SealedId | null }>(
      sql`SELECT id, details_id AS "detailsId" FROM health_looks WHERE ${which}`,
    );
    if (rows.length === 0) return 0;
    await vault.erase(
      rows.flatMap(({ detailsId }) => detailsId ?? []),
      because,
    );
    return await connection.execute(sql`DELETE FROM health_looks WHERE id IN ${sql.list(rows.map(({ id }) => id))}`);
  };
  return {
    async addLook({ personId, on, byId, what, at }) {
      const [row] = await connection.query<{ id: number }>(
        sql`INSERT INTO health_looks (person_id, seen_on, at) VALUES (${personId}, ${on}, ${at}) RETURNING id`,
      );
      await sealInto(row!.id, { byId, what });
    },
    async listLooks(personId, { limit, offset }) {
      const rows = await connection.query<Row>(sql`
        SELECT id, seen_on AS "on", at, details_id AS "detailsId", by_id AS "byId", what FROM health_looks
        WHERE person_id = ${personId} ORDER BY id DESC LIMIT ${limit} OFFSET ${offset}`);
      return { looks: await opened(rows, connection, vault), total: await countLooks(connection, personId) };
    },
    countLooks: (personId) => countLooks(connection, personId),
    async sealLooks(limit) {
      const rows = await connection.query<Row & Seen>(
        sql`SELECT id, by_id AS "byId", what FROM health_looks WHERE what IS NOT NULL ORDER BY id LIMIT ${limit}`,
      );
      for (const { id, byId, what } of rows) await sealInto(id, { byId, what });
      if (rows.length > 0) await oweSweep(connection);
      return rows.length;
    },
    forgetLooksBefore: (before, limit) =>
      forget(sql`id IN (SELECT id FROM health_looks WHERE at < ${before} ORDER BY at, id LIMIT ${limit})`, 'retention'),
    forgetLooksAt: (personId, because) => forget(sql`person_id = ${personId}`, because),
    forgetSealedLooks: (ids) => forget(sql`details_id IN ${sql.list(ids)}`, 'restored'),
  };
}

async function countLooks(connection: Connection, personId: number): Promise<number> {
  const [count] = await connection.query<{ total: unknown }>(
    sql`SELECT count(*) AS total FROM health_looks WHERE person_id = ${personId}`,
  );
  return readCount(count?.total);
}

async function opened(
  rows: readonly Row[],
  connection: Connection,
  vault: ReturnType<typeof vaultStore>,
): Promise<HealthLook[]> {
  const sealed = rows.filter(({ detailsId }) => detailsId !== null);
  const values = await vault.openAll<Seen>(sealed.map((row) => ({ id: row.detailsId!, purpose: purposeOf(row) })));
  const seen = new Map<number, Seen>(
    rows.flatMap(({ id, byId, what }) => (byId !== null && what !== null ? [[id, { byId, what }]] : [])),
  );
  for (const [index, value] of values.entries()) {
    if (value.state === 'open') seen.set(sealed[index]!.id, value.value);
  }
  const names = await namesOf(connection, [...seen.values()]);
  return rows.flatMap(({ id, on, at }) => {
    const one = seen.get(id);
    if (!one) return [];
    return [{ id, on, at: readInstant(at), what: one.what, by: { id: one.byId, fullName: names.get(one.byId) ?? '' } }];
  });
}

async function namesOf(connection: Connection, seen: readonly Seen[]): Promise<Map<number, string>> {
  const ids = [...new Set(seen.map(({ byId }) => byId))];
  const people = await connection.query<{ id: number; fullName: string }>(
    sql`SELECT id, full_name AS "fullName" FROM people WHERE id IN ${sql.list(ids)}`,
  );
  return new Map(people.map(({ id, fullName }) => [id, fullName]));
}
