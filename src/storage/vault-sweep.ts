import type { Database } from './database.ts';
import { sql } from './sql.ts';
import { chunksOf } from './transactions.ts';

/**
 * Takes what is left of overwritten keys out of the database's files, where anything was overwritten since the last time; gives
 * whether that is done. What is overwritten meanwhile stays owed.
 */
export async function sweepVault(database: Database): Promise<boolean> {
  const owed = await database.read.query<{ id: number }>(sql`SELECT id FROM vault_erasures`);
  if (owed.length === 0) return true;
  if (!(await database.scrub('vault_keys'))) return false;
  // These alone: on PostgreSQL lower numbers may be committed later.
  for (const chunk of chunksOf(owed.map(({ id }) => id))) {
    await database.inTransaction((connection) =>
      connection.execute(sql`DELETE FROM vault_erasures WHERE id IN ${sql.list(chunk)}`),
    );
  }
  return true;
}
