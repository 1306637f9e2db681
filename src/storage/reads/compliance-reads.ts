import type { DirectiveFigures, Figures, UnitFigures } from '../../domain/compliance/compliance.ts';
import type { ComplianceReads, PersonFigures } from '../../domain/compliance/compliance-reads.ts';
import { isLate } from '../../domain/directives/directive.ts';
import { orNull, readCount, readFlag, readInstant, readJson } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { below, owedWithin } from '../stores/below.ts';
import { peopleFigures } from './people-figures.ts';
import { statusReads } from './status-reads.ts';

export const SUMS = sql`sum(t.closed) AS closed, sum(t.acknowledged) AS acknowledged, sum(t.on_paper) AS "onPaper", sum(t.sent) AS sent,
  sum(t.unknown) AS unknown, sum(t.unreachable) AS unreachable, sum(t.not_enrolled) AS "notEnrolled", sum(t.waiting) AS waiting`;

/** Units that a directive was sent to for their knowledge owe nothing. */
export const TALLIES = sql`tallies t ON t.directive_id = d.id AND t.version = d.version AND t.to_know = ${false}`;

/** Figures are sums of the tally over the units at and below one; nothing here touches a receipt. */
export function complianceReads(connection: Connection): ComplianceReads {
  return {
    ...statusReads(connection),
    ...peopleFigures(connection),
    listDirectives: (filter, now) => listDirectives(connection, filter, now),
    listUnits: (filter) => listUnits(connection, filter),
    countOfPerson: (...about) => countOfPerson(connection, ...about),
  };
}

async function countOfPerson(
  connection: Connection,
  ...[personId, since, now, paths]: Parameters<ComplianceReads['countOfPerson']>
): Promise<PersonFigures> {
  const sum = (condition: Sql) => sql`coalesce(sum(CASE WHEN ${condition} THEN 1 ELSE 0 END), 0)`;
  const isDone = sql`r.status = 'acknowledged'`;
  const isOver = sql`d.deadline_at IS NOT NULL AND d.deadline_at`;
  const [row] = await connection.query<Record<keyof PersonFigures, unknown>>(sql`
    SELECT count(*) AS owed, ${sum(isDone)} AS acknowledged,
      ${sum(sql`${isDone} AND ${isOver} < r.acknowledged_at`)} AS "afterDeadline",
      ${sum(sql`NOT ${isDone} AND d.state = 'issued' AND ${isOver} < ${now}`)} AS overdue
    FROM receipts r JOIN directives d ON d.id = r.directive_id AND d.version = r.version
    WHERE r.person_id = ${personId} AND r.to_know = ${false} AND r.status <> 'closed' AND d.issued_at >= ${since}
      AND d.state IN ('issued', 'closed') ${owedWithin(paths)}`);
  return {
    owed: readCount(row?.owed),
    acknowledged: readCount(row?.acknowledged),
    afterDeadline: readCount(row?.afterDeadline),
    overdue: readCount(row?.overdue),
  };
}

type Filter = Parameters<ComplianceReads['listDirectives']>[0];
type DirectiveRow = Omit<DirectiveFigures, 'owed' | 'late'>;

async function listDirectives(connection: Connection, filter: Filter, now: Date) {
  const { path, directiveId, directiveIds, limit = 10_000, offset = 0 } = filter;
  const ids = directiveIds ?? (directiveId === undefined ? null : [directiveId]);
  const which = ids === null ? sql`d.state = 'issued'` : sql`d.id IN ${sql.list(ids)} AND d.issued_at IS NOT NULL`;
  const from = sql`FROM directives d JOIN ${TALLIES}
    ${path === null ? sql.nothing : sql`JOIN units u ON u.id = t.unit_id AND ${below('u.path', path)}`}`;
  const rows = await connection.query<DirectiveRow>(sql`
    SELECT d.id, d.number, d.title, d.urgency, d.issued_at AS "issuedAt", d.deadline_at AS "deadlineAt", d.state, d.document,
      d.parent_id IS NOT NULL AS "isPassedOn", ${SUMS}
    ${path === null ? sql`FROM directives d LEFT JOIN ${TALLIES}` : from}
    WHERE ${which} GROUP BY d.id, d.number, d.title, d.urgency, d.issued_at, d.deadline_at, d.state, d.parent_id
    ORDER BY CASE WHEN d.deadline_at IS NULL THEN 1 ELSE 0 END, d.deadline_at, d.issued_at DESC, d.id DESC
    LIMIT ${limit} OFFSET ${offset}`);
  const isWhole = offset === 0 && rows.length < limit;
  const total = isWhole ? rows.length : await countAll(connection, path === null ? null : from, which);
  return { directives: rows.map((row) => directiveOf(row, now)), total };
}

async function countAll(connection: Connection, from: Sql | null, which: Sql): Promise<number> {
  const [row] = await connection.query<{ total: unknown }>(
    sql`SELECT count(DISTINCT d.id) AS total ${from ?? sql`FROM directives d`} WHERE ${which}`,
  );
  return readCount(row?.total);
}

const documentIn = ({ document }: DirectiveRow) => orNull<DirectiveRow['document']>(readJson)(document);

function directiveOf(row: DirectiveRow, now: Date): DirectiveFigures {
  const figures = figuresOf(row);
  const deadlineAt = orNull(readInstant)(row.deadlineAt);
  const late = isLate(deadlineAt, now) ? figures.owed - figures.closed - figures.acknowledged : 0;
  return {
    ...row,
    ...figures,
    issuedAt: readInstant(row.issuedAt),
    deadlineAt,
    late,
    document: documentIn(row),
    isPassedOn: readFlag(row.isPassedOn),
  };
}

export function figuresOf(row: Omit<Figures, 'owed'>): Figures {
  const [closed, acknowledged, sent] = [readCount(row.closed), readCount(row.acknowledged), readCount(row.sent)];
  const [unknown, unreachable] = [readCount(row.unknown), readCount(row.unreachable)];
  const [notEnrolled, waiting] = [readCount(row.notEnrolled), readCount(row.waiting)];
  const owed = closed + acknowledged + sent + unknown + unreachable + notEnrolled + waiting;
  const onPaper = readCount(row.onPaper);
  return { owed, closed, acknowledged, onPaper, sent, unknown, unreachable, notEnrolled, waiting };
}

async function listUnits(
  connection: Connection,
  { unitId, directiveId }: { unitId: number; directiveId: number },
): Promise<UnitFigures[]> {
  const rows = await connection.query<Omit<UnitFigures, 'owed'>>(sql`
    SELECT g.id AS "unitId", g.name AS "unitName", g.id = ${unitId} AS "isSelf",
      NOT EXISTS (SELECT 1 FROM units k WHERE k.parent_id = g.id) AS "isLeaf", ${SUMS}
    FROM units top JOIN units g ON g.id = top.id OR g.parent_id = top.id
    JOIN units u ON (g.id = top.id AND u.id = top.id)
      OR (g.id <> top.id AND substr(u.path, 1, length(g.path)) = g.path)
    JOIN tallies t ON t.unit_id = u.id AND t.to_know = ${false} JOIN directives d ON d.id = t.directive_id AND d.version = t.version
    WHERE top.id = ${unitId} AND d.id = ${directiveId} GROUP BY g.id, g.name ORDER BY g.id`);
  return rows.map((row) => ({ ...row, ...figuresOf(row), isSelf: readFlag(row.isSelf), isLeaf: readFlag(row.isLeaf) }));
}
