import type { ReceiptStatus } from '../../domain/directives/receipt.ts';
import { readFlag } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';
import { OPEN } from './open-receipts.ts';
import { COMING } from './receipt-addressing.ts';
import { addToTally } from './tally.ts';

interface Carried {
  id: number;
  directiveId: number;
  version: number;
  unitId: number;
  status: ReceiptStatus;
  onPaper: unknown;
}

/** What was acknowledged of the version before counts for the coming (or else the present) one too. */
export async function carryAcknowledged(connection: Connection, directiveId: number, limit: number): Promise<number> {
  const carried = await connection.query<Carried>(sql`
    SELECT r.id, r.directive_id AS "directiveId", r.version, r.unit_id AS "unitId", r.status,
      o.on_paper AS "onPaper"
    FROM receipts r JOIN directives d ON d.id = r.directive_id AND r.version = ${COMING}
    JOIN receipts o ON o.directive_id = r.directive_id AND o.version = r.version - 1 AND o.person_id = r.person_id
    WHERE r.directive_id = ${directiveId} AND r.status IN ${OPEN} AND o.status = 'acknowledged' ORDER BY r.id LIMIT ${limit}`);
  if (carried.length === 0) return 0;
  await connection.execute(sql`
    UPDATE receipts SET status = 'acknowledged', acknowledged_at = o.acknowledged_at, way = o.way, on_paper = o.on_paper,
      carried_from_id = o.id
    FROM receipts o WHERE o.directive_id = receipts.directive_id AND o.version = receipts.version - 1
      AND o.person_id = receipts.person_id AND receipts.id IN ${sql.list(carried.map((receipt) => receipt.id))}`);
  await addToTally(
    connection,
    carried.map(({ directiveId, version, unitId, status, onPaper }) => {
      const change = { directiveId, version, unitId, from: status, to: 'acknowledged' as const };
      return readFlag(onPaper) ? { ...change, onPaper: 1 as const } : change;
    }),
  );
  return carried.length;
}
