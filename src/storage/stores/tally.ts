import type { ReceiptStatus } from '../../domain/directives/receipt.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';

const COLUMN: Record<ReceiptStatus, string> = {
  closed: 'closed',
  acknowledged: 'acknowledged',
  sent: 'sent',
  unknown: 'unknown',
  unreachable: 'unreachable',
  notEnrolled: 'not_enrolled',
  waiting: 'waiting',
};
const COLUMNS = [...Object.values(COLUMN), 'on_paper', 'implemented'];

/** A receipt that came into being (`from` null), changed its status, or went to another unit (`to` null). */
export interface TallyChange {
  directiveId: number;
  version: number;
  unitId: number;
  from: ReceiptStatus | null;
  to: ReceiptStatus | null;
  /** How the count of those on paper changes. */
  onPaper?: 1 | -1;
  /** When somebody acknowledged: the last time is kept. */
  at?: Date;
  /** How the count of heads changes who have taken their second step and are not closed. */
  implemented?: 1 | -1;
  /** Of a unit that gets it for its knowledge; decided when the row comes into being. */
  toKnow?: boolean;
}

/**
 * Moves the counts of own units after the receipts. In the order of the keys, so that two transactions on PostgreSQL never wait
 * for each other crosswise.
 */
export async function addToTally(connection: Connection, changes: readonly TallyChange[]): Promise<void> {
  const rows = new Map<string, { key: number[]; by: Map<string, number>; toKnow: boolean; at: Date | null }>();
  for (const { directiveId, version, unitId, from, to, onPaper, implemented, toKnow = false, at = null } of changes) {
    const key = [directiveId, version, unitId];
    const row = rows.get(key.join()) ?? { key, by: new Map<string, number>(), toKnow, at };
    rows.set(key.join(), row);
    const add = (column: string, count: number) => row.by.set(column, (row.by.get(column) ?? 0) + count);
    if (from !== null) add(COLUMN[from], -1);
    if (to !== null) add(COLUMN[to], 1);
    if (onPaper) add('on_paper', onPaper);
    if (at !== null) row.at = at;
    if (implemented) add('implemented', implemented);
  }
  const sorted = [...rows.values()].sort((left, right) => compare(left.key, right.key));
  for (const { key, by, toKnow, at } of sorted) {
    const counts = COLUMNS.map((column) => sql`${by.get(column) ?? 0}`);
    await connection.execute(sql`
      INSERT INTO tallies (directive_id, version, unit_id, to_know, acknowledged_at, ${sql.raw(COLUMNS.join(', '))})
      VALUES (${sql.join(key)}, ${toKnow}, ${at}, ${sql.join(counts)})
      ON CONFLICT (directive_id, version, unit_id) DO UPDATE SET
        acknowledged_at = COALESCE(excluded.acknowledged_at, tallies.acknowledged_at),
        ${sql.raw(COLUMNS.map((column) => `${column} = tallies.${column} + excluded.${column}`).join(', '))}`);
  }
}

function compare(left: number[], right: number[]): number {
  const place = left.findIndex((value, index) => value !== right[index]);
  return place < 0 ? 0 : left[place]! - right[place]!;
}
