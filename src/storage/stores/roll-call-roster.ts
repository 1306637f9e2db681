import { lanes } from '../../domain/deliveries/delivery.ts';
import { ROLL_CALL_ROLES } from '../../domain/rollcalls/roll-call.ts';
import type { RollCallStore } from '../../domain/rollcalls/roll-call-store.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { reachable } from './account-store.ts';
import { held } from './below.ts';

type Part = Pick<RollCallStore, 'prepareChunk' | 'listRoster' | 'addJoiners' | 'closeLeavers'>;

/** Whom a roll call (`c`) asks, post (`o`) by post at a unit (`u`). */
const asks = (today: string): Sql => sql`${held('o', today)} AND EXISTS (SELECT 1 FROM roll_call_units k
  JOIN units top ON top.id = k.unit_id WHERE k.roll_call_id = c.id AND substr(u.path, 1, length(top.path)) = top.path)`;

export const ROLES = sql.list(ROLL_CALL_ROLES.map((role) => sql.text(role)));

const NO = sql.either({ sqlite: sql`0`, postgres: sql`false` });

/** How people come to stand on the list of a roll call, and are asked. */
export function rollCallRoster(connection: Connection): Part {
  return {
    async prepareChunk(id, after, limit, at, today) {
      const chunk = await connection.query<{ personId: number }>(sql`
        SELECT DISTINCT o.person_id AS "personId" FROM roll_calls c JOIN posts o ON o.person_id > ${after}
        JOIN units u ON u.id = o.unit_id
        WHERE c.id = ${id} AND c.state = 'preparing' AND ${asks(today)} ORDER BY o.person_id LIMIT ${limit}`);
      const last = chunk.at(-1)?.personId ?? null;
      if (last === null) return { last };
      const within = sql`c.id = ${id} AND o.person_id > ${after} AND o.person_id <= ${last}`;
      await insertListed(connection, within, NO, at, today);
      await insertCards(
        connection,
        sql`r.roll_call_id = ${id} AND r.person_id > ${after} AND r.person_id <= ${last}`,
        at,
      );
      await insertAccounts(connection, within, at, today);
      return { last: chunk.length < limit ? null : last };
    },
    listRoster: (id, after, limit) =>
      connection.query(sql`
      SELECT r.id AS "listedId", r.person_id AS "personId", p.staff_no AS "staffNo", u.code AS "unitCode"
      FROM roll_call_people r JOIN people p ON p.id = r.person_id JOIN units u ON u.id = r.unit_id
      WHERE r.roll_call_id = ${id} AND r.person_id > ${after} ORDER BY r.person_id LIMIT ${limit}`),
    async addJoiners(personIds, at, today) {
      const people = sql.list(personIds);
      const back = await connection.query<Line>(sql`
        UPDATE roll_call_people AS r SET closed_at = NULL, changed_at = ${at}
        WHERE r.person_id IN ${people} AND r.closed_at IS NOT NULL AND ${isAsked(today)} RETURNING ${LINE}`);
      const isLate = sql`c.state = 'open'`;
      const within = sql`c.state <> 'ended' AND o.person_id IN ${people}`;
      const lines = [...back, ...(await insertListed(connection, within, isLate, at, today))];
      await insertCards(connection, sql`r.id IN ${sql.list(lines.map(({ id }) => id))}`, at);
      return lines;
    },
    async closeLeavers(personIds, at, today) {
      const lines = await connection.query<Line>(sql`
        UPDATE roll_call_people AS r SET closed_at = ${at}, changed_at = ${at}
        WHERE r.person_id IN ${sql.list(personIds)} AND r.closed_at IS NULL
          AND EXISTS (SELECT 1 FROM roll_calls c WHERE c.id = r.roll_call_id AND c.state <> 'ended')
          AND NOT ${isAsked(today)} RETURNING ${LINE}`);
      await connection.execute(sql`
        UPDATE deliveries SET state = 'never', reason = 'left' WHERE state = 'waiting' AND person_id IN ${sql.list(personIds)}
          AND kind IN ('rollcall.card', 'rollcall.reminder') AND subject_id IN ${sql.list(lines.map(({ id }) => id))}`);
      return lines;
    },
  };
}

interface Line {
  id: number;
  rollCallId: number;
}

const LINE = sql`id, roll_call_id AS "rollCallId"`;

/** Whether the roll call of a line (`r`) runs and asks its person today. */
const isAsked = (today: string): Sql => sql`EXISTS (SELECT 1 FROM roll_calls c JOIN posts o ON o.person_id = r.person_id
  JOIN units u ON u.id = o.unit_id WHERE c.id = r.roll_call_id AND c.state <> 'ended' AND ${asks(today)})`;

/** One line per person, at the unit of their first post among the asked ones. */
const insertListed = (connection: Connection, within: Sql, isLate: Sql, at: Date, today: string): Promise<Line[]> =>
  connection.query<Line>(sql`
    INSERT INTO roll_call_people (roll_call_id, person_id, unit_id, late_joiner, changed_at)
    SELECT who.roll_call_id, who.person_id, first.unit_id, ${isLate}, ${at}
    FROM (SELECT c.id AS roll_call_id, o.person_id, min(o.id) AS post_id FROM roll_calls c, posts o
      JOIN units u ON u.id = o.unit_id WHERE ${within} AND ${asks(today)} GROUP BY c.id, o.person_id) who
    JOIN roll_calls c ON c.id = who.roll_call_id JOIN posts first ON first.id = who.post_id WHERE 1 = 1
    ON CONFLICT (roll_call_id, person_id) DO NOTHING RETURNING ${LINE}`);

/** Asks those of these lines (`r`) whom a message reaches; whom it did not reach before, once more. */
async function insertCards(connection: Connection, which: Sql, at: Date): Promise<void> {
  await connection.execute(sql`
    INSERT INTO deliveries (person_id, kind, purpose, subject_id, lane, state, due_at)
    SELECT r.person_id, 'rollcall.card', 'rollcall:' || r.roll_call_id, r.id, ${sql.count(lanes.alert)}, 'waiting', ${at}
    FROM roll_call_people r WHERE ${which} AND r.answer IS NULL AND ${reachable(sql`r.person_id`)}
    ON CONFLICT (person_id, purpose) DO UPDATE SET state = 'waiting', due_at = excluded.due_at, attempts = 0
      WHERE deliveries.state IN ('never', 'unknown')`);
}

/** Whoever is in charge of a part has its account, behind those who are asked. */
async function insertAccounts(connection: Connection, within: Sql, at: Date, today: string): Promise<void> {
  await connection.execute(sql`
    INSERT INTO deliveries (person_id, kind, purpose, subject_id, lane, state, due_at)
    SELECT DISTINCT o.person_id, 'rollcall.account', 'rollcall:' || c.id || ':account', c.id,
      ${sql.count(lanes.directive)}, 'waiting', ${at}
    FROM roll_calls c, posts o JOIN units u ON u.id = o.unit_id
    WHERE ${within} AND ${asks(today)} AND o.role IN ${ROLES} AND ${reachable(sql`o.person_id`)}
    ON CONFLICT (person_id, purpose) DO NOTHING`);
}
