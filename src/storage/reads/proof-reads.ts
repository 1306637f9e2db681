import type { FrozenLine, ProofReads } from '../../domain/directives/proof-reads.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';

const FROZEN = sql`SELECT r.id, r.person_id AS "personId", p.staff_no AS "staffNo", u.code AS "unitCode" FROM receipts r
  JOIN people p ON p.id = r.person_id JOIN units u ON u.id = r.unit_id`;

/** Texts and names that stand beside the record of evidence. */
export function proofReads(connection: Connection): ProofReads {
  return {
    async listTexts(directiveId) {
      const rows = await connection.query<{ text: string }>(sql`
        SELECT text FROM directive_versions WHERE directive_id = ${directiveId}
        UNION SELECT text FROM amendment_requests WHERE directive_id = ${directiveId}
        UNION SELECT text FROM tasks WHERE directive_id = ${directiveId}`);
      return rows.map(({ text }) => text);
    },
    listListed: (receiptIds) => connection.query<FrozenLine>(sql`${FROZEN} WHERE r.id IN ${sql.list(receiptIds)}`),
    listFrozen: (directiveId, version, after, limit) =>
      connection.query<FrozenLine>(sql`
        ${FROZEN} WHERE r.directive_id = ${directiveId} AND r.version = ${version} AND r.person_id > ${after}
          AND r.late_joiner = ${false} ORDER BY r.person_id LIMIT ${limit}`),
  };
}
