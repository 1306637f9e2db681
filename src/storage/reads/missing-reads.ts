import type { MissingUnit, PersonToTell, ReceiptStore } from '../../domain/directives/receipt-store.ts';
import { readCount, readFlag } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';
import { reachable } from '../stores/account-store.ts';
import { below } from '../stores/below.ts';
import { OPEN } from '../stores/open-receipts.ts';

type Part = Pick<ReceiptStore, 'isOwedBelow' | 'listMissingUnits' | 'listMissingAt'>;

const MISSING = sql`t.sent + t.unknown + t.unreachable + t.not_enrolled + t.waiting`;

/** Who is still to be told, unit by unit and page by page: no page costs more than its unit is large. */
export function missingReads(connection: Connection): Part {
  return {
    async isOwedBelow(directiveId, path) {
      const rows = await connection.query(sql`
        SELECT 1 FROM directives d JOIN tallies t ON t.directive_id = d.id AND t.version = d.version
        JOIN units u ON u.id = t.unit_id
        WHERE d.id = ${directiveId} AND t.to_know = ${false} AND ${below('u.path', path)} LIMIT 1`);
      return rows.length > 0;
    },
    async listMissingUnits(directiveId, underPath) {
      const rows = await connection.query<MissingUnit>(sql`
        SELECT u.id AS "unitId", u.code, u.name, ${MISSING} AS missing
        FROM directives d JOIN tallies t ON t.directive_id = d.id AND t.version = d.version JOIN units u ON u.id = t.unit_id
        WHERE d.id = ${directiveId} AND d.state = 'issued' AND t.to_know = ${false} AND ${MISSING} > 0
          AND ${underPath === null ? sql`1 = 1` : below('u.path', underPath)} ORDER BY u.path`);
      return rows.map((row) => ({ ...row, missing: readCount(row.missing) }));
    },
    async listMissingAt({ directiveId, unitId }, after, limit) {
      const rest =
        after === null
          ? sql.nothing
          : sql`AND (p.name_sort, p.id) > (SELECT l.name_sort, l.id FROM people l WHERE l.id = ${after})`;
      const rows = await connection.query<PersonToTell>(sql`
        SELECT p.id AS "personId", p.staff_no AS "staffNo", p.full_name AS "fullName", p.phone, r.status,
          ${reachable(sql`p.id`)} AS "isReachable"
        FROM receipts r JOIN directives d ON d.id = r.directive_id AND d.version = r.version AND d.state = 'issued'
        JOIN people p ON p.id = r.person_id
        WHERE r.directive_id = ${directiveId} AND r.unit_id = ${unitId} AND r.status IN ${OPEN} ${rest}
        ORDER BY p.name_sort, p.id LIMIT ${limit}`);
      return rows.map((row) => ({ ...row, isReachable: readFlag(row.isReachable) }));
    },
  };
}
