import type { SettingStore } from '../../domain/settings.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';

export function settingStore(connection: Connection): SettingStore {
  return {
    async find(name) {
      const [row] = await connection.query<{ value: string }>(sql`SELECT value FROM settings WHERE name = ${name}`);
      return row?.value ?? null;
    },
    async save(name, value) {
      await connection.execute(sql`
        INSERT INTO settings (name, value) VALUES (${name}, ${value})
        ON CONFLICT (name) DO UPDATE SET value = excluded.value`);
    },
  };
}
