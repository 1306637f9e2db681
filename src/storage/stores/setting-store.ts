import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';

/** Single values that outlive a process, by name. */
export function settingStore(connection: Connection) {
  return {
    async find(name: string): Promise<string | null> {
      const [row] = await connection.query<{ value: string }>(sql`SELECT value FROM settings WHERE name = ${name}`);
      return row?.value ?? null;
    },
    async save(name: string, value: string): Promise<void> {
      await connection.execute(sql`
        INSERT INTO settings (name, value) VALUES (${name}, ${value})
        ON CONFLICT (name) DO UPDATE SET value = excluded.value`);
    },
  };
}
