import type { FollowUp } from '../../domain/declarations/follow-up.ts';
import type { FollowedPerson, FollowUpStore } from '../../domain/declarations/follow-up-store.ts';
import { lanes } from '../../domain/deliveries/delivery.ts';
import { orNull, readCount, readFlag, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { below, belowAny } from './below.ts';
import { skipIds } from './skip-ids.ts';

const OPEN = sql`f.ended_at IS NULL`;
const runsOn = (day: string): Sql => sql`${OPEN} AND f.from_on <= ${day} AND f.to_on >= ${day}`;

/** The people who owe a declaration of this day because they are followed. */
export const followedOn = (day: string): Sql => sql`SELECT f.person_id FROM follow_ups f WHERE ${runsOn(day)}`;

/** Running follow-ups (`f`) of people still in the office, with the day's declaration (`h`) and the account that can be told (`a`). */
const running = (day: string): Sql => sql`
  FROM follow_ups f JOIN people p ON p.id = f.person_id AND p.left_on IS NULL
  LEFT JOIN health_declarations h ON h.person_id = f.person_id AND h.declared_on = ${day}
  LEFT JOIN accounts a ON a.person_id = f.person_id AND a.ended_at IS NULL AND a.unreachable_at IS NULL
  WHERE ${runsOn(day)}`;

export function followUpStore(connection: Connection): FollowUpStore {
  const list = (rest: Sql) => followUpsOf(connection, rest);
  return {
    skipIds: (count) => skipIds(connection, 'follow_ups', count),
    find: async (id) => (await list(sql`WHERE f.id = ${id}`))[0] ?? null,
    listOpenOf: (personId) => list(sql`WHERE f.person_id = ${personId} AND ${OPEN} ORDER BY f.to_on DESC, f.id`),
    listAllOf: (personId) => list(sql`WHERE f.person_id = ${personId} ORDER BY f.id`),
    listOfTrips: (tripIds) => list(sql`WHERE f.trip_id IN ${sql.list([...tripIds])} ORDER BY f.id`),
    async listFollowedTripIds(province) {
      const rows = await connection.query<{ id: number }>(sql`
        SELECT f.trip_id AS id FROM follow_ups f WHERE ${OPEN} AND f.trip_id IS NOT NULL
          AND EXISTS (SELECT 1 FROM trip_stops s WHERE s.trip_id = f.trip_id AND s.province = ${province}) ORDER BY f.trip_id`);
      return rows.map(({ id }) => id);
    },
    async add(some, at) {
      if (some.length === 0) return [];
      const values = some.map(({ personId, tripId, declarationId, fromOn, toOn }) =>
        sql.list([personId, tripId, declarationId, fromOn, toOn, at]),
      );
      const rows = await connection.query<{ id: number }>(sql`
        INSERT INTO follow_ups (person_id, trip_id, declaration_id, from_on, to_on, opened_at)
        VALUES ${sql.join(values)} ON CONFLICT DO NOTHING RETURNING id`);
      return rows.map(({ id }) => id);
    },
    async prolong(id, { fromOn, toOn }) {
      await connection.execute(sql`UPDATE follow_ups SET from_on = ${fromOn}, to_on = ${toOn} WHERE id = ${id}`);
    },
    async end(id, why, at) {
      const changed = await connection.execute(
        sql`UPDATE follow_ups SET ended_at = ${at}, ended = ${why} WHERE id = ${id} AND ended_at IS NULL`,
      );
      return changed > 0;
    },
    async tell(ids, purpose, dueAt) {
      await connection.execute(sql`
        INSERT INTO deliveries (person_id, kind, purpose, subject_id, lane, state, due_at)
        SELECT f.person_id, 'followup.word', 'follow-up:' || f.id || ${sql.text(`:${purpose}`)}, f.id,
          ${sql.count(lanes.alert)}, 'waiting', ${dueAt}
        FROM follow_ups f JOIN accounts a ON a.person_id = f.person_id AND a.ended_at IS NULL AND a.unreachable_at IS NULL
        WHERE f.id IN ${sql.list([...ids])} ON CONFLICT (person_id, purpose) DO NOTHING`);
    },
    isAnybodyFollowed: async (day) =>
      (await connection.query(sql`SELECT 1 FROM follow_ups f WHERE ${runsOn(day)} LIMIT 1`)).length > 0,
    async listPassed(today, limit) {
      const rows = await connection.query<FollowUp & { hasLeft: unknown }>(sql`
        SELECT ${COLUMNS}, p.left_on IS NOT NULL AS "hasLeft" FROM follow_ups f JOIN people p ON p.id = f.person_id
        WHERE ${OPEN} AND (f.to_on < ${today} OR p.left_on IS NOT NULL) ORDER BY f.id LIMIT ${limit}`);
      return rows.map((row) => ({ ...followUpOf(row), hasLeft: readFlag(row.hasLeft) }));
    },
    listToRemind: (day, afterId, limit) =>
      connection.query<{ id: number; personId: number }>(sql`
        SELECT max(f.id) AS id, f.person_id AS "personId" ${running(day)} AND h.id IS NULL AND a.id IS NOT NULL
          AND f.person_id > ${afterId} GROUP BY f.person_id ORDER BY f.person_id LIMIT ${limit}`),
    async listOwing(day) {
      const rows = await connection.query<{ personId: number }>(
        sql`SELECT DISTINCT f.person_id AS "personId" ${running(day)} AND h.id IS NULL ORDER BY f.person_id`,
      );
      return rows.map(({ personId }) => personId);
    },
    async countMissed(path, day) {
      const [row] = await connection.query<{ count: unknown }>(sql`
        SELECT count(DISTINCT f.person_id) AS count FROM follow_ups f
        JOIN people p ON p.id = f.person_id AND p.left_on IS NULL JOIN units u ON u.id = p.home_unit_id
        LEFT JOIN health_declarations h ON h.person_id = f.person_id AND h.declared_on = ${day}
        WHERE ${runsOn(day)} AND h.id IS NULL AND ${below('u.path', path)}`);
      return readCount(row?.count);
    },
    countBelow: (paths, day) => countBelow(connection, paths, day),
    listBelow: (paths, day, page) => listBelow(connection, paths, day, page),
    async listDeclaredDays(personId, { fromOn, toOn }) {
      const rows = await connection.query<{ on: string }>(sql`
        SELECT declared_on AS "on" FROM health_declarations
        WHERE person_id = ${personId} AND declared_on >= ${fromOn} AND declared_on <= ${toOn}`);
      return new Set(rows.map(({ on }) => on));
    },
    forget: (before, limit) =>
      connection.execute(sql`
        DELETE FROM follow_ups WHERE id IN (SELECT id FROM follow_ups WHERE ended_at < ${before} ORDER BY ended_at, id LIMIT ${limit})`),
  };
}

const COLUMNS = sql`f.id, f.person_id AS "personId", f.trip_id AS "tripId", f.declaration_id AS "declarationId",
  f.from_on AS "fromOn", f.to_on AS "toOn", f.opened_at AS "openedAt", f.ended_at AS "endedAt", f.ended AS "end"`;

const followUpOf = (row: FollowUp): FollowUp => ({
  ...row,
  openedAt: readInstant(row.openedAt),
  endedAt: orNull(readInstant)(row.endedAt),
});

async function followUpsOf(connection: Connection, rest: Sql): Promise<FollowUp[]> {
  return (await connection.query<FollowUp>(sql`SELECT ${COLUMNS} FROM follow_ups f ${rest}`)).map(followUpOf);
}

/** Each person once, by the follow-up that lasts longest. */
async function listBelow(
  connection: Connection,
  paths: readonly string[],
  day: string,
  { limit, offset }: { limit: number; offset: number },
): ReturnType<FollowUpStore['listBelow']> {
  const from = sql`${followed(paths, day)}
      AND NOT EXISTS (SELECT 1 FROM follow_ups g WHERE g.person_id = f.person_id AND g.ended_at IS NULL
        AND (g.to_on > f.to_on OR (g.to_on = f.to_on AND g.id < f.id)))`;
  const rows = await connection.query<FollowedPerson & { hasDeclared: unknown }>(sql`
    SELECT f.id, p.id AS "personId", p.full_name AS "fullName", u.id AS "unitId", u.name AS "unitName",
      f.from_on AS "fromOn", f.to_on AS "toOn", h.id IS NOT NULL AS "hasDeclared" ${from}
    ORDER BY CASE WHEN h.id IS NULL AND f.from_on <= ${day} THEN 0 ELSE 1 END, p.name_sort, p.id
    LIMIT ${limit} OFFSET ${offset}`);
  const people = rows.map((row) => ({ ...row, hasDeclared: readFlag(row.hasDeclared) }));
  return { people, total: await countBelow(connection, paths, day) };
}

/** Follow-ups (`f`) that are not over, of people (`p`) who belong today at units (`u`) at or below these paths. */
const followed = (paths: readonly string[], day: string, declared: Sql = withDeclaration(day)): Sql => sql`
  FROM follow_ups f JOIN people p ON p.id = f.person_id AND p.left_on IS NULL JOIN units u ON u.id = p.home_unit_id
  ${declared} WHERE ${OPEN} AND f.to_on >= ${day} AND ${belowAny('u.path', paths)}`;

const withDeclaration = (day: string): Sql =>
  sql`LEFT JOIN health_declarations h ON h.person_id = p.id AND h.declared_on = ${day}`;

async function countBelow(connection: Connection, paths: readonly string[], day: string): Promise<number> {
  const [count] = await connection.query<{ total: unknown }>(
    sql`SELECT count(DISTINCT f.person_id) AS total ${followed(paths, day, sql.nothing)}`,
  );
  return readCount(count?.total);
}
