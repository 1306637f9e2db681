import { openDatabase } from '../../src/storage/database.ts';
import { officeModel } from '../../src/storage/model.ts';
import { sql } from '../../src/storage/sql.ts';

const STATUSES = ['closed', 'acknowledged', 'sent', 'unknown', 'unreachable', 'not_enrolled', 'waiting'];
const wordOf = (column: string): string => (column === 'not_enrolled' ? 'notEnrolled' : column);

/** Counts every receipt anew and gives the rows of the tally that say otherwise; none when the figures are true. */
export async function recount(url: string): Promise<unknown[]> {
  const database = await openDatabase({ url, ...officeModel });
  const counts = STATUSES.map(
    (column) => sql`sum(CASE WHEN r.status = ${wordOf(column)} THEN 1 ELSE 0 END) AS ${sql.raw(column)}`,
  );
  const implemented = sql`sum(CASE WHEN r.implemented_at IS NOT NULL AND r.status <> 'closed' THEN 1 ELSE 0 END) AS implemented`;
  const onPaper = sql`sum(CASE WHEN r.on_paper = ${true} THEN 1 ELSE 0 END) AS on_paper`;
  const toKnow = sql`max(CASE WHEN r.to_know = ${true} THEN 1 ELSE 0 END) AS to_know`;
  const differs = [...STATUSES, 'on_paper', 'implemented'].map(
    (column) => sql`COALESCE(c.${sql.raw(column)}, 0) <> COALESCE(t.${sql.raw(column)}, 0)`,
  );
  const wrong = await database.read.query(sql`
    WITH c AS (SELECT r.directive_id, r.version, r.unit_id, ${sql.join([...counts, onPaper, implemented, toKnow])} FROM receipts r
      GROUP BY r.directive_id, r.version, r.unit_id)
    SELECT c.*, t.directive_id AS tally FROM c FULL JOIN tallies t
      ON t.directive_id = c.directive_id AND t.version = c.version AND t.unit_id = c.unit_id
    WHERE ${sql.join(differs, ' OR ')} OR c.to_know <> CASE WHEN t.to_know = ${true} THEN 1 ELSE 0 END`);
  await database.close();
  return wrong;
}
