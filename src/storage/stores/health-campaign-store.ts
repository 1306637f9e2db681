import type { HealthCampaign } from '../../domain/declarations/health-campaign.ts';
import type { HealthCampaignStore } from '../../domain/declarations/health-campaign-store.ts';
import { orNull, readFlag, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { healthReads } from '../reads/health-reads.ts';
import { type Sql, sql } from '../sql.ts';
import { skipIds } from './skip-ids.ts';

interface Row extends Omit<HealthCampaign, 'unit'> {
  unitId: number;
  unitName: string;
  unitPath: string;
}

export function healthCampaignStore(connection: Connection): HealthCampaignStore {
  const list = (rest: Sql) => campaignsOf(connection, rest);
  return {
    ...healthReads(connection),
    skipIds: (count) => skipIds(connection, 'health_campaigns', count),
    find: async (id) => (await list(sql`WHERE c.id = ${id}`))[0] ?? null,
    findByDraft: async (draftId) => (await list(sql`WHERE c.draft_id = ${draftId}`))[0] ?? null,
    listOpen: (day) =>
      list(sql`WHERE c.ended_at IS NULL AND (c.to_on IS NULL OR c.to_on >= ${day}) ORDER BY u.path, c.id`),
    findUnended: async (unitId) => (await list(sql`WHERE c.unit_id = ${unitId} AND c.ended_at IS NULL`))[0] ?? null,
    async add({ unitId, time, isEveryDay, fromOn, toOn, byId, at, draftId }) {
      const [row] = await connection.query<{ id: number }>(sql`
        INSERT INTO health_campaigns (unit_id, time, every_day, from_on, to_on, begun_at, begun_by_id, draft_id)
        VALUES (${unitId}, ${time}, ${isEveryDay}, ${fromOn}, ${toOn}, ${at}, ${byId}, ${draftId}) RETURNING id`);
      return row!.id;
    },
    async end(id, byId, at) {
      const changed = await connection.execute(sql`
        UPDATE health_campaigns SET ended_at = ${at}, ended_by_id = ${byId} WHERE id = ${id} AND ended_at IS NULL`);
      return changed > 0;
    },
    async markReminded(id, reminded) {
      await connection.execute(sql`UPDATE health_campaigns SET reminded = ${reminded} WHERE id = ${id}`);
    },
  };
}

async function campaignsOf(connection: Connection, rest: Sql): Promise<HealthCampaign[]> {
  const rows = await connection.query<Row>(sql`
    SELECT c.id, c.time, c.every_day AS "isEveryDay", c.from_on AS "fromOn", c.to_on AS "toOn", c.ended_at AS "endedAt",
      c.reminded, u.id AS "unitId", u.name AS "unitName", u.path AS "unitPath"
    FROM health_campaigns c JOIN units u ON u.id = c.unit_id ${rest}`);
  return rows.map(({ unitId, unitName, unitPath, ...row }) => ({
    ...row,
    isEveryDay: readFlag(row.isEveryDay),
    endedAt: orNull(readInstant)(row.endedAt),
    unit: { id: unitId, name: unitName, path: unitPath },
  }));
}
