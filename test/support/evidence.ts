import { decrypt } from '../../src/lib/sealing.ts';
import type { Database } from '../../src/storage/database.ts';
import { sql } from '../../src/storage/sql.ts';

interface Row {
  key: Uint8Array;
  iv: Uint8Array;
  sealed: Uint8Array;
}

/** The details of every entry with this action, the oldest first: what somebody sees who is shown the private part. */
export async function detailsOf(
  office: { database: Pick<Database, 'read'> },
  action: string,
): Promise<Record<string, unknown>[]> {
  const rows = await office.database.read.query<Row>(sql`
    SELECT COALESCE(k.key, q.key) AS key, p.iv, p.sealed FROM evidence_entries e JOIN evidence_private p ON p.entry_id = e.id
    LEFT JOIN evidence_keys k ON k.id = p.key_id LEFT JOIN evidence_passing_keys q ON q.entry_id = e.id AND p.key_id = 0
    WHERE e.action = ${action} AND p.label = 'details' ORDER BY e.id`);
  return rows.map((row) => JSON.parse(open(row)));
}

/** The value stands behind 32 random bytes. */
const open = ({ key, iv, sealed }: Row): string =>
  decrypt(Buffer.from(key), { nonce: Buffer.from(iv), sealed: Buffer.from(sealed) })
    .subarray(32)
    .toString('utf8');
