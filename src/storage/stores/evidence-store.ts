import type { Entry } from '../../domain/evidence/evidence.ts';
import type { EvidenceStore } from '../../domain/evidence/evidence-store.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';

/** Appends entries and, apart from them, the values behind their commitments with a key each. */
export function evidenceStore(connection: Connection): EvidenceStore {
  return {
    async append(entry: Entry) {
      const [added] = await connection.query<{ id: number }>(sql`
        INSERT INTO evidence_entries (stream, action, at, line)
        VALUES (${entry.stream}, ${entry.action}, ${entry.at}, ${entry.line}) RETURNING id`);
      const keys = await connection.query<{ id: number }>(sql`
        INSERT INTO evidence_keys (key) VALUES ${sql.join(entry.privateParts.map(({ key }) => sql`(${key})`))} RETURNING id`);
      const keyIds = keys.map((key) => key.id).sort((left, right) => left - right);
      const rows = entry.privateParts.map(
        ({ label, iv, sealed }, index) => sql`(${added!.id}, ${label}, ${keyIds[index]!}, ${iv}, ${sealed})`,
      );
      await connection.execute(sql`
        INSERT INTO evidence_private (entry_id, label, key_id, iv, sealed) VALUES ${sql.join(rows)}`);
    },
  };
}
