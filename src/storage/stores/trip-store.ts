import { placeOf } from '../../domain/areas/place.ts';
import type { Stop, Trip, TripDetails, TripEntry } from '../../domain/declarations/trip.ts';
import type { NewTrip, SaidOfStep, TripPage, TripStore } from '../../domain/declarations/trip-store.ts';
import { orNull, readCount, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { tripDay } from '../reads/trip-day.ts';
import { type Sql, sql } from '../sql.ts';
import type { HeldKey } from '../vault-keys.ts';
import { belowAny, held } from './below.ts';
import { isHome } from './home-post.ts';
import { skipIds } from './skip-ids.ts';
import { listTouched, tellTouched } from './touched-trips.ts';
import { vaultStore } from './vault-store.ts';

const FROM = sql`FROM trips t JOIN people p ON p.id = t.person_id JOIN units u ON u.id = t.unit_id
  JOIN units w ON w.id = t.decider_id`;

/** Of whoever has left nobody waits for anything once it was erased. */
const OPEN = sql`t.state IN ('awaiting', 'planned') AND t.erased_at IS NULL`;

interface Row extends Omit<Trip, 'person' | 'unit' | 'decider' | 'stops'> {
  personId: number;
  fullName: string;
  staffNo: string;
  unitId: number;
  unitName: string;
  unitPath: string;
  deciderId: number;
  deciderName: string;
  deciderPath: string;
}

export function tripStore(connection: Connection, dataKey: HeldKey): TripStore {
  const list = (rest: Sql) => tripsOf(connection, rest);
  const entries = async (rest: Sql) => await entriesOf(connection, rest);
  const vault = vaultStore(connection, dataKey);
  const detailsOf = (id: number) => `trip:${id}:details`;
  const textOf = (id: number) => `trip-entry:${id}:text`;
  return {
    ...tripDay(connection),
    skipIds: (count) => skipIds(connection, 'trips', count),
    find: async (id) => (await list(sql`WHERE t.id = ${id}`))[0] ?? null,
    listByIds: (ids) => list(sql`WHERE t.id IN ${sql.list([...ids])} ORDER BY t.id`),
    findByDraft: async (draftId) => (await list(sql`WHERE t.draft_id = ${draftId}`))[0] ?? null,
    listLeftBehind: (personIds, today) =>
      list(sql`WHERE t.person_id IN ${sql.list([...personIds])} AND t.erased_at IS NULL AND EXISTS (
        SELECT 1 FROM posts o JOIN units i ON i.id = o.unit_id WHERE o.person_id = t.person_id AND ${held('o', today)}
          AND ${isHome('o', 'i', today)} AND i.id <> t.unit_id) ORDER BY t.id`),
    async carry(id, { unitId, deciderId }) {
      await connection.execute(sql`UPDATE trips SET unit_id = ${unitId}, decider_id = ${deciderId} WHERE id = ${id}`);
    },
    listOpenOf: (personId) => list(sql`WHERE t.person_id = ${personId} AND ${OPEN} ORDER BY t.from_on, t.id`),
    findLastOf: async (personId) =>
      (await list(sql`WHERE t.person_id = ${personId} ORDER BY t.id DESC LIMIT 1`))[0] ?? null,
    listAllOf: (personId) => list(sql`WHERE t.person_id = ${personId} ORDER BY t.id`),
    listOverOf: (personId) =>
      list(
        sql`WHERE t.person_id = ${personId} AND t.erased_at IS NULL AND t.state NOT IN ('awaiting', 'planned') ORDER BY t.id`,
      ),
    listToErase: (what, before, limit) => {
      const isLeft =
        what === 'trip' ? sql`t.erased_at IS NULL` : sql`t.erased_at IS NULL AND t.contacts_erased_at IS NULL`;
      return list(sql`WHERE ${isLeft} AND t.to_on < ${before} ORDER BY t.to_on, t.id LIMIT ${limit}`);
    },
    async eraseContacts({ id, detailsId }, at) {
      const place = detailsId === null ? null : { id: detailsId, purpose: detailsOf(id) };
      const details = place && (await vault.open<TripDetails>(place));
      if (place && details) await vault.replace(place, { ...details.value, companions: null, contacts: null });
      // The whole itinerary was hashed with these.
      const salts = await entries(sql`WHERE e.trip_id = ${id} AND e.step IN ('declare', 'change')`);
      await vault.erase(
        salts.flatMap(({ textId }) => textId ?? []),
        'retention',
      );
      await connection.execute(sql`UPDATE trips SET contacts_erased_at = ${at} WHERE id = ${id}`);
    },
    listSealed: (ids) => list(sql`WHERE t.details_id IN ${sql.list(ids)} ORDER BY t.id`),
    async erase({ id, detailsId }, at, because) {
      const said = await entries(sql`WHERE e.trip_id = ${id} AND e.text_id IS NOT NULL`);
      const sealed = [detailsId, ...said.map(({ textId }) => textId)].filter((one) => one !== null);
      await vault.erase(sealed, because);
      await connection.execute(sql`UPDATE trip_stops SET place = '', province = NULL WHERE trip_id = ${id}`);
      await connection.execute(sql`UPDATE trips SET erased_at = ${at} WHERE id = ${id}`);
    },
    listOpenBelow: (paths, page) => openBelow(connection, paths, page),
    listUndecided: (deciderIds) =>
      list(sql`WHERE t.state = 'awaiting' AND t.decider_id IN ${sql.list(deciderIds)} AND 'ask' <> (
        SELECT e.step FROM trip_entries e WHERE e.trip_id = t.id ORDER BY e.id DESC LIMIT 1) ORDER BY t.from_on, t.id`),
    listToReturn: (today, limit) =>
      list(sql`WHERE t.state = 'planned' AND t.erased_at IS NULL AND t.to_on <= ${today} AND (t.asked_on IS NULL OR t.asked_on < ${today})
        ORDER BY t.to_on, t.id LIMIT ${limit}`),
    tellTouched: (about, after, limit) => tellTouched(connection, about, after, limit),
    async listTouched(touched, reader, page) {
      const { ids, total } = await listTouched(connection, touched, reader, page);
      return { trips: await list(sql`WHERE t.id IN ${sql.list(ids)} ORDER BY t.from_on, t.id`), total };
    },
    async markAsked(id, day) {
      await connection.execute(sql`UPDATE trips SET asked_on = ${day} WHERE id = ${id}`);
    },
    async add(trip) {
      const id = await insert(connection, trip);
      const detailsId = await vault.seal(detailsOf(id), trip.details);
      await connection.execute(sql`UPDATE trips SET details_id = ${detailsId} WHERE id = ${id}`);
      await saveStops(connection, id, trip.stops);
      return id;
    },
    async change({ id, ...before }, { stops, details, state }) {
      const [first, last] = [stops[0]!, stops.at(-1)!];
      const [row] = await connection.query<{ detailsId: number }>(sql`
        UPDATE trips SET from_on = ${first.fromOn}, to_on = ${last.toOn}, state = ${state}, version = version + 1,
          asked_on = NULL
        WHERE id = ${id} AND state = ${before.state} AND version = ${before.version} RETURNING details_id AS "detailsId"`);
      if (!row) return false;
      await vault.replace({ id: row.detailsId, purpose: detailsOf(id) }, details);
      await connection.execute(sql`DELETE FROM trip_stops WHERE trip_id = ${id}`);
      await saveStops(connection, id, stops);
      return true;
    },
    async getDetails({ id, detailsId }) {
      if (detailsId === null) return null;
      return (await vault.open<TripDetails>({ id: detailsId, purpose: detailsOf(id) }))?.value ?? null;
    },
    async move(id, from, to, at) {
      const isOver = to !== 'planned' && to !== 'awaiting';
      const changed = await connection.execute(sql`
        UPDATE trips SET state = ${to}, ended_at = ${isOver ? at : null} WHERE id = ${id} AND state IN ${sql.list([...from])}`);
      return changed > 0;
    },
    async addEntry({ tripId, byId, step, at, said, draftId }) {
      const [row] = await connection.query<{ id: number }>(sql`
        INSERT INTO trip_entries (trip_id, at, by_id, step, draft_id) VALUES (${tripId}, ${at}, ${byId}, ${step}, ${draftId})
        RETURNING id`);
      const { id } = row!;
      if (said === null) return id;
      const textId = await vault.seal(textOf(id), said);
      await connection.execute(sql`UPDATE trip_entries SET text_id = ${textId} WHERE id = ${id}`);
      return id;
    },
    findEntry: async (id) => (await entries(sql`WHERE e.id = ${id}`))[0] ?? null,
    hasEntryOf: async (draftId) => (await entries(sql`WHERE e.draft_id = ${draftId}`)).length > 0,
    listEntries: (tripId) => entries(sql`WHERE e.trip_id = ${tripId} ORDER BY e.id`),
    async getText({ id, textId }) {
      if (textId === null) return null;
      const said = (await vault.open<SaidOfStep | string>({ id: textId, purpose: textOf(id) }))?.value ?? null;
      // Words that were sealed before each had a random part.
      return typeof said === 'string' ? said : (said?.text ?? null);
    },
  };
}

export async function tripsOf(connection: Connection, rest: Sql): Promise<Trip[]> {
  const rows = await connection.query<Row>(sql`
    SELECT t.id, t.kind, t.state, t.from_on AS "fromOn", t.to_on AS "toOn", t.version, t.submitted_at AS "submittedAt",
      t.ended_at AS "endedAt", t.details_id AS "detailsId", t.erased_at AS "erasedAt", p.id AS "personId", p.full_name AS "fullName",
      p.staff_no AS "staffNo", u.id AS "unitId", u.name AS "unitName", u.path AS "unitPath", w.id AS "deciderId",
      w.name AS "deciderName", w.path AS "deciderPath" ${FROM} ${rest}`);
  const stops = await stopsOf(
    connection,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => tripOf(row, stops.get(row.id) ?? []));
}

function tripOf({ personId, fullName, staffNo, ...row }: Row, stops: Stop[]): Trip {
  const { unitId, unitName, unitPath, deciderId, deciderName, deciderPath, ...plain } = row;
  return {
    ...plain,
    stops,
    submittedAt: readInstant(row.submittedAt),
    endedAt: orNull(readInstant)(row.endedAt),
    erasedAt: orNull(readInstant)(row.erasedAt),
    person: { id: personId, fullName, staffNo },
    unit: { id: unitId, name: unitName, path: unitPath },
    decider: { id: deciderId, name: deciderName, path: deciderPath },
  };
}

async function stopsOf(connection: Connection, tripIds: number[]): Promise<Map<number, Stop[]>> {
  const rows = await connection.query<Stop & { tripId: number }>(sql`
    SELECT trip_id AS "tripId", place, from_on AS "fromOn", to_on AS "toOn" FROM trip_stops
    WHERE trip_id IN ${sql.list(tripIds)} ORDER BY trip_id, position`);
  const stops = new Map<number, Stop[]>();
  for (const { tripId, ...stop } of rows) stops.set(tripId, [...(stops.get(tripId) ?? []), stop]);
  return stops;
}

async function openBelow(connection: Connection, paths: string[], { limit, offset }: TripPage) {
  const where = sql`WHERE ${OPEN} AND ${belowAny('u.path', paths)}`;
  const [count] = await connection.query<{ total: unknown }>(sql`SELECT count(*) AS total ${FROM} ${where}`);
  const trips = await tripsOf(
    connection,
    sql`${where} ORDER BY CASE WHEN t.state = 'awaiting' THEN 0 ELSE 1 END, t.from_on, t.id LIMIT ${limit} OFFSET ${offset}`,
  );
  return { trips, total: readCount(count?.total) };
}

async function insert(connection: Connection, trip: NewTrip): Promise<number> {
  const { personId, unitId, deciderId, kind, state, stops, at, draftId } = trip;
  const [first, last] = [stops[0]!, stops.at(-1)!];
  const [row] = await connection.query<{ id: number }>(sql`
    INSERT INTO trips (person_id, unit_id, decider_id, kind, state, from_on, to_on, version, draft_id, submitted_at)
    VALUES (${personId}, ${unitId}, ${deciderId}, ${kind}, ${state}, ${first.fromOn}, ${last.toOn}, 1, ${draftId}, ${at})
    RETURNING id`);
  return row!.id;
}

async function saveStops(connection: Connection, tripId: number, stops: readonly Stop[]): Promise<void> {
  for (const [position, { place, fromOn, toOn }] of stops.entries()) {
    await connection.execute(sql`
      INSERT INTO trip_stops (trip_id, position, place, province, from_on, to_on)
      VALUES (${tripId}, ${position}, ${place}, ${placeOf(place)?.province.code ?? null}, ${fromOn}, ${toOn})`);
  }
}

async function entriesOf(connection: Connection, rest: Sql): Promise<TripEntry[]> {
  const rows = await connection.query<Omit<TripEntry, 'by'> & { byId: number; byName: string }>(sql`
    SELECT e.id, e.trip_id AS "tripId", e.at, e.step, e.text_id AS "textId", p.id AS "byId", p.full_name AS "byName"
    FROM trip_entries e JOIN people p ON p.id = e.by_id ${rest}`);
  return rows.map(({ byId, byName, ...row }) => ({
    ...row,
    at: readInstant(row.at),
    by: { id: byId, fullName: byName },
  }));
}
