import type { Absence } from '../../domain/people/absence.ts';
import type { AbsenceStore } from '../../domain/people/absence-store.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { skipIds } from './skip-ids.ts';

export function absenceStore(connection: Connection): AbsenceStore {
  const list = (rest: Sql) =>
    connection.query<Absence>(sql`
      SELECT id, person_id AS "personId", from_on AS "fromOn", to_on AS "toOn", marked_by_id AS "markedById"
      FROM absences WHERE ${rest}`);
  return {
    skipIds: (count) => skipIds(connection, 'absences', count),
    find: async (id) => (await list(sql`id = ${id}`))[0] ?? null,
    listFrom: (personId, day) =>
      list(sql`person_id = ${personId} AND to_on >= ${day} AND cancelled_at IS NULL ORDER BY from_on, id`),
    listAllOf: (personId) => list(sql`person_id = ${personId} AND cancelled_at IS NULL ORDER BY from_on, id`),
    async add({ personId, fromOn, toOn, markedById }, at) {
      const [row] = await connection.query<{ id: number }>(sql`
        INSERT INTO absences (person_id, from_on, to_on, marked_by_id, marked_at)
        VALUES (${personId}, ${fromOn}, ${toOn}, ${markedById}, ${at}) RETURNING id`);
      return row!.id;
    },
    async cancel(id, at) {
      await connection.execute(sql`UPDATE absences SET cancelled_at = ${at} WHERE id = ${id}`);
    },
    async end(id, on, at) {
      await connection.execute(sql`UPDATE absences SET to_on = ${on}, asked_at = ${at} WHERE id = ${id}`);
    },
    listOver: (today, limit) =>
      list(sql`to_on < ${today} AND cancelled_at IS NULL AND asked_at IS NULL ORDER BY id LIMIT ${limit}`),
    async markAsked(id, at) {
      await connection.execute(sql`UPDATE absences SET asked_at = ${at} WHERE id = ${id}`);
    },
  };
}

/** Whether the person in this column is away on this day. */
export const isAway = (column: Sql, today: string): Sql =>
  sql`EXISTS (SELECT 1 FROM absences away WHERE away.person_id = ${column} AND away.cancelled_at IS NULL
    AND away.from_on <= ${today} AND away.to_on >= ${today})`;
