import type { ExportReads, InList, OpenTrip, VersionOf } from '../../domain/compliance/export-reads.ts';
import { type Role, roles } from '../../domain/people/post.ts';
import { orNull, readCount, readFlag, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { reachable } from '../stores/account-store.ts';
import { below, held } from '../stores/below.ts';
import { tripsOf } from '../stores/trip-store.ts';
import { leaderWord } from './acknowledgement-reads.ts';
import { figuresOf, SUMS, TALLIES } from './compliance-reads.ts';
import { owing, SIGN, UNDECLARED } from './health-days.ts';

const anywhere = (path: string | null): Sql => (path === null ? sql`1 = 1` : below('u.path', path));

/** What tables are made of. Every query walks an index from a key on, so that no page costs more than it is long. */
export function exportReads(connection: Connection): ExportReads {
  return {
    listOwing: ({ directiveId, version }, after, limit) =>
      connection.query<InList>(sql`
        SELECT r.person_id AS "personId", r.unit_id AS "unitId", p.name_sort AS "nameSort"
        FROM receipts r JOIN people p ON p.id = r.person_id
        WHERE r.directive_id = ${directiveId} AND r.version = ${version} AND r.person_id > ${after}
          AND r.to_know = ${false} ORDER BY r.person_id LIMIT ${limit}`),
    listPeople: (about, personIds, today) => listPeople(connection, about, personIds, today),
    async listFigures(directiveId, path) {
      const rows = await connection.query<Parameters<typeof figuresOf>[0] & { code: string; name: string }>(sql`
        SELECT u.code, u.name, ${SUMS} FROM directives d JOIN ${TALLIES} JOIN units u ON u.id = t.unit_id
        WHERE d.id = ${directiveId} AND ${anywhere(path)} GROUP BY u.id, u.code, u.name, u.path ORDER BY u.path`);
      return rows.map(({ code, name, ...figures }) => ({ ...figuresOf(figures), unit: { code, name } }));
    },
    async countFigures(path) {
      const [row] = await connection.query<{ count: unknown }>(sql`
        SELECT count(*) AS count FROM directives d JOIN ${TALLIES} JOIN units u ON u.id = t.unit_id
        WHERE d.state = 'issued' AND ${anywhere(path)}`);
      return readCount(row?.count);
    },
    listOpenTrips: (after, limit) => {
      const rest = after
        ? sql`AND (unit_id, from_on, id) > (${after.unitId}, ${after.fromOn}, ${after.id})`
        : sql.nothing;
      return connection.query<OpenTrip>(sql`
        SELECT id, unit_id AS "unitId", from_on AS "fromOn" FROM trips
        WHERE state IN ('awaiting', 'planned') ${rest} ORDER BY unit_id, from_on, id LIMIT ${limit}`);
    },
    listTrips: (ids) => tripsOf(connection, sql`WHERE t.id IN ${sql.list(ids)}`),
    listUndeclared: (about, after, limit) =>
      connection.query(sql`
        SELECT p.id AS "personId", p.full_name AS "fullName", p.name_sort AS "nameSort", p.staff_no AS "staffNo", ${SIGN} AS sign
        ${owing(about)} AND ${UNDECLARED} AND o.person_id > ${after} ORDER BY o.person_id LIMIT ${limit}`),
  };
}

type Line = Awaited<ReturnType<ExportReads['listPeople']>>[number];
interface Row extends Omit<Line, 'onPaper' | 'told' | 'roles'> {
  unitId: number;
  paperBy: string | null;
  paperAt: unknown;
  toldBy: string | null;
  toldAt: unknown;
}

async function listPeople(
  connection: Connection,
  { directiveId, version }: VersionOf,
  personIds: number[],
  today: string,
): Promise<Line[]> {
  const ids = sql.list(personIds);
  const rows = await connection.query<Row>(sql`
    SELECT r.person_id AS "personId", p.full_name AS "fullName", p.staff_no AS "staffNo", r.unit_id AS "unitId", r.status,
      r.acknowledged_at AS "acknowledgedAt", r.closed_at AS "closedAt", r.close_reason AS "closeReason",
      ${reachable(sql`p.id`)} AS "isReachable",
      CASE WHEN r.way = 'paper' THEN w_by.full_name END AS "paperBy", w.at AS "paperAt",
      c_by.full_name AS "toldBy", c.at AS "toldAt"
    FROM receipts r JOIN people p ON p.id = r.person_id ${leaderWord('w', 'paper')} ${leaderWord('c', 'phone')}
    WHERE r.directive_id = ${directiveId} AND r.version = ${version} AND r.person_id IN ${ids}`);
  const posts = await connection.query<{ personId: number; unitId: number; role: Role }>(sql`
    SELECT o.person_id AS "personId", o.unit_id AS "unitId", o.role FROM posts o
    WHERE o.person_id IN ${ids} AND ${held('o', today)}`);
  const heldAt = new Map<string, Set<Role>>();
  for (const { personId, unitId, role } of posts) {
    const place = `${personId}:${unitId}`;
    heldAt.set(place, (heldAt.get(place) ?? new Set()).add(role));
  }
  return rows.map(({ paperBy, paperAt, toldBy, toldAt, unitId, ...row }) => ({
    ...row,
    isReachable: readFlag(row.isReachable),
    acknowledgedAt: orNull(readInstant)(row.acknowledgedAt),
    closedAt: orNull(readInstant)(row.closedAt),
    onPaper: paperBy === null ? null : { by: paperBy, at: readInstant(paperAt) },
    told: toldBy === null ? null : { by: toldBy, at: readInstant(toldAt) },
    roles: roles.filter((role) => heldAt.get(`${row.personId}:${unitId}`)?.has(role)),
  }));
}
