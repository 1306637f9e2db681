import type { Reader, Telling, Touched, TripPage } from '../../domain/declarations/trip-store.ts';
import { lanes } from '../../domain/deliveries/delivery.ts';
import { readCount } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { belowAny } from './below.ts';

const STATE = sql.either({ sqlite: sql`+t.state`, postgres: sql`t.state` });
const PROVINCE = sql.either({ sqlite: sql`+s.province`, postgres: sql`s.province` });

/** A trip (t) that is, will be or was lately in a province while its level held. */
export function isTouched({ province, since, until }: Touched): Sql {
  const before = until === null ? sql.nothing : sql`AND s.from_on <= ${until}`;
  // The plus signs keep SQLite from going by state or province, which would look at all of them anew for each chunk.
  return sql`${STATE} IN ('awaiting', 'planned', 'returned') AND EXISTS (SELECT 1 FROM trip_stops s
    WHERE s.trip_id = t.id AND ${PROVINCE} = ${province} AND s.to_on >= ${since} ${before})`;
}

/** Tells the travellers of the next `limit` touched trips, one message for each of them. */
export async function tellTouched(connection: Connection, about: Telling, after: number, limit: number) {
  const { touched, purpose, levelId, dueAt } = about;
  const chunk = await connection.query<{ id: number; state: string; personId: number; deciderId: number }>(sql`
    SELECT t.id, t.state, t.person_id AS "personId", t.decider_id AS "deciderId" FROM trips t
    WHERE t.id > ${after} AND ${isTouched(touched)} ORDER BY t.id LIMIT ${limit}`);
  const last = chunk.at(-1)?.id ?? null;
  if (last === null) return { lastTripId: null, deciderIds: [], returnedIds: [] };
  const personIds = [...new Set(chunk.map(({ personId }) => personId))];
  await connection.execute(sql`
    INSERT INTO deliveries (person_id, kind, purpose, subject_id, lane, state, due_at)
    SELECT a.person_id, 'area.level', ${sql.text(purpose)}, ${sql.count(levelId)}, ${sql.count(lanes.alert)}, 'waiting', ${dueAt}
    FROM accounts a WHERE a.person_id IN ${sql.list(personIds)} AND a.ended_at IS NULL AND a.unreachable_at IS NULL
    ON CONFLICT (person_id, purpose) DO NOTHING`);
  const deciderIds = [...new Set(chunk.map(({ deciderId }) => deciderId))];
  const returnedIds = chunk.filter(({ state }) => state === 'returned').map(({ id }) => id);
  return { lastTripId: chunk.length < limit ? null : last, deciderIds, returnedIds };
}

/** Ids of those that a reader may see: their own, and by a role those at and below their units; the next departure first. */
export async function listTouched(
  connection: Connection,
  touched: Touched,
  { personId, paths }: Reader,
  { limit, offset }: TripPage,
): Promise<{ ids: number[]; total: number }> {
  const from = sql`FROM trips t JOIN units u ON u.id = t.unit_id
    WHERE ${isTouched(touched)} AND (t.person_id = ${personId} OR ${belowAny('u.path', paths)})`;
  const [count] = await connection.query<{ total: unknown }>(sql`SELECT count(*) AS total ${from}`);
  const rows = await connection.query<{ id: number }>(
    sql`SELECT t.id ${from} ORDER BY t.from_on, t.id LIMIT ${limit} OFFSET ${offset}`,
  );
  return { ids: rows.map(({ id }) => id), total: readCount(count?.total) };
}
