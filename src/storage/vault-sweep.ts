import type { Database } from './database.ts';
import { sql } from './sql.ts';
import { chunksOf } from './transactions.ts';

/**
 * Takes what is left of overwritten keys, of the vault and of what passes from the record, out of the database's files, where anything was overwritten since the last time; gives
 * whether that is done. What is overwritten meanwhile stays owed.
 */
export async function sweepVault(database: Database): Promise<boolean> {
  const owed = await database.read.query<{ id: number }>(sql`SELECT id FROM vault_erasures`);
  if (owed.length === 0) return true;
  for (const table of ['vault_keys', 'evidence_passing_keys']) if (!(await database.scrub(table))) return false;
  // These alone: on PostgreSQL lower numbers may be committed later.
  for (const chunk of chunksOf(owed.map(({ id }) => id))) {
    await database.inTransaction((connection) =>
      connection.execute(sql`DELETE FROM vault_erasures WHERE id IN ${sql.list(chunk)}`),
    );
  }
  return true;
}
