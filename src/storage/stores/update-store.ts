import type { UpdateStore } from '../../domain/updates.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';

type Begun = Awaited<ReturnType<UpdateStore['begin']>>;

export function updateStore(connection: Connection): UpdateStore {
  return {
    async begin(id, at) {
      const [row] = await connection.query<Begun>(sql`
        INSERT INTO updates (id, state, tries, at) VALUES (${id}, 'begun', 1, ${at})
        ON CONFLICT (id) DO UPDATE SET tries = updates.tries + 1 RETURNING state, tries`);
      return row!;
    },
    async finish(ids) {
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
