import type { HeadStep, OpenStep } from '../../domain/directives/head.ts';
import type { HeadStore, Passing } from '../../domain/directives/head-store.ts';
import { orNull, readCount, readInstant, readJson } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { below, held } from './below.ts';
import { wasGiven } from './passed-on.ts';
import { unitStore } from './unit-store.ts';

/** Units (`u`) that somebody heads (`o`) among those that a directive (`d`) orders, and does not only tell. */
const headed = (today: string): Sql => sql`o.role = 'leader' AND ${held('o', today)}
  AND COALESCE((SELECT NOT du.to_know FROM directive_units du JOIN units top ON top.id = du.unit_id
    WHERE du.directive_id = d.id AND substr(u.path, 1, length(top.path)) = top.path
    ORDER BY length(top.path) DESC LIMIT 1), ${false})`;

/** Heads who owe a directive's version in force, at and below a path. */
const heads = (directiveId: number, path: string): Sql => sql`
  FROM receipts r JOIN directives d ON d.id = r.directive_id AND d.version = r.version AND d.audience = 'heads'
  JOIN units u ON u.id = r.unit_id JOIN people p ON p.id = r.person_id
  WHERE r.directive_id = ${directiveId} AND r.to_know = ${false} AND r.status <> 'closed' AND ${below('u.path', path)}`;

const PASSED = sql`FROM tallies t JOIN directives c ON c.id = t.directive_id AND c.version = t.version
  WHERE t.directive_id = r.passed_on_id AND t.to_know = ${false}`;

export function headStore(connection: Connection): HeadStore {
  return {
    async listHeadedUnits(receiptId, today) {
      const rows = await connection.query<{ id: number }>(sql`
        SELECT DISTINCT u.id FROM receipts r JOIN directives d ON d.id = r.directive_id
        JOIN posts o ON o.person_id = r.person_id JOIN units u ON u.id = o.unit_id
        WHERE r.id = ${receiptId} AND ${headed(today)}`);
      return await unitStore(connection).listByIds(rows.map((row) => row.id));
    },
    async listPassedOnUnitIds(directiveId) {
      const rows = await connection.query<{ id: number }>(sql`
        SELECT DISTINCT du.unit_id AS id FROM directives d JOIN directive_units du ON du.directive_id = d.id
        WHERE d.parent_id = ${directiveId} AND d.state <> 'closed' AND du.left_out = ${false}`);
      return rows.map((row) => row.id);
    },
    async listHeadedBelow(receiptId, unitIds, today) {
      const rows = await connection.query<{ id: number }>(sql`
        SELECT DISTINCT u.id FROM receipts own JOIN directives d ON d.id = own.directive_id
        JOIN receipts r ON r.directive_id = d.id AND r.version = d.version AND r.person_id <> own.person_id
          AND r.to_know = ${false} AND r.status <> 'closed'
        JOIN posts o ON o.person_id = r.person_id JOIN units u ON u.id = o.unit_id
        JOIN units top ON top.id IN ${sql.list(unitIds)} AND substr(u.path, 1, length(top.path)) = top.path
        WHERE own.id = ${receiptId} AND ${headed(today)}`);
      return rows.map((row) => row.id).filter((id) => !unitIds.includes(id));
    },
    countPeople: (passing, today) => countPeople(connection, passing, today),
    async listSteps(directiveId, path, { limit, offset }) {
      const from = heads(directiveId, path);
      const [count] = await connection.query<{ total: unknown }>(sql`SELECT count(*) AS total ${from}`);
      const rows = await connection.query<StepRow>(sql`
        SELECT r.id AS "receiptId", p.full_name AS "fullName", u.name AS "unitName", r.status,
          r.implemented_at AS "implementedAt", r.passed_on_at AS "passedOnAt", (SELECT sum(t.acknowledged) ${PASSED}) AS acknowledged,
          (SELECT sum(t.acknowledged + t.sent + t.unknown + t.unreachable + t.not_enrolled + t.waiting) ${PASSED}) AS due
        ${from} ORDER BY CASE WHEN r.implemented_at IS NULL THEN 0 ELSE 1 END, u.path, p.name_sort, p.id
        LIMIT ${limit} OFFSET ${offset}`);
      return { steps: rows.map(stepOf), total: readCount(count?.total) };
    },
    async listOpenSteps(path, { limit, offset }) {
      const from = sql`FROM directives d JOIN receipts r ON r.directive_id = d.id AND r.version = d.version
        AND r.to_know = ${false} AND r.status <> 'closed' AND r.implemented_at IS NULL
        JOIN units u ON u.id = r.unit_id JOIN people p ON p.id = r.person_id
        WHERE d.state = 'issued' AND d.audience = 'heads' AND ${below('u.path', path)}`;
      const [count] = await connection.query<{ total: unknown }>(sql`SELECT count(*) AS total ${from}`);
      const rows = await connection.query<OpenStepRow>(sql`
        SELECT r.id AS "receiptId", p.full_name AS "fullName", u.name AS "unitName", d.number, d.title, d.document,
          d.deadline_at AS "deadlineAt"
        ${from} ORDER BY u.path, p.name_sort, p.id, d.deadline_at, d.id LIMIT ${limit} OFFSET ${offset}`);
      return { steps: rows.map(openStepOf), total: readCount(count?.total) };
    },
    async countSteps(directiveId, path) {
      const [row] = await connection.query<{ due: unknown; implemented: unknown }>(sql`
        SELECT count(*) AS due, count(r.implemented_at) AS implemented ${heads(directiveId, path)}`);
      return { due: readCount(row?.due), implemented: readCount(row?.implemented) };
    },
  };
}

/** The rule by which receipts are written (`addresses`), before there is a directive to hold it against. */
async function countPeople(connection: Connection, passing: Passing, today: string): Promise<number> {
  const { parentId, authorId, unitIds, leftOutIds } = passing;
  const [row] = await connection.query<{ count: unknown }>(sql`
    SELECT count(DISTINCT o.person_id) AS count FROM posts o JOIN units u ON u.id = o.unit_id
    WHERE ${held('o', today)} AND o.person_id <> ${authorId} AND NOT ${wasGiven(sql`o.person_id`, sql`${parentId}`)}
      AND (SELECT top.id FROM units top WHERE top.id IN ${sql.list([...unitIds, ...leftOutIds])}
        AND substr(u.path, 1, length(top.path)) = top.path ORDER BY length(top.path) DESC LIMIT 1) IN ${sql.list(unitIds)}`);
  return readCount(row?.count);
}

type OpenStepRow = Omit<OpenStep, 'directive'> & OpenStep['directive'];

const openStepOf = ({ number, title, document, deadlineAt, ...row }: OpenStepRow): OpenStep => ({
  ...row,
  directive: { number, title, document: orNull<OpenStepRow['document']>(readJson)(document) },
  deadlineAt: orNull(readInstant)(deadlineAt),
});

type StepRow = Omit<HeadStep, 'people'> & { due: unknown; acknowledged: unknown };

const stepOf = ({ due, acknowledged, ...row }: StepRow): HeadStep => ({
  ...row,
  implementedAt: orNull(readInstant)(row.implementedAt),
  passedOnAt: orNull(readInstant)(row.passedOnAt),
  people: due === null ? null : { due: readCount(due), acknowledged: readCount(acknowledged) },
});
