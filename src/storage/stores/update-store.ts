import type { Begun, UpdateStore } from '../../domain/updates.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';

export function updateStore(connection: Connection): UpdateStore {
  return {
    async begin(ids, at) {
      const values = [...new Set(ids)].map((id) => sql`(${id}, 'begun', 1, ${at})`);
      const rows = await connection.query<Begun & { id: number }>(sql`
        INSERT INTO updates (id, state, tries, at) VALUES ${sql.join(values)}
        ON CONFLICT (id) DO UPDATE SET tries = updates.tries + 1 RETURNING id, state, tries`);
      return new Map(rows.map(({ id, state, tries }) => [id, { state, tries }]));
    },
    async finish(ids) {
      if (ids.length === 0) return;
      await connection.execute(sql`UPDATE updates SET state = 'done' WHERE id IN ${sql.list(ids)} AND state = 'begun'`);
    },
    async setAside(id, reference) {
      await connection.execute(sql`UPDATE updates SET state = 'setAside', reference = ${reference} WHERE id = ${id}`);
    },
    async prune(before) {
      await connection.execute(sql`DELETE FROM updates WHERE at < ${before} AND state <> 'setAside'`);
    },
  };
}
