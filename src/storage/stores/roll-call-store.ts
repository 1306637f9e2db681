import type { RollCall } from '../../domain/rollcalls/roll-call.ts';
import type { NewRollCall, RollCallStore } from '../../domain/rollcalls/roll-call-store.ts';
import { orNull, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import type { HeldKey } from '../vault-keys.ts';
import { rollCallAnswers } from './roll-call-answers.ts';
import { rollCallDeliveries } from './roll-call-deliveries.ts';
import { rollCallRoster } from './roll-call-roster.ts';
import { skipIds } from './skip-ids.ts';

export function rollCallStore(connection: Connection, dataKey: HeldKey): RollCallStore {
  const list = (rest: Sql) => callsOf(connection, rest);
  return {
    ...rollCallAnswers(connection, dataKey),
    ...rollCallRoster(connection),
    ...rollCallDeliveries(connection),
    async skipIds(count) {
      for (const table of ['roll_calls', 'roll_call_people']) await skipIds(connection, table, count);
    },
    add: (call) => insert(connection, call),
    find: async (id) => (await list(sql`WHERE c.id = ${id}`))[0] ?? null,
    findByDraft: async (draftId) => (await list(sql`WHERE c.draft_id = ${draftId}`))[0] ?? null,
    listRunning: () => list(sql`WHERE c.state IN ('preparing', 'open') ORDER BY c.id`),
    listSince: (endedAfter) =>
      list(sql`WHERE c.state IN ('preparing', 'open') OR c.ended_at > ${endedAfter} ORDER BY c.id DESC`),
    async open(id, at) {
      const changed = await connection.execute(sql`
        UPDATE roll_calls SET state = 'open', opened_at = ${at} WHERE id = ${id} AND state = 'preparing'`);
      return changed > 0;
    },
    async end(id, at, byId) {
      const changed = await connection.execute(sql`
        UPDATE roll_calls SET state = 'ended', ended_at = ${at}, ended_by_id = ${byId}, recard_after = 0
        WHERE id = ${id} AND state = 'open'`);
      return changed > 0;
    },
    async markChased(id, round) {
      await connection.execute(sql`UPDATE roll_calls SET chases = ${round} WHERE id = ${id} AND chases < ${round}`);
    },
    async listToRecard() {
      const rows = await connection.query<{ id: number }>(
        sql`SELECT id FROM roll_calls WHERE recard_after IS NOT NULL ORDER BY id`,
      );
      return rows.map(({ id }) => id);
    },
  };
}

type Row = Omit<RollCall, 'units' | 'askedBy'> & { askedById: number; fullName: string; staffNo: string };

async function callsOf(connection: Connection, rest: Sql): Promise<RollCall[]> {
  const rows = await connection.query<Row>(sql`
    SELECT c.id, c.about, c.state, c.asked_at AS "askedAt", c.opened_at AS "openedAt", c.ended_at AS "endedAt", c.chases,
      p.id AS "askedById", p.full_name AS "fullName", p.staff_no AS "staffNo"
    FROM roll_calls c JOIN people p ON p.id = c.asked_by_id ${rest}`);
  const units = await connection.query<RollCall['units'][number] & { rollCallId: number }>(sql`
    SELECT k.roll_call_id AS "rollCallId", u.id, u.name, u.path FROM roll_call_units k JOIN units u ON u.id = k.unit_id
    WHERE k.roll_call_id IN ${sql.list(rows.map(({ id }) => id))} ORDER BY u.path`);
  return rows.map(({ askedById, fullName, staffNo, ...row }) => ({
    ...row,
    askedAt: readInstant(row.askedAt),
    openedAt: orNull(readInstant)(row.openedAt),
    endedAt: orNull(readInstant)(row.endedAt),
    askedBy: { id: askedById, fullName, staffNo },
    units: units.filter(({ rollCallId }) => rollCallId === row.id).map(({ id, name, path }) => ({ id, name, path })),
  }));
}

async function insert(
  connection: Connection,
  { about, unitIds, askedById, at, draftId }: NewRollCall,
): Promise<number> {
  const [row] = await connection.query<{ id: number }>(sql`
    INSERT INTO roll_calls (about, state, asked_by_id, asked_at, chases, draft_id)
    VALUES (${about}, 'preparing', ${askedById}, ${at}, 0, ${draftId}) RETURNING id`);
  const { id } = row!;
  const rows = [...new Set(unitIds)].map((unitId) => sql`(${id}, ${unitId})`);
  await connection.execute(sql`INSERT INTO roll_call_units (roll_call_id, unit_id) VALUES ${sql.join(rows)}`);
  return id;
}
