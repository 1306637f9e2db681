import type {
  HealthCampaignStore,
  HealthDay,
  HealthFigures,
  UndeclaredPerson,
} from '../../domain/declarations/health-campaign-store.ts';
import { readCount, readFlag } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { followedOn } from '../stores/follow-up-store.ts';
import { SIGN, UNDECLARED } from './health-days.ts';
import { headsAt, isHeadsPost } from './missing-names.ts';
import { current } from './placed.ts';
import { inPieces, stretchOf } from './unit-walk.ts';

type Part = Pick<HealthCampaignStore, 'isOwedBy' | 'countByUnit' | 'listDeclared' | 'listUndeclared' | 'listToRemind'>;

/**
 * People (`p`) who owe today's declaration, each once, at the unit (`u`) where they belong, with it (`h`) and their account (`a`). Found
 * by where they belong now; of a day that has passed see `health-days.ts`.
 */
const owing = (about: HealthDay): Sql => sql`FROM people p JOIN units u ON u.id = p.home_unit_id
  LEFT JOIN health_declarations h ON h.person_id = p.id AND h.declared_on = ${about.day}
  LEFT JOIN accounts a ON a.person_id = p.id AND a.ended_at IS NULL
  WHERE p.left_on IS NULL AND ${isOwing(about)}`;

function isOwing({ owing: { presentIds, everybodyIds, followedIds }, day }: HealthDay): Sql {
  const followed = sql`p.id IN (${followedOn(day)})`;
  if (presentIds.length + everybodyIds.length === 0)
    return sql`${followed} AND p.home_unit_id IN ${sql.list(followedIds)}`;
  const away = sql`p.id IN (SELECT w.person_id FROM absences w WHERE ${current('w', day)})`;
  // The first condition finds them in the index; the others leave out who owes nothing today.
  return sql`p.home_unit_id IN ${sql.list([...new Set([...presentIds, ...everybodyIds, ...followedIds])])}
    AND (p.home_unit_id IN ${sql.list(everybodyIds)} OR (p.home_unit_id IN ${sql.list(presentIds)} AND NOT ${away})
      OR (${followed} AND p.home_unit_id IN ${sql.list(followedIds)}))`;
}

const NAMED = sql`SELECT p.id AS "personId", p.full_name AS "fullName", u.id AS "unitId", u.name AS "unitName",
  CASE WHEN a.unreachable_at IS NULL THEN a.id END AS "accountId", ${SIGN} AS sign`;

/** Who declared and who has not: nothing of what they said. */
export function healthReads(connection: Connection): Part {
  return {
    isOwedBy: async (personId, about) =>
      (await connection.query(sql`SELECT 1 ${owing(about)} AND p.id = ${personId}`)).length > 0,
    countByUnit: (about) => countByUnit(connection, about),
    async listDeclared(about, personIds) {
      const rows = await connection.query<{ personId: number; hasDeclared: unknown }>(sql`
        SELECT p.id AS "personId", h.id IS NOT NULL AS "hasDeclared" ${owing(about)} AND p.id IN ${sql.list(personIds)}`);
      return rows.map((row) => ({ ...row, hasDeclared: readFlag(row.hasDeclared) }));
    },
    listUndeclared: (about, page) => listUndeclared(connection, about, page),
    listToRemind: (about, afterId, limit) =>
      connection.query(sql`${NAMED} ${owing(about)} AND ${UNDECLARED}
        AND a.id IS NOT NULL AND a.unreachable_at IS NULL AND p.id > ${afterId} ORDER BY p.id LIMIT ${limit}`),
  };
}

/** A unit has some 300 people; so many are looked at at once as take some milliseconds. */
const PEOPLE_AT = 300;

