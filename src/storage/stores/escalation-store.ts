import type { UnitShare } from '../../domain/directives/escalation.ts';
import type { Escalation, EscalationStore } from '../../domain/directives/escalation-store.ts';
import { readCount, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';
import { chunksOf } from '../transactions.ts';
import { isAway } from './absence-store.ts';
import { OPEN } from './open-receipts.ts';

const ROWS = 200;

export function escalationStore(connection: Connection): EscalationStore {
  return {
    listShares: (directiveId, today) => listShares(connection, directiveId, today),
    async listSteps(directiveId, before) {
      const rows = await connection.query<{ unitId: number; level: number; toldUnitId: number }>(sql`
        SELECT DISTINCT e.unit_id AS "unitId", e.level, e.told_unit_id AS "toldUnitId" FROM escalations e
        JOIN directives d ON d.id = e.directive_id AND d.version = e.version
        WHERE e.directive_id = ${directiveId} AND e.at < ${before} ORDER BY e.level`);
      return new Map(rows.map(({ unitId, ...step }) => [unitId, step]));
    },
    async add(directiveId, escalations, at) {
      for (const chunk of chunksOf(escalations, ROWS)) {
        const rows = chunk.map(
          ({ unitId, level, toldUnitId, personId }) =>
            sql`(${directiveId}, (SELECT version FROM directives WHERE id = ${directiveId}), ${unitId}, ${level}, ${toldUnitId},
              ${personId}, ${at})`,
        );
        await connection.execute(sql`
          INSERT INTO escalations (directive_id, version, unit_id, level, told_unit_id, person_id, at)
          VALUES ${sql.join(rows)} ON CONFLICT (directive_id, version, unit_id, level, person_id) DO NOTHING`);
      }
    },
    async listLast(directiveId, personId) {
      const rows = await connection.query<Escalation & { at: unknown }>(sql`
        SELECT e.unit_id AS "unitId", e.level, e.told_unit_id AS "toldUnitId", e.person_id AS "personId", e.at
        FROM escalations e WHERE e.directive_id = ${directiveId} AND e.person_id = ${personId}
        ORDER BY e.at DESC, e.level, e.unit_id`);
      const all = rows.map((row) => ({ ...row, at: readInstant(row.at) }));
      const at = all[0]?.at ?? null;
      return { at, told: all.filter((row) => row.at.getTime() === at?.getTime()) };
    },
  };
}

/** From the few who are away or were told to their receipts, not from the many receipts to them. */
async function listShares(connection: Connection, directiveId: number, today: string): Promise<UnitShare[]> {
  const rows = await connection.query<Record<keyof UnitShare, unknown> & { away: unknown }>(sql`
    SELECT u.id AS "unitId", u.name, u.path, t.acknowledged,
      t.acknowledged + t.sent + t.unknown + t.unreachable + t.not_enrolled + t.waiting AS due,
      COALESCE(w.count, 0) AS away, COALESCE(k.count, 0) AS told
    FROM directives d JOIN tallies t ON t.directive_id = d.id AND t.version = d.version JOIN units u ON u.id = t.unit_id
    LEFT JOIN (SELECT r.unit_id, count(DISTINCT r.person_id) AS count FROM absences a
      JOIN receipts r ON r.person_id = a.person_id AND r.directive_id = ${directiveId} AND r.status IN ${OPEN}
      JOIN directives v ON v.id = r.directive_id AND v.version = r.version
      WHERE a.cancelled_at IS NULL AND a.from_on <= ${today} AND a.to_on >= ${today} GROUP BY r.unit_id) w ON w.unit_id = t.unit_id
    LEFT JOIN (SELECT r.unit_id, count(*) AS count FROM attestations s
      JOIN receipts r ON r.id = s.receipt_id AND r.status IN ${OPEN}
      JOIN directives v ON v.id = r.directive_id AND v.version = r.version
      WHERE s.directive_id = ${directiveId} AND s.way = 'phone' AND s.disputed_at IS NULL
        AND NOT ${isAway(sql`r.person_id`, today)} GROUP BY r.unit_id) k ON k.unit_id = t.unit_id
    WHERE d.id = ${directiveId} AND t.to_know = ${false} ORDER BY u.path`);
  return rows.map(({ unitId, name, path, due, acknowledged, away, told }) => ({
    unitId: unitId as number,
    name: name as string,
    path: path as string,
    due: readCount(due) - readCount(away),
    acknowledged: readCount(acknowledged),
    told: readCount(told),
  }));
}
