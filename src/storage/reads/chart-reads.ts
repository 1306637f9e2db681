import type { UnitBar } from '../../domain/compliance/chart.ts';
import type { ChartReads, Due } from '../../domain/compliance/chart-reads.ts';
import { readCount, readFlag, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { below, held } from '../stores/below.ts';
import { followedOn } from '../stores/follow-up-store.ts';
import { owingAlone } from './health-days.ts';

/** Reminders of a directive that are looked at: far more than its ladder has. */
const REMINDERS = 500;

/** Sums come from the tally; moments from `receipts_acknowledged`, an index that holds all that is asked of it. */
export function chartReads(connection: Connection): ChartReads {
  return {
    listBars: (unitId, directiveId, now) => listBars(connection, unitId, directiveId, now),
    async listDue({ directiveId, version }, path) {
      const rows = await connection.query<Due>(sql`
        SELECT u.id AS "unitId", u.path, t.acknowledged,
          t.acknowledged + t.sent + t.unknown + t.unreachable + t.not_enrolled + t.waiting AS due
        FROM tallies t JOIN units u ON u.id = t.unit_id
        WHERE t.directive_id = ${directiveId} AND t.version = ${version} AND t.to_know = ${false} AND ${below('u.path', path)}`);
      return rows.map((row) => ({ ...row, due: readCount(row.due), acknowledged: readCount(row.acknowledged) }));
    },
    async listAcknowledgedAt({ directiveId, version }, unitIds, page) {
      const rest = page ? sql`ORDER BY r.acknowledged_at LIMIT ${page.limit} OFFSET ${page.offset}` : sql.nothing;
      const rows = await connection.query<{ at: unknown }>(sql`
        SELECT r.acknowledged_at AS at FROM receipts r WHERE r.directive_id = ${directiveId} AND r.version = ${version}
          AND r.unit_id IN ${sql.list(unitIds)} AND r.status = 'acknowledged' AND r.to_know = ${false} ${rest}`);
      return rows.map(({ at }) => readInstant(at));
    },
    async countAcknowledgedBy({ directiveId, version }, unitIds, ends) {
      const counts = ends.map(
        (end, day) => sql`sum(CASE WHEN r.acknowledged_at <= ${end} THEN 1 ELSE 0 END) AS ${dayName(day)}`,
      );
      const rows = await connection.query<Record<string, unknown>>(sql`
        SELECT r.unit_id AS "unitId", ${sql.join(counts)} FROM receipts r
        WHERE r.directive_id = ${directiveId} AND r.version = ${version} AND r.unit_id IN ${sql.list(unitIds)}
          AND r.status = 'acknowledged' AND r.to_know = ${false} GROUP BY r.unit_id`);
      return rows.map((row) => ({
        unitId: readCount(row.unitId),
        counts: ends.map((_, day) => readCount(row[`day${day}`])),
      }));
    },
    async listFollowedUnits(day) {
      const rows = await connection.query<{ id: number }>(sql`
        SELECT DISTINCT o.unit_id AS id FROM posts o WHERE o.person_id IN (${followedOn(day)}) AND ${held('o', day)}`);
      return rows.map(({ id }) => id);
    },
    async countDeclared(about) {
      const [row] = await connection.query<{ due: unknown; done: unknown }>(
        sql`SELECT count(*) AS due, count(h.id) AS done ${owingAlone(about)}`,
      );
      const due = readCount(row?.due);
      return due === 0 ? null : { due, done: readCount(row?.done) };
    },
    async listReminded(directiveId) {
      const rows = await connection.query<{ at: unknown }>(sql`
        SELECT at FROM evidence_entries WHERE stream = ${`directive:${directiveId}`} AND action = 'directive.remind'
        ORDER BY at LIMIT ${REMINDERS}`);
      return rows.map(({ at }) => readInstant(at));
    },
  };
}

const dayName = (day: number): Sql => sql.raw(`day${day}`);

interface Row extends Pick<UnitBar, 'name' | 'isSelf'> {
  acknowledged: unknown;
  inTime: unknown;
  late: unknown;
  unreachable: unknown;
  notEnrolled: unknown;
}

async function listBars(connection: Connection, unitId: number, directiveId: number | null, now: Date) {
  const which = directiveId === null ? sql`d.state = 'issued'` : sql`d.id = ${directiveId}`;
  const open = sql`t.sent + t.unknown + t.waiting`;
  const isLate = sql`d.deadline_at IS NOT NULL AND d.deadline_at < ${now}`;
  const rows = await connection.query<Row>(sql`
    SELECT g.name, g.id = ${unitId} AND EXISTS (SELECT 1 FROM units k WHERE k.parent_id = g.id) AS "isSelf",
      sum(t.acknowledged) AS acknowledged, sum(CASE WHEN ${isLate} THEN 0 ELSE ${open} END) AS "inTime",
      sum(CASE WHEN ${isLate} THEN ${open} ELSE 0 END) AS late, sum(t.unreachable) AS unreachable,
      sum(t.not_enrolled) AS "notEnrolled"
    FROM units top JOIN units g ON g.id = top.id OR g.parent_id = top.id
    JOIN units u ON (g.id = top.id AND u.id = top.id)
      OR (g.id <> top.id AND substr(u.path, 1, length(g.path)) = g.path)
    JOIN tallies t ON t.unit_id = u.id AND t.to_know = ${false}
    JOIN directives d ON d.id = t.directive_id AND d.version = t.version
    WHERE top.id = ${unitId} AND ${which} GROUP BY g.id, g.name ORDER BY g.id`);
  return rows.map(({ name, isSelf, ...parts }): UnitBar => {
    const counted = Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, readCount(value)]));
    return { name, isSelf: readFlag(isSelf), parts: counted as unknown as UnitBar['parts'] };
  });
}
