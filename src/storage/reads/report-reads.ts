import type { OpenTask, ReportReads, SaidOfTask, Span, UnitTally } from '../../domain/compliance/report-store.ts';
import { OPEN_STATES } from '../../domain/tasks/task.ts';
import { orNull, readCount, readFlag, readInstant, readJson } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { held } from '../stores/below.ts';
import { OPEN } from '../stores/open-receipts.ts';
import { reportNames } from './report-names.ts';

/** What a report is counted from. Each statement reads one directive, one unit, some units, or one page. */
export function reportReads(connection: Connection): ReportReads {
  return {
    ...reportNames(connection),
    listReported: (span) => listReported(connection, span),
    listTallies: (directiveId) => listTallies(connection, directiveId),
    // The plus keeps SQLite to the index of open receipts by unit; else it looks through everybody who owes the directive.
    listOwing: ({ directiveId, unitIds }, after, limit) =>
      connection.query(sql`
        SELECT r.person_id AS "personId", r.unit_id AS "unitId" FROM receipts r
        WHERE r.directive_id = ${directiveId} AND r.unit_id IN ${sql.list(unitIds)} AND r.person_id > ${after}
          AND r.status IN ${OPEN} AND r.to_know = ${false}
          AND +r.version = (SELECT d.version FROM directives d WHERE d.id = ${directiveId})
        ORDER BY r.person_id LIMIT ${limit}`),
    listOpenTasks: (after, limit) => listOpenTasks(connection, after, limit),
    async countTasksDone({ from, to }) {
      const rows = await connection.query<{ unitId: number; done: unknown }>(sql`
        SELECT lead_unit_id AS "unitId", count(*) AS done FROM tasks WHERE done_at >= ${from} AND done_at < ${to}
        GROUP BY lead_unit_id`);
      return rows.map(({ unitId, done }) => ({ unitId, done: readCount(done) }));
    },
    listSaid: (span, after, limit) => listSaid(connection, span, after, limit),
    async listUnitsOf(personIds, today) {
      const rows = await connection.query<{ id: number }>(sql`
        SELECT DISTINCT o.unit_id AS id FROM posts o WHERE o.person_id IN ${sql.list(personIds)} AND ${held('o', today)}`);
      return rows.map(({ id }) => id);
    },
    countPeople: (unitIds) =>
      counted(
        connection,
        sql`SELECT home_unit_id AS "unitId", count(*) AS people,
            sum(CASE WHEN reach = 'notEnrolled' THEN 1 ELSE 0 END) AS "notEnrolled",
            sum(CASE WHEN reach = 'unreachable' THEN 1 ELSE 0 END) AS unreachable
          FROM people WHERE home_unit_id IN ${sql.list(unitIds)} AND left_on IS NULL GROUP BY home_unit_id`,
      ),
    countTrips: (unitIds, today) =>
      counted(
        connection,
        sql`SELECT unit_id AS "unitId", sum(CASE WHEN ${underWay(today)} THEN 1 ELSE 0 END) AS away,
            sum(CASE WHEN ${underWay(today)} AND kind = 'abroad' THEN 1 ELSE 0 END) AS abroad,
            sum(CASE WHEN state = 'awaiting' THEN 1 ELSE 0 END) AS awaiting
          FROM trips WHERE unit_id IN ${sql.list(unitIds)} AND state IN ('awaiting', 'planned') GROUP BY unit_id`,
      ),
  };
}

/** As `stageOf` in the domain has it. */
const underWay = (today: string): Sql => sql`state = 'planned' AND from_on <= ${today} AND to_on >= ${today}`;

/** Rows of counts by unit; zeroes are left out. */
async function counted(connection: Connection, statement: Sql) {
  const rows = await connection.query<Record<string, unknown> & { unitId: number }>(statement);
  return rows.map(({ unitId, ...columns }) => {
    const counts = Object.entries(columns).map(([name, value]) => [name, readCount(value)] as const);
    return { unitId, counts: Object.fromEntries(counts.filter(([, count]) => count > 0)) };
  });
}

