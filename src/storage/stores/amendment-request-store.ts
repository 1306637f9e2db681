import type { AmendmentRequest } from '../../domain/directives/amendment-request.ts';
import type { AmendmentRequestStore } from '../../domain/directives/amendment-request-store.ts';
import { orNull, readFlag, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { skipIds } from './skip-ids.ts';

export function amendmentRequestStore(connection: Connection): AmendmentRequestStore {
  const list = async (rest: Sql) =>
    (
      await connection.query<AmendmentRequest>(sql`
      SELECT id, directive_id AS "directiveId", base_version AS "baseVersion", approval, title, text, text_hash AS "textHash",
        deadline_at AS "deadlineAt", reason, keeps_acknowledged AS "keepsAcknowledged", author_id AS "authorId",
        author_name AS "authorName", created_at AS "createdAt", state, approver_id AS "approverId", decided_at AS "decidedAt",
        end_reason AS "endReason"
      FROM amendment_requests ${rest}`)
    ).map(requestOf);
  return {
    skipIds: (count) => skipIds(connection, 'amendment_requests', count),
    find: async (id) => (await list(sql`WHERE id = ${id}`))[0] ?? null,
    findAwaiting: async (id) => (await list(sql`WHERE directive_id = ${id} AND state = 'awaiting'`))[0] ?? null,
    findLastOf: async (id, authorId) =>
      (await list(sql`WHERE directive_id = ${id} AND author_id = ${authorId} ORDER BY id DESC LIMIT 1`))[0] ?? null,
    listAwaiting: () => list(sql`WHERE state = 'awaiting' ORDER BY id`),
    async add(request) {
      const { directiveId, baseVersion, approval, title, text, textHash, deadlineAt, reason } = request;
      const { keepsAcknowledged, authorId, authorName, createdAt } = request;
      const [row] = await connection.query<{ id: number }>(sql`
        INSERT INTO amendment_requests (directive_id, base_version, approval, title, text, text_hash, deadline_at, reason,
          keeps_acknowledged, author_id, author_name, created_at, state)
        VALUES (${directiveId}, ${baseVersion}, ${approval}, ${title}, ${text}, ${textHash}, ${deadlineAt}, ${reason},
          ${keepsAcknowledged}, ${authorId}, ${authorName}, ${createdAt}, 'awaiting') RETURNING id`);
      return row!.id;
    },
    async decide(id, { to, approverId, at, reason }) {
      const changed = await connection.execute(sql`
        UPDATE amendment_requests SET state = ${to}, approver_id = ${approverId}, decided_at = ${at}, end_reason = ${reason}
        WHERE id = ${id} AND state = 'awaiting'`);
      return changed > 0;
    },
  };
}

const requestOf = (row: AmendmentRequest): AmendmentRequest => ({
  ...row,
  deadlineAt: orNull(readInstant)(row.deadlineAt),
  keepsAcknowledged: readFlag(row.keepsAcknowledged),
  createdAt: readInstant(row.createdAt),
  decidedAt: orNull(readInstant)(row.decidedAt),
});
