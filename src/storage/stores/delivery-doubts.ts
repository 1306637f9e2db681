import { RESTORED } from '../../domain/deliveries/delivery.ts';
import type { DeliveryStore } from '../../domain/deliveries/delivery-store.ts';
import { readCount } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';

type Part = Pick<DeliveryStore, 'countDoubted' | 'doubtLists' | 'doubtWaiting' | 'listDoubted'>;

/** What asks for a yes may be asked twice; what is halted with its directive leaves only when somebody says so. */
const MAY_HAVE_LEFT = sql`d.kind NOT IN ('directive.approval', 'amendment.approval') AND (d.directive_id IS NULL
  OR d.directive_id NOT IN (SELECT id FROM directives WHERE state IN ('awaiting', 'scheduled', 'preparing')))`;

/** What a restored backup holds as still to be sent and may have been sent since; `givenUp` is what can be sent once more. */
export function deliveryDoubts(connection: Connection, givenUp: Sql): Part {
  const doubt = (where: Sql, limit: number) =>
    connection.query<{ kind: string; personId: number; subjectId: number }>(sql`
    UPDATE deliveries SET state = CASE WHEN message_id IS NULL THEN 'unknown' ELSE 'sent' END,
      reason = CASE WHEN message_id IS NULL THEN ${sql.text(RESTORED)} ELSE reason END
    WHERE id IN (SELECT d.id FROM deliveries d WHERE d.state = 'waiting' AND ${where} LIMIT ${limit})
    RETURNING kind, person_id AS "personId", subject_id AS "subjectId"`);
  return {
    async countDoubted(directiveId) {
      const [row] = await connection.query<{ count: unknown }>(sql`
        SELECT count(*) AS count FROM deliveries d WHERE d.directive_id = ${directiveId}
          AND d.kind = 'directive.card' AND d.reason = ${RESTORED} AND ${givenUp}`);
      return readCount(row?.count);
    },
    async doubtLists(limit) {
      return (await doubt(sql`d.kind = 'inbox.list'`, limit)).map((row) => row.personId);
    },
    async doubtWaiting(limit) {
      const rows = await doubt(MAY_HAVE_LEFT, limit);
      const cards = rows.filter((row) => row.kind === 'directive.card');
      return { count: rows.length, receiptIds: cards.map((row) => row.subjectId) };
    },
    async listDoubted() {
      const rows = await connection.query<{ directiveId: number; cards: unknown }>(sql`
        SELECT d.directive_id AS "directiveId", count(*) AS cards FROM deliveries d
        WHERE d.directive_id IN (SELECT id FROM directives WHERE state = 'issued')
          AND d.kind = 'directive.card' AND d.reason = ${RESTORED} AND ${givenUp}
        GROUP BY d.directive_id ORDER BY d.directive_id`);
      return rows.map(({ directiveId, cards }) => ({ directiveId, cards: readCount(cards) }));
    },
  };
}
