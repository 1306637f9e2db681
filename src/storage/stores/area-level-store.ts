import type { AreaLevel } from '../../domain/areas/area-level.ts';
import type { AreaLevelStore } from '../../domain/areas/area-level-store.ts';
import { orNull, readCount, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { skipIds } from './skip-ids.ts';

type Row = AreaLevel & { after: unknown };

export function areaLevelStore(connection: Connection): AreaLevelStore {
  const rows = async (rest: Sql) =>
    (
      await connection.query<Row>(sql`
      SELECT id, hazard, province, level, from_on AS "fromOn", to_on AS "toOn", directive_id AS "directiveId",
        set_by_name AS "setByName", set_at AS "setAt", ended_at AS "endedAt", told_after AS after FROM area_levels ${rest}`)
    ).map(({ after, ...row }) => ({
      level: { ...row, setAt: readInstant(row.setAt), endedAt: orNull(readInstant)(row.endedAt) },
      after: orNull(readCount)(after),
    }));
  const list = async (rest: Sql) => (await rows(rest)).map(({ level }) => level);
  const current = (today: string) => sql`ended_at IS NULL AND (to_on IS NULL OR to_on >= ${today})`;
  return {
    skipIds: (count) => skipIds(connection, 'area_levels', count),
    find: async (id) => (await list(sql`WHERE id = ${id}`))[0] ?? null,
    listCurrent: (today) => list(sql`WHERE ${current(today)} ORDER BY level DESC, from_on, id`),
    listCurrentOf: (provinces, today) =>
      list(sql`WHERE ${current(today)} AND province IN ${sql.list([...provinces])} ORDER BY level DESC, id`),
    listUnendedOf: (provinces) =>
      list(sql`WHERE ended_at IS NULL AND province IN ${sql.list([...provinces])} ORDER BY id`),
    async endCurrent(hazard, province, at) {
      const [before] = await list(
        sql`WHERE hazard = ${hazard} AND province = ${province} AND ended_at IS NULL ORDER BY id DESC LIMIT 1`,
      );
      // Whoever it touched is told of the one that takes its place.
      await connection.execute(sql`
        UPDATE area_levels SET ended_at = ${at}, told_after = NULL
        WHERE hazard = ${hazard} AND province = ${province} AND ended_at IS NULL`);
      return before ?? null;
    },
    async add({ hazard, province, level, fromOn, toOn, directiveId, setByName, setAt }) {
      const [row] = await connection.query<{ id: number }>(sql`
        INSERT INTO area_levels (hazard, province, level, from_on, to_on, directive_id, set_by_name, set_at, told_after)
        VALUES (${hazard}, ${province}, ${level}, ${fromOn}, ${toOn}, ${directiveId}, ${setByName}, ${setAt}, 0) RETURNING id`);
      return row!.id;
    },
    async end(id, at) {
      const changed = await connection.execute(
        sql`UPDATE area_levels SET ended_at = ${at}, told_after = 0 WHERE id = ${id} AND ended_at IS NULL`,
      );
      return changed > 0;
    },
    listToTell: async () =>
      (await rows(sql`WHERE told_after IS NOT NULL ORDER BY id`)).map(({ level, after }) => ({
        level,
        afterTripId: after ?? 0,
      })),
    async markTold(id, after) {
      await connection.execute(sql`UPDATE area_levels SET told_after = ${after} WHERE id = ${id}`);
    },
  };
}
