import type { ReceiptStatus } from '../../domain/directives/receipt.ts';
import type { ReceiptSteps } from '../../domain/directives/receipt-steps.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';
import { readPages } from './receipt-row.ts';
import { addToTally, type TallyChange } from './tally.ts';

/** What is written on a receipt beside its status. */
export function receiptSteps(connection: Connection): ReceiptSteps {
  return {
    async countTry(id, before) {
      const changed = await connection.execute(sql`
        UPDATE receipts SET tries = tries + 1 WHERE id = ${id} AND tries = ${before}`);
      return changed > 0;
    },
    async markPageSeen(id, page) {
      const lock = sql.either({ sqlite: sql.nothing, postgres: sql`FOR UPDATE` });
      const [row] = await connection.query<{ seen: unknown }>(sql`
        SELECT pages_seen AS seen FROM receipts WHERE id = ${id} ${lock}`);
      const seen = readPages(row?.seen);
      if (!row || seen.includes(page)) return false;
      const pages = [...seen, page].sort((left, right) => left - right);
      await connection.execute(sql`UPDATE receipts SET pages_seen = ${sql.json(pages)} WHERE id = ${id}`);
      return true;
    },
    async markImplemented(id, at) {
      const [row] = await connection.query<Omit<TallyChange, 'from' | 'to'> & { status: ReceiptStatus }>(sql`
        UPDATE receipts SET implemented_at = ${at} WHERE id = ${id} AND implemented_at IS NULL
        RETURNING directive_id AS "directiveId", version, unit_id AS "unitId", status`);
      if (row) await addToTally(connection, [{ ...row, from: row.status, to: row.status, implemented: 1 }]);
      return row !== undefined;
    },
    async markPassedOn(id, at) {
      const changed = await connection.execute(sql`
        UPDATE receipts SET passed_on_at = ${at} WHERE id = ${id} AND passed_on_at IS NULL`);
      return changed > 0;
    },
    async savePassedOn(id, directiveId) {
      await connection.execute(sql`UPDATE receipts SET passed_on_id = ${directiveId} WHERE id = ${id}`);
    },
  };
}
