import type { ComplianceReads, OwingLine } from '../../domain/compliance/compliance-reads.ts';
import { readCount, readFlag } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { below } from '../stores/below.ts';
import { OPEN } from '../stores/open-receipts.ts';
import { isHeadsPost } from './missing-names.ts';
import { THEN } from './status-reads.ts';
import { inPieces } from './unit-walk.ts';

type Part = Pick<ComplianceReads, 'countOfPeople' | 'listOwing' | 'countAcknowledged'>;

const unitsBelow = (path: string): Sql => sql`(SELECT u.id FROM units u WHERE ${below('u.path', path)})`;

/** What single people owe of all that is in force. */
export function peopleFigures(connection: Connection): Part {
  return {
    async countOfPeople(path, personIds, step) {
      const isImplement = step === 'implement';
      const done = isImplement ? sql`r.implemented_at IS NOT NULL` : sql`r.status = 'acknowledged'`;
      const rows = await connection.query<{ personId: number; due: unknown; done: unknown }>(sql`
        SELECT r.person_id AS "personId", count(*) AS due, sum(CASE WHEN ${done} THEN 1 ELSE 0 END) AS done
        FROM directives d JOIN receipts r ON r.directive_id = d.id AND r.version = d.version
          AND r.person_id IN ${sql.list(personIds)} AND r.to_know = ${false} AND r.status <> 'closed'
        WHERE d.state = 'issued' ${isImplement ? sql`AND d.audience = 'heads'` : sql.nothing}
          AND r.unit_id IN ${unitsBelow(path)} GROUP BY r.person_id`);
      return rows.map(({ personId, ...row }) => ({ personId, due: readCount(row.due), done: readCount(row.done) }));
    },
    listOwing: (path, page, at) => listOwing(connection, path, page, at),
    async countAcknowledged(path, since) {
      const inForce = await connection.query<{ id: number; version: number }>(
        sql`SELECT d.id, d.version FROM directives d WHERE d.state = 'issued'`,
      );
      const parts = await inPieces(
        // Each looks into the index once for every unit.
        inForce.map(({ id }) => ({ id, count: 200 })),
        (ids) => countSince(connection, path, ids, since),
      );
      return parts.reduce((sum, count) => sum + count, 0);
    },
  };
}

async function listOwing(
  connection: Connection,
  path: string,
  { limit, offset }: { limit: number; offset: number },
  { now, today }: { now: Date; today: string },
) {
  // Unit by unit what is open of each directive, in that order and by no other index: over ten million receipts that is the difference
  // between milliseconds and seconds.
  const owing = sql`FROM units u ${THEN} directives d ON d.state = 'issued' ${THEN} receipts r
    ON r.directive_id = d.id AND r.unit_id = u.id AND +r.version = d.version AND r.status IN ${OPEN}
      AND r.to_know = ${false} WHERE ${below('u.path', path)}`;
  const [count] = await connection.query<{ total: unknown }>(sql`SELECT count(DISTINCT r.person_id) AS total ${owing}`);
  const isHead = sql`EXISTS (SELECT 1 FROM posts o WHERE o.person_id = p.id AND ${isHeadsPost('o', today)}
    AND o.unit_id IN ${unitsBelow(path)})`;
  const rows = await connection.query<Record<keyof OwingLine, unknown> & Pick<OwingLine, 'fullName' | 'unitName'>>(sql`
    SELECT p.id AS "personId", p.full_name AS "fullName", w.name AS "unitName", f.open, f.overdue, ${isHead} AS "isHead"
    FROM (SELECT r.person_id, min(r.unit_id) AS unit_id, count(*) AS open,
      sum(CASE WHEN d.deadline_at < ${now} THEN 1 ELSE 0 END) AS overdue ${owing} GROUP BY r.person_id) f
    JOIN people p ON p.id = f.person_id JOIN units w ON w.id = f.unit_id
    ORDER BY 6 DESC, f.overdue DESC, f.open DESC, p.name_sort, p.id LIMIT ${limit} OFFSET ${offset}`);
  const people = rows.map(({ personId, open, overdue, isHead: leads, ...names }) => ({
    ...names,
    personId: readCount(personId),
    open: readCount(open),
    overdue: readCount(overdue),
    isHead: readFlag(leads),
  }));
  return { people, total: readCount(count?.total) };
}

async function countSince(connection: Connection, path: string, directiveIds: number[], since: Date): Promise<number> {
  const [row] = await connection.query<{ count: unknown }>(sql`
    SELECT count(*) AS count FROM directives d JOIN receipts r ON r.directive_id = d.id AND r.version = d.version
      AND r.unit_id IN ${unitsBelow(path)} AND r.status = 'acknowledged' AND r.acknowledged_at >= ${since}
    WHERE d.id IN ${sql.list(directiveIds)}`);
  return readCount(row?.count);
}
