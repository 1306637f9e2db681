import type { Listed, RollCallEntry, Said, UnitFigures } from '../../domain/rollcalls/roll-call.ts';
import type { ErasedWords, ListedStore, ListPage } from '../../domain/rollcalls/roll-call-store.ts';
import type { ErasureReason } from '../../domain/vault/erasure-memory.ts';
import { orNull, readCount, readFlag, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import type { HeldKey } from '../vault-keys.ts';
import { reachable } from './account-store.ts';
import { belowAny, held } from './below.ts';
import { ROLES } from './roll-call-roster.ts';
import { vaultStore } from './vault-store.ts';

const FROM = sql`FROM roll_call_people r JOIN people p ON p.id = r.person_id JOIN units u ON u.id = r.unit_id
  LEFT JOIN people b ON b.id = r.told_by_id LEFT JOIN accounts a ON a.person_id = p.id AND a.ended_at IS NULL`;

/** The frozen list of each roll call, and what its people answered. */
export function rollCallAnswers(connection: Connection, dataKey: HeldKey): ListedStore {
  const list = (rest: Sql) => listedOf(connection, rest);
  const entries = (rest: Sql) => entriesOf(connection, rest);
  const vault = vaultStore(connection, dataKey);
  const saidOf = (id: number) => `roll-call-entry:${id}:said`;
  const eraseSaid = async (which: Sql, because: ErasureReason) => {
    const rows = await connection.query<{ id: number; textId: number } & ErasedWords>(sql`
      SELECT e.id, e.text_id AS "textId", r.roll_call_id AS "rollCallId", p.staff_no AS "staffNo", e.at
      FROM roll_call_entries e JOIN roll_call_people r ON r.id = e.listed_id JOIN people p ON p.id = r.person_id
      WHERE e.text_id IS NOT NULL ${which}`);
    await vault.erase(
      rows.map(({ textId }) => textId),
      because,
    );
    await connection.execute(
      sql`UPDATE roll_call_entries SET text_id = NULL WHERE id IN ${sql.list(rows.map(({ id }) => id))}`,
    );
    return rows.map(({ rollCallId, staffNo, at }) => ({ rollCallId, staffNo, at: readInstant(at) }));
  };
  return {
    findListed: async (id) => (await list(sql`WHERE r.id = ${id}`))[0] ?? null,
    findListedOf: async (rollCallId, personId) =>
      (await list(sql`WHERE r.roll_call_id = ${rollCallId} AND r.person_id = ${personId}`))[0] ?? null,
    listRunningOf: (personId) =>
      list(
        sql`JOIN roll_calls c ON c.id = r.roll_call_id AND c.state <> 'ended' WHERE r.person_id = ${personId} ORDER BY r.id`,
      ),
    async saveAnswer(id, { answer, at, toldById }) {
      // One's own word stands above what was recorded by telephone; a record of what is known already is none.
      const isOwnWord = toldById === null ? sql`told_by_id IS NOT NULL` : sql`1 = 0`;
      const changed = await connection.execute(sql`
        UPDATE roll_call_people SET answer = ${answer}, answered_at = ${at}, told_by_id = ${toldById}, changed_at = ${at}
        WHERE id = ${id} AND (answer IS NULL OR answer <> ${answer} OR ${isOwnWord})`);
      return changed > 0;
    },
    async addEntry({ listedId, byId, step, at, said, updateId }) {
      const [row] = await connection.query<{ id: number }>(sql`
        INSERT INTO roll_call_entries (listed_id, at, by_id, step, update_id)
        VALUES (${listedId}, ${at}, ${byId}, ${step}, ${updateId})
        ON CONFLICT (update_id) WHERE update_id IS NOT NULL DO NOTHING RETURNING id`);
      if (!row) return null;
      if (said === null) return row.id;
      const textId = await vault.seal(saidOf(row.id), said);
      await connection.execute(sql`UPDATE roll_call_entries SET text_id = ${textId} WHERE id = ${row.id}`);
      return row.id;
    },
    findEntry: async (id) => (await entries(sql`WHERE e.id = ${id}`))[0] ?? null,
    listEntries: (listedId) => entries(sql`WHERE e.listed_id = ${listedId} ORDER BY e.id`),
    async getSaid({ id, textId }) {
      if (textId === null) return null;
      return (await vault.open<Said>({ id: textId, purpose: saidOf(id) }))?.value ?? null;
    },
    listAllOf: (personId) => list(sql`WHERE r.person_id = ${personId} ORDER BY r.id`),
    eraseSaidOf: (personId, because) => eraseSaid(sql`AND r.person_id = ${personId}`, because),
    eraseSaidBefore: (before, limit) =>
      eraseSaid(sql`AND e.at < ${before} ORDER BY e.at, e.id LIMIT ${limit}`, 'retention'),
    listFigures: (rollCallId, paths) => figuresOf(connection, rollCallId, paths),
    async listAnswered(rollCallId, personIds) {
      const rows = await connection.query<{ personId: number; hasAnswered: unknown }>(sql`
        SELECT person_id AS "personId", answer IS NOT NULL AS "hasAnswered" FROM roll_call_people
        WHERE roll_call_id = ${rollCallId} AND person_id IN ${sql.list(personIds)}
          AND (answer IS NOT NULL OR closed_at IS NULL)`);
      return rows.map((row) => ({ ...row, hasAnswered: readFlag(row.hasAnswered) }));
    },
    listWanting: (rollCallId, paths, page) => wantingOf(connection, rollCallId, paths, page),
    async countLate(rollCallId, paths) {
      const [row] = await connection.query<{ late: unknown }>(sql`
        SELECT count(*) AS late FROM roll_call_people r JOIN roll_calls c ON c.id = r.roll_call_id
        JOIN units u ON u.id = r.unit_id
        WHERE c.id = ${rollCallId} AND r.answered_at > c.ended_at AND ${belowAny('u.path', paths)}`);
      return readCount(row?.late);
    },
    async listHelpers(path, topPath, today) {
      const rows = await connection.query<{ id: number }>(sql`
        SELECT DISTINCT o.person_id AS id FROM posts o JOIN units u ON u.id = o.unit_id
        WHERE o.role IN ${ROLES} AND ${held('o', today)} AND substr(${sql.text(path)}, 1, length(u.path)) = u.path
          AND length(u.path) >= ${topPath.length} AND ${reachable(sql`o.person_id`)} ORDER BY o.person_id`);
      return rows.map(({ id }) => id);
    },
  };
}

interface Row extends Omit<Listed, 'person' | 'unit' | 'toldBy'> {
  personId: number;
  fullName: string;
  staffNo: string;
  phone: string | null;
  unitId: number;
  unitName: string;
  unitPath: string;
  toldById: number | null;
  toldByName: string | null;
}

async function listedOf(connection: Connection, rest: Sql): Promise<Listed[]> {
  const rows = await connection.query<Row>(sql`
    SELECT r.id, r.roll_call_id AS "rollCallId", r.answer, r.answered_at AS "answeredAt", r.closed_at AS "closedAt",
      p.id AS "personId", p.full_name AS "fullName", p.staff_no AS "staffNo", p.phone, u.id AS "unitId",
      u.name AS "unitName", u.path AS "unitPath", b.id AS "toldById", b.full_name AS "toldByName",
      CASE WHEN a.id IS NULL THEN 'notEnrolled' WHEN a.unreachable_at IS NOT NULL THEN 'unreachable' ELSE 'reachable' END
        AS reach
    ${FROM} ${rest}`);
  return rows.map(
    ({ personId, fullName, staffNo, phone, unitId, unitName, unitPath, toldById, toldByName, ...row }) => ({
      ...row,
      answeredAt: orNull(readInstant)(row.answeredAt),
      closedAt: orNull(readInstant)(row.closedAt),
      person: { id: personId, fullName, staffNo, phone },
      unit: { id: unitId, name: unitName, path: unitPath },
      toldBy: toldById === null ? null : { id: toldById, fullName: toldByName ?? '' },
    }),
  );
}

/** Counted in the index alone, unit by unit; no figure is kept that could go wrong. */
async function figuresOf(connection: Connection, rollCallId: number, paths: string[]): Promise<UnitFigures[]> {
  const count = (what: Sql) => sql`sum(CASE WHEN ${what} THEN 1 ELSE 0 END)`;
  const rows = await connection.query<UnitFigures['unit'] & Record<'safe' | 'help' | 'silent', unknown>>(sql`
    SELECT u.id, u.name, u.path, f.safe, f.help, f.silent FROM (
      SELECT unit_id, ${count(sql`answer = 'safe'`)} AS safe, ${count(sql`answer = 'help'`)} AS help,
        ${count(sql`answer IS NULL AND closed_at IS NULL`)} AS silent
      FROM roll_call_people WHERE roll_call_id = ${rollCallId} GROUP BY unit_id) f
    JOIN units u ON u.id = f.unit_id WHERE ${belowAny('u.path', paths)} ORDER BY u.path`);
  return rows.map(({ id, name, path, safe, help, silent }) => ({
    unit: { id, name, path },
    safe: readCount(safe),
    help: readCount(help),
    silent: readCount(silent),
  }));
}

/** The page is found by as little as it takes; only its own lines are read whole. */
async function wantingOf(
  connection: Connection,
  rollCallId: number,
  paths: string[],
  page: ListPage,
): Promise<Listed[]> {
  const order = sql`CASE WHEN r.answer = 'help' THEN 0 ELSE 1 END, CASE WHEN r.answer = 'help' THEN r.answered_at END,
    p.name_sort, p.id`;
  const ids = await connection.query<{ id: number }>(sql`
    SELECT r.id FROM roll_call_people r JOIN people p ON p.id = r.person_id
    WHERE r.roll_call_id = ${rollCallId} AND (r.answer = 'help' OR (r.answer IS NULL AND r.closed_at IS NULL))
      AND r.unit_id IN (SELECT u.id FROM units u WHERE ${belowAny('u.path', paths)})
    ORDER BY ${order} LIMIT ${page.limit} OFFSET ${page.offset}`);
  return await listedOf(connection, sql`WHERE r.id IN ${sql.list(ids.map(({ id }) => id))} ORDER BY ${order}`);
}

async function entriesOf(connection: Connection, rest: Sql): Promise<RollCallEntry[]> {
  const rows = await connection.query<Omit<RollCallEntry, 'by'> & { byId: number; byName: string }>(sql`
    SELECT e.id, e.listed_id AS "listedId", e.at, e.step, e.text_id AS "textId", p.id AS "byId", p.full_name AS "byName"
    FROM roll_call_entries e JOIN people p ON p.id = e.by_id ${rest}`);
  return rows.map(({ byId, byName, ...row }) => ({
    ...row,
    at: readInstant(row.at),
    by: { id: byId, fullName: byName },
  }));
}
