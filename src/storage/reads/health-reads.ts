import type {
  HealthCampaignStore,
  HealthDay,
  HealthFigures,
  UndeclaredPerson,
} from '../../domain/declarations/health-campaign-store.ts';
import { readCount } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { isAway } from '../stores/absence-store.ts';
import { held } from '../stores/below.ts';
import { followedOn } from '../stores/follow-up-store.ts';
import { isHome } from '../stores/home-post.ts';

type Part = Pick<HealthCampaignStore, 'isOwedBy' | 'countByUnit' | 'listUndeclared' | 'listToRemind'>;

export const UNDECLARED = sql`h.id IS NULL`;
export const SIGN = sql`CASE WHEN a.id IS NULL THEN 'notEnrolled' WHEN a.unreachable_at IS NULL THEN 'waiting' ELSE 'unreachable' END`;

/** People (`p`) who owe a day's declaration, each once, at the unit (`u`) where they belong, with it (`h`) and their account (`a`). */
export const owing = (about: HealthDay): Sql => owingWith(ACCOUNTS, about);

const ACCOUNTS = sql`LEFT JOIN accounts a ON a.person_id = p.id AND a.ended_at IS NULL`;

/** The same without their accounts, which cost two thirds of it. */
export const owingAlone = (about: HealthDay): Sql => owingWith(sql.nothing, about);

const owingWith = (accounts: Sql, { owing: { presentIds, everybodyIds, followedIds }, day }: HealthDay): Sql => sql`
  FROM posts o JOIN units u ON u.id = o.unit_id JOIN people p ON p.id = o.person_id AND p.left_on IS NULL
  LEFT JOIN health_declarations h ON h.person_id = p.id AND h.declared_on = ${day}
  ${accounts} WHERE ${held('o', day)} AND ${isHome('o', 'u', day)}
    AND (o.unit_id IN ${sql.list(everybodyIds)}
      OR (o.unit_id IN ${sql.list(presentIds)} AND NOT ${isAway(sql`o.person_id`, day)})
      OR (o.person_id IN (${followedOn(day)}) AND o.unit_id IN ${sql.list(followedIds)}))`;

/** Who declared and who has not: nothing of what they said. */
export function healthReads(connection: Connection): Part {
  const people = (about: HealthDay, rest: Sql) =>
    connection.query<UndeclaredPerson>(sql`
      SELECT p.id AS "personId", p.full_name AS "fullName", u.id AS "unitId", u.name AS "unitName",
        CASE WHEN a.unreachable_at IS NULL THEN a.id END AS "accountId", ${SIGN} AS sign
      ${owing(about)} AND ${UNDECLARED} ${rest}`);
  return {
    isOwedBy: async (personId, about) =>
      (await connection.query(sql`SELECT 1 ${owing(about)} AND p.id = ${personId}`)).length > 0,
    async countByUnit(about) {
      const rows = await connection.query<Record<keyof HealthFigures, unknown>>(sql`
        SELECT o.unit_id AS "unitId", count(*) AS owed, count(h.id) AS declared,
          sum(CASE WHEN ${UNDECLARED} AND a.id IS NULL THEN 1 ELSE 0 END) AS "notEnrolled",
          sum(CASE WHEN ${UNDECLARED} AND a.unreachable_at IS NOT NULL THEN 1 ELSE 0 END) AS unreachable
        ${owing(about)} GROUP BY o.unit_id`);
      return rows.map(({ unitId, owed, declared, notEnrolled, unreachable }) => ({
        unitId: readCount(unitId),
        owed: readCount(owed),
        declared: readCount(declared),
        notEnrolled: readCount(notEnrolled),
        unreachable: readCount(unreachable),
      }));
    },
    async listUndeclared(about, { limit, offset }) {
      const [count] = await connection.query<{ total: unknown }>(
        sql`SELECT count(*) AS total ${owing(about)} AND ${UNDECLARED}`,
      );
      const found = await people(about, sql`ORDER BY p.name_sort, p.id LIMIT ${limit} OFFSET ${offset}`);
      return { people: found, total: readCount(count?.total) };
    },
    listToRemind: (about, afterId, limit) =>
      people(
        about,
        sql`AND a.id IS NOT NULL AND a.unreachable_at IS NULL AND p.id > ${afterId} ORDER BY p.id LIMIT ${limit}`,
      ),
  };
}
