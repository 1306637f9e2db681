import type { KeptReport, ReportContent } from '../../domain/compliance/report.ts';
import type { ReportStore } from '../../domain/compliance/report-store.ts';
import { orNull, readCount, readInstant, readJson } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { reportReads } from '../reads/report-reads.ts';
import { type Sql, sql } from '../sql.ts';
import { skipIds } from './skip-ids.ts';

export function reportStore(connection: Connection): ReportStore {
  const list = async (rest: Sql) => {
    const rows = await connection.query<{ id: number; unitId: number; content: unknown }>(
      sql`SELECT id, unit_id AS "unitId", content FROM reports ${rest}`,
    );
    return rows.map((row): KeptReport => ({ ...row, content: contentIn(readJson(row.content)) }));
  };
  return {
    ...reportReads(connection),
    skipIds: (count) => skipIds(connection, 'reports', count),
    async add(unitId, content) {
      const [row] = await connection.query<{ id: number }>(sql`
        INSERT INTO reports (unit_id, from_at, to_at, made_at, content)
        VALUES (${unitId}, ${content.from}, ${content.to}, ${content.madeAt}, ${sql.json(content)})
        ON CONFLICT (unit_id, to_at) DO NOTHING RETURNING id`);
      return row?.id ?? null;
    },
    find: async (id) => (await list(sql`WHERE id = ${id}`))[0] ?? null,
    findLast: async (unitId, before) =>
      (await list(sql`WHERE unit_id = ${unitId} AND to_at < ${before} ORDER BY to_at DESC LIMIT 1`))[0] ?? null,
    async listKept(unitId, { limit, offset }) {
      const [count] = await connection.query<{ total: unknown }>(
        sql`SELECT count(*) AS total FROM reports WHERE unit_id = ${unitId}`,
      );
      const rows = await connection.query<{ id: number; from: unknown; to: unknown }>(sql`
        SELECT id, from_at AS "from", to_at AS "to" FROM reports WHERE unit_id = ${unitId}
        ORDER BY to_at DESC LIMIT ${limit} OFFSET ${offset}`);
      const kept = rows.map(({ id, from, to }) => ({ id, from: readInstant(from), to: readInstant(to) }));
      return { kept, total: readCount(count?.total) };
    },
    async findLastTo(unitId) {
      const [row] = await connection.query<{ at: unknown }>(
        sql`SELECT max(to_at) AS at FROM reports WHERE unit_id = ${unitId}`,
      );
      return orNull(readInstant)(row?.at);
    },
    async hasBegun(before) {
      const [first] = await connection.query<{ at: unknown }>(sql`SELECT at FROM evidence_entries ORDER BY id LIMIT 1`);
      return first !== undefined && readInstant(first.at) < before;
    },
  };
}

/** JSON knows no instants. */
function contentIn(raw: ReportContent): ReportContent {
  return {
    ...raw,
    from: readInstant(raw.from),
    to: readInstant(raw.to),
    madeAt: readInstant(raw.madeAt),
    directives: raw.directives.map((one) => ({
      ...one,
      issuedAt: readInstant(one.issuedAt),
      deadlineAt: orNull(readInstant)(one.deadlineAt),
    })),
    lateTasks: {
      ...raw.lateTasks,
      listed: raw.lateTasks.listed.map((one) => ({ ...one, dueAt: readInstant(one.dueAt) })),
    },
    rollCalls: raw.rollCalls.map((one) => ({ ...one, askedAt: readInstant(one.askedAt) })),
  };
}