type Reported = Awaited<ReturnType<ReportReads['listReported']>>[number];

async function listReported(connection: Connection, { from, to }: Span): Promise<Reported[]> {
  const columns = sql`d.id, d.number, d.title, d.document, d.parent_id AS "parentId", d.issued_at AS "issuedAt",
    d.deadline_at AS "deadlineAt", d.ended_as AS "endedAs"`;
  const rows = await connection.query<Omit<Reported, 'isPassedOn'>>(sql`
    SELECT ${columns} FROM directives d WHERE d.state = 'issued'
    UNION ALL SELECT ${columns} FROM directives d
    WHERE d.state = 'closed' AND d.issued_at IS NOT NULL AND d.ended_at >= ${from} AND d.ended_at < ${to}
    ORDER BY id`);
  return rows.map((row) => ({
    ...row,
    document: orNull<Reported['document']>(readJson)(row.document),
    isPassedOn: row.parentId !== null,
    issuedAt: readInstant(row.issuedAt),
    deadlineAt: orNull(readInstant)(row.deadlineAt),
  }));
}

const OWED = sql`t.acknowledged + t.sent + t.unknown + t.unreachable + t.not_enrolled + t.waiting`;

/** Of every version, since what was acknowledged of an earlier one was said all the same. */
async function listTallies(connection: Connection, directiveId: number): Promise<UnitTally[]> {
  const rows = await connection.query<UnitTally & { holds: unknown }>(sql`
    SELECT t.unit_id AS "unitId", ${OWED} AS owed, t.acknowledged, t.acknowledged_at AS "acknowledgedAt", t.version = d.version AS holds
    FROM tallies t JOIN directives d ON d.id = t.directive_id
    WHERE t.directive_id = ${directiveId} AND t.to_know = ${false}`);
  return rows.map(({ holds, ...row }) => {
    const isCurrent = readFlag(holds);
    return {
      unitId: row.unitId,
      owed: isCurrent ? readCount(row.owed) : 0,
      acknowledged: isCurrent ? readCount(row.acknowledged) : 0,
      acknowledgedAt: orNull(readInstant)(row.acknowledgedAt),
    };
  });
}

async function listOpenTasks(connection: Connection, after: { leadUnitId: number; id: number } | null, limit: number) {
  const rest = after ? sql`AND (t.lead_unit_id, t.id) > (${after.leadUnitId}, ${after.id})` : sql.nothing;
  const rows = await connection.query<OpenTask>(sql`
    SELECT t.id, t.lead_unit_id AS "leadUnitId", t.state, t.due_at AS "dueAt", t.given_at AS "givenAt"
    FROM tasks t JOIN directives d ON d.id = t.directive_id AND d.state = 'issued'
    WHERE t.state IN ${sql.list(OPEN_STATES)} ${rest} ORDER BY t.lead_unit_id, t.id LIMIT ${limit}`);
  return rows.map((row) => ({ ...row, dueAt: orNull(readInstant)(row.dueAt), givenAt: readInstant(row.givenAt) }));
}

async function listSaid(
  connection: Connection,
  { from, to }: Span,
  after: { at: Date; id: number } | null,
  limit: number,
): Promise<SaidOfTask[]> {
  const rest = after ? sql`AND (e.at, e.id) > (${after.at}, ${after.id})` : sql.nothing;
  const rows = await connection.query<SaidOfTask>(sql`
    SELECT e.id, e.at, e.kind, t.lead_unit_id AS "leadUnitId", e.by_id AS "byId"
    FROM task_entries e JOIN tasks t ON t.id = e.task_id
    WHERE e.at >= ${from} AND e.at < ${to} ${rest} ORDER BY e.at, e.id LIMIT ${limit}`);
  return rows.map((row) => ({ ...row, at: readInstant(row.at) }));
}
