import type { DirectiveSum, UnitCount } from '../../domain/compliance/compliance.ts';
import type { ComplianceReads, NumberedDirective } from '../../domain/compliance/compliance-reads.ts';
import { idsOf } from '../../domain/units/unit.ts';
import { orNull, readCount, readFlag, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { below, belowAny, like } from '../stores/below.ts';

type Part = Pick<ComplianceReads, 'sumDirectives' | 'countByUnit' | 'countStepsByUnit' | 'countLost' | 'findByNumber'>;

const OPEN = sql`t.sent + t.unknown + t.unreachable + t.not_enrolled + t.waiting`;

/** SQLite keeps to the order in which tables stand before it; left alone it goes unit by unit, and sorts. */
export const THEN = sql.either({ sqlite: sql`CROSS JOIN`, postgres: sql`JOIN` });

/**
 * What is in force (`d`) with its tallies (`t`) at or below a path: of a whole tree those that are not of units elsewhere, which are
 * few or none, else those of its units.
 */
function inForce(path: string, and: Sql = sql.nothing): Sql {
  const isBelow = below('u.path', path);
  const isAll = idsOf(path).length === 1;
  const within = isAll
    ? sql`t.unit_id NOT IN (SELECT u.id FROM units u WHERE NOT ${isBelow})`
    : sql`t.unit_id IN (SELECT u.id FROM units u WHERE ${isBelow})`;
  return sql`FROM directives d ${THEN} tallies t ON t.directive_id = d.id AND t.version = d.version AND t.to_know = ${false}
    WHERE d.state = 'issued' AND ${within} ${and}`;
}

/** Many figures at a glance: 40,000 tallies (100 directives, 400 units) take some ten milliseconds. */
export function statusReads(connection: Connection): Part {
  return {
    async sumDirectives(path) {
      const rows = await connection.query<DirectiveSum>(sql`
        SELECT d.id AS "directiveId", d.urgency, d.issued_at AS "issuedAt", d.deadline_at AS "deadlineAt",
          sum(t.acknowledged) AS done, sum(t.acknowledged + ${OPEN}) AS due ${inForce(path)}
        GROUP BY d.id`);
      return rows.map((row) => ({
        ...row,
        issuedAt: readInstant(row.issuedAt),
        deadlineAt: orNull(readInstant)(row.deadlineAt),
        due: readCount(row.due),
        done: readCount(row.done),
      }));
    },
    async countByUnit(path) {
      const rows = await connection.query<UnitCount>(sql`
        SELECT t.unit_id AS "unitId", sum(t.acknowledged) AS done, sum(t.acknowledged + ${OPEN}) AS due
        ${inForce(path)} GROUP BY t.unit_id`);
      return rows.map(countOf);
    },
    async countStepsByUnit(path) {
      const rows = await connection.query<UnitCount>(sql`
        SELECT t.unit_id AS "unitId", sum(t.implemented) AS done, sum(t.acknowledged + ${OPEN}) AS due
        ${inForce(path, sql`AND d.audience = 'heads'`)} GROUP BY t.unit_id`);
      return rows.map(countOf);
    },
    async findByNumber(paths, number, limit) {
      // `12` is no beginning of `123/CV`.
      const ends = /[/-]/.test(number) ? [''] : ['/', '-', ' '];
      const begins = ends.map((end) => sql`d.search_folded LIKE ${`${like(number).slice(1, -1)}${end}%`} ESCAPE '!'`);
      const owedAt = sql`SELECT u.path FROM tallies t JOIN units u ON u.id = t.unit_id
        WHERE t.directive_id = d.id AND t.version = d.version AND t.to_know = ${false} AND ${belowAny('u.path', paths)}`;
      const rows = await connection.query<NumberedDirective & { isInForce: unknown }>(sql`
        SELECT d.id, d.number, d.title, d.state = 'issued' AS "isInForce", (${owedAt} ORDER BY u.path LIMIT 1) AS path
        FROM directives d WHERE d.issued_at IS NOT NULL AND d.number IS NOT NULL AND (${sql.join(begins, ' OR ')})
          AND EXISTS (${owedAt}) ORDER BY CASE d.state WHEN 'issued' THEN 0 ELSE 1 END, d.issued_at DESC, d.id DESC LIMIT ${limit}`);
      return rows.map((row) => ({
        ...row,
        isInForce: readFlag(row.isInForce),
        path: paths.find((path) => row.path.startsWith(path))!,
      }));
    },
    async countLost(path) {
      const rows = await connection.query<{ reach: 'notEnrolled' | 'unreachable'; count: unknown }>(sql`
        SELECT p.reach, count(*) AS count FROM units u JOIN people p ON p.home_unit_id = u.id
        WHERE ${below('u.path', path)} AND p.left_on IS NULL AND p.reach IN ('notEnrolled', 'unreachable') GROUP BY p.reach`);
      const found = new Map(rows.map(({ reach, count }) => [reach, readCount(count)]));
      return { notEnrolled: found.get('notEnrolled') ?? 0, unreachable: found.get('unreachable') ?? 0 };
    },
  };
}

const countOf = ({ unitId, done, due }: UnitCount): UnitCount => ({
  unitId,
  done: readCount(done),
  due: readCount(due),
});
