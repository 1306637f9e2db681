import type { Attestation } from '../../domain/directives/attestation.ts';
import type { AttestationStore } from '../../domain/directives/attestation-store.ts';
import { orNull, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { skipIds } from './skip-ids.ts';

export function attestationStore(connection: Connection): AttestationStore {
  const list = async (rest: Sql) => {
    const rows = await connection.query<Attestation>(sql`
      SELECT t.id, t.receipt_id AS "receiptId", t.way, t.note, t.by_id AS "byId", p.full_name AS "byName", t.at,
        t.disputed_at AS "disputedAt"
      FROM attestations t JOIN people p ON p.id = t.by_id ${rest}`);
    return rows.map((row) => ({ ...row, at: readInstant(row.at), disputedAt: orNull(readInstant)(row.disputedAt) }));
  };
  return {
    skipIds: (count) => skipIds(connection, 'attestations', count),
    find: async (id) => (await list(sql`WHERE t.id = ${id}`))[0] ?? null,
    listOf: (receiptId) => list(sql`WHERE t.receipt_id = ${receiptId} ORDER BY t.id`),
    listAbout: (personId) =>
      list(sql`
        JOIN receipts r ON r.id = t.receipt_id JOIN directives d ON d.id = r.directive_id AND d.version = r.version
        WHERE r.person_id = ${personId} AND d.state = 'issued' AND t.disputed_at IS NULL ORDER BY t.id`),
    async add({ receiptId, way, note, byId, at }) {
      const [row] = await connection.query<{ id: number }>(sql`
        INSERT INTO attestations (receipt_id, directive_id, way, note, by_id, at)
        SELECT id, directive_id, ${sql.text(way)}, ${sql.text(note)}, ${sql.count(byId)}, ${at} FROM receipts WHERE id = ${receiptId} RETURNING id`);
      return row!.id;
    },
    async markDisputed(id, at) {
      const changed = await connection.execute(sql`
        UPDATE attestations SET disputed_at = ${at} WHERE id = ${id} AND disputed_at IS NULL`);
      return changed > 0;
    },
  };
}

/** Whether a leader's word stands that the person of this receipt was told by telephone. */
export const isTold = (receiptId: Sql): Sql =>
  sql`EXISTS (SELECT 1 FROM attestations told WHERE told.receipt_id = ${receiptId} AND told.way = 'phone'
    AND told.disputed_at IS NULL)`;