/** Units where all are asked in pieces, and the few who are followed up elsewhere by themselves. */
async function countByUnit(connection: Connection, { owing: who, day }: HealthDay): Promise<HealthFigures[]> {
  const asked = [...who.presentIds, ...who.everybodyIds].map((id) => ({ id, count: PEOPLE_AT }));
  const parts = await inPieces(asked, (ids) => {
    const among = (list: number[]) => list.filter((id) => ids.includes(id));
    const here = { presentIds: among(who.presentIds), everybodyIds: among(who.everybodyIds) };
    return countPiece(connection, { day, owing: { ...here, followedIds: among(who.followedIds) } });
  });
  const askedIds = new Set(asked.map(({ id }) => id));
  const followedIds = who.followedIds.filter((id) => !askedIds.has(id));
  const few = await countPiece(connection, { day, owing: { presentIds: [], everybodyIds: [], followedIds } });
  return [...parts.flat(), ...few];
}

async function countPiece(connection: Connection, about: HealthDay): Promise<HealthFigures[]> {
  const rows = await connection.query<Record<keyof HealthFigures, unknown>>(sql`
    SELECT p.home_unit_id AS "unitId", count(*) AS owed, count(h.id) AS declared,
      sum(CASE WHEN ${UNDECLARED} AND p.reach = 'notEnrolled' THEN 1 ELSE 0 END) AS "notEnrolled",
      sum(CASE WHEN ${UNDECLARED} AND p.reach = 'unreachable' THEN 1 ELSE 0 END) AS unreachable
    FROM people p LEFT JOIN health_declarations h ON h.person_id = p.id AND h.declared_on = ${about.day}
    WHERE p.left_on IS NULL AND ${isOwing(about)} GROUP BY p.home_unit_id`);
  return rows.map(({ unitId, owed, declared, notEnrolled, unreachable }) => ({
    unitId: readCount(unitId),
    owed: readCount(owed),
    declared: readCount(declared),
    notEnrolled: readCount(notEnrolled),
    unreachable: readCount(unreachable),
  }));
}

type Page = { limit: number; offset: number };

/** Only the units that are on the page are read. */
async function listUndeclared(connection: Connection, about: HealthDay, { limit, offset }: Page) {
  const counted = (await countByUnit(connection, about)).filter(({ owed, declared }) => owed > declared);
  const list = (which: Sql, rest: Sql) =>
    connection.query<Omit<UndeclaredPerson, 'isHead'>>(
      sql`${NAMED} ${owing(about)} AND ${UNDECLARED} AND ${which} ORDER BY u.path, p.name_sort, p.id ${rest}`,
    );
  const isHead = sql`EXISTS (SELECT 1 FROM posts o WHERE o.unit_id = p.home_unit_id AND o.person_id = p.id
    AND ${isHeadsPost('o', about.day)})`;
  const ids = counted.map(({ unitId }) => unitId);
  const heads = await list(
    sql`p.id IN (SELECT h.person_id FROM ${headsAt(sql.list(ids), about.day)} h) AND ${isHead}`,
    sql.nothing,
  );
  const found = heads.slice(offset, offset + limit).map((person) => ({ ...person, isHead: true }));
  const places = await connection.query<{ id: number }>(
    sql`SELECT id FROM units WHERE id IN ${sql.list(ids)} ORDER BY path`,
  );
  const others = places.map(({ id }) => {
    const { owed, declared } = counted.find(({ unitId }) => unitId === id)!;
    return { id, count: owed - declared - heads.filter(({ unitId }) => unitId === id).length };
  });
  const rest = { limit: limit - found.length, offset: Math.max(0, offset - heads.length) };
  for (const { id: unitId, ...at } of stretchOf(others, rest)) {
    const some = await list(
      sql`p.home_unit_id = ${unitId} AND NOT ${isHead}`,
      sql`LIMIT ${at.limit} OFFSET ${at.offset}`,
    );
    found.push(...some.map((person) => ({ ...person, isHead: false })));
  }
  return { people: found, total: counted.reduce((sum, { owed, declared }) => sum + owed - declared, 0) };
}
