import type { NamedPerson, ReportReads, SaidDifficulty, UnitHead } from '../../domain/compliance/report-store.ts';
import { readFlag, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';
import { isAway } from '../stores/absence-store.ts';
import { held } from '../stores/below.ts';

type Part = Pick<ReportReads, 'listHeads' | 'listNames' | 'listTasks' | 'listDifficulties'>;

/** Who and what stands behind the numbers in a report, as it is called today. */
export function reportNames(connection: Connection): Part {
  return {
    async listHeads(unitIds, today) {
      const rows = await connection.query<UnitHead>(sql`
        SELECT o.unit_id AS "unitId", p.id AS "personId", p.full_name AS "fullName", o.role,
          ${isAway(sql`p.id`, today)} AS "isAway"
        FROM posts o JOIN people p ON p.id = o.person_id AND p.left_on IS NULL
        WHERE o.unit_id IN ${sql.list(unitIds)} AND o.role IN ('leader', 'deputy') AND ${held('o', today)}
        ORDER BY o.unit_id, CASE WHEN o.role = 'leader' THEN 0 ELSE 1 END, o.id`);
      return rows.map((row) => ({ ...row, isAway: readFlag(row.isAway) }));
    },
    async listNames(personIds, today) {
      const rows = await connection.query<NamedPerson>(sql`
        SELECT p.id, p.full_name AS "fullName", p.name_sort AS "nameSort", ${isAway(sql`p.id`, today)} AS "isAway" FROM people p
        WHERE p.id IN ${sql.list(personIds)}`);
      return rows.map((row) => ({ ...row, isAway: readFlag(row.isAway) }));
    },
    listTasks: (taskIds) =>
      connection.query(sql`
        SELECT t.id, t.text, u.name AS "unitName" FROM tasks t JOIN units u ON u.id = t.lead_unit_id
        WHERE t.id IN ${sql.list(taskIds)}`),
    async listDifficulties(entryIds) {
      const rows = await connection.query<SaidDifficulty>(sql`
        SELECT e.id, e.at, u.id AS "unitId", u.name AS "unitName", t.text AS task, COALESCE(e.text, '') AS words
        FROM task_entries e JOIN tasks t ON t.id = e.task_id JOIN units u ON u.id = t.lead_unit_id
        WHERE e.id IN ${sql.list(entryIds)}`);
      return rows.map((row) => ({ ...row, at: readInstant(row.at) }));
    },
  };
}
