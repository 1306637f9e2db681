import type { ReceiptStore } from '../../domain/directives/receipt-store.ts';
import { readCount } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';
import { addressedBy } from '../stores/receipt-addressing.ts';

/** Whom a directive would be for, before there is one. */
export function addressedReads(
  connection: Connection,
): Pick<ReceiptStore, 'countAddressed' | 'listAddressedNotEnrolled'> {
  return {
    async countAddressed(to, today) {
      const [row] = await connection.query<Record<string, unknown>>(sql`
        SELECT count(*) AS owed, sum(CASE WHEN a.id IS NULL THEN 1 ELSE 0 END) AS "notEnrolled",
          sum(CASE WHEN a.unreachable_at IS NOT NULL THEN 1 ELSE 0 END) AS unreachable
        FROM ${addressedBy(to, today)} who
        LEFT JOIN accounts a ON a.person_id = who.person_id AND a.ended_at IS NULL`);
      const { owed, notEnrolled, unreachable } = row!;
      const all = { ...to, unitIds: [...to.unitIds, ...to.knowUnitIds], knowUnitIds: [] };
      const [everybody] =
        to.knowUnitIds.length === 0
          ? [row]
          : await connection.query<Record<string, unknown>>(sql`
        SELECT count(*) AS owed FROM ${addressedBy(all, today)} who`);
      return {
        owed: readCount(owed),
        notEnrolled: readCount(notEnrolled),
        unreachable: readCount(unreachable),
        toKnow: readCount(everybody?.owed) - readCount(owed),
      };
    },
    listAddressedNotEnrolled: (to, today, { limit, offset }) =>
      connection.query(sql`
      SELECT p.full_name AS "fullName", u.name AS "unitName" FROM ${addressedBy(to, today)} who
      JOIN people p ON p.id = who.person_id JOIN posts o ON o.id = who.post_id JOIN units u ON u.id = o.unit_id
      WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = who.person_id AND a.ended_at IS NULL)
      ORDER BY u.path, p.name_sort, p.id LIMIT ${limit} OFFSET ${offset}`),
  };
}
