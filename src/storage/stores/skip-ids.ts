import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';

/** The next row of this table gets an id that is so many higher than it would have been. */
export async function skipIds(connection: Connection, table: string, count: number): Promise<void> {
  if (connection.dialect === 'postgres') {
    const sequence = sql`pg_get_serial_sequence(${sql.text(table)}, 'id')`;
    await connection.query(sql`SELECT setval(${sequence}, nextval(${sequence}) + ${sql.count(count)})`);
    return;
  }
  const changed = await connection.execute(sql`UPDATE sqlite_sequence SET seq = seq + ${count} WHERE name = ${table}`);
  if (changed === 0) await connection.execute(sql`INSERT INTO sqlite_sequence (name, seq) VALUES (${table}, ${count})`);
}
