import type { LostPerson, PeopleStore } from '../../domain/people/people-store.ts';
import { readCount, readFlag } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';
import { below } from '../stores/below.ts';
import { headsAt, isHeadsPost } from './missing-names.ts';

/** Who leads, and who cannot be told anything. */
export function lostPeople(connection: Connection): Pick<PeopleStore, 'listHeads' | 'listLost'> {
  return {
    listHeads: (unitIds, today) =>
      connection.query(sql`
        SELECT o.unit_id AS "unitId", o.person_id AS "personId" FROM ${headsAt(sql.list(unitIds), today)} o
        JOIN people p ON p.id = o.person_id AND p.left_on IS NULL
        ORDER BY o.unit_id, o.person_id`),
    async listLost(path, today, { limit, offset }) {
      const from = sql`FROM units u JOIN people p ON p.home_unit_id = u.id
        WHERE ${below('u.path', path)} AND p.left_on IS NULL AND p.reach IN ('notEnrolled', 'unreachable')`;
      const [count] = await connection.query<{ total: unknown }>(sql`SELECT count(*) AS total ${from}`);
      const rows = await connection.query<LostPerson & { isHead: unknown }>(sql`
        SELECT p.id AS "personId", p.full_name AS "fullName", u.name AS "unitName", p.reach,
          EXISTS (SELECT 1 FROM posts o WHERE o.unit_id = u.id AND o.person_id = p.id AND ${isHeadsPost('o', today)}) AS "isHead"
        ${from} ORDER BY 5 DESC, u.path, p.name_sort, p.id LIMIT ${limit} OFFSET ${offset}`);
      return { people: rows.map((row) => ({ ...row, isHead: readFlag(row.isHead) })), total: readCount(count?.total) };
    },
  };
}
