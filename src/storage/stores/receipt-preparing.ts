import { lanes } from '../../domain/deliveries/delivery.ts';
import type { ReceiptStatus } from '../../domain/directives/receipt.ts';
import type { ReceiptStore } from '../../domain/directives/receipt-store.ts';
import { readFlag } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { chunksOf } from '../transactions.ts';
import { OPEN } from './open-receipts.ts';
import { addresses, COMING, firstPosts, HOLDS, STATUS } from './receipt-addressing.ts';
import { addToTally } from './tally.ts';

type Part = Pick<ReceiptStore, 'prepareChunk' | 'addForJoiners' | 'closeForLeavers' | 'listRoster'>;

/** How receipts come into being and are closed again when the roster changes. */
export function receiptPreparing(connection: Connection): Part {
  return {
    async prepareChunk(directiveId, after, limit, at, today) {
      const chunk = await connection.query<{ personId: number }>(sql`
        SELECT DISTINCT o.person_id AS "personId" FROM directives d JOIN posts o ON o.person_id > ${after}
        JOIN units u ON u.id = o.unit_id
        WHERE d.id = ${directiveId} AND ${addresses(today)} ORDER BY o.person_id LIMIT ${limit}`);
      const last = chunk.at(-1)?.personId ?? null;
      if (last === null) return { lastPersonId: null, owed: 0 };
      const within = sql`d.id = ${directiveId} AND o.person_id > ${after} AND o.person_id <= ${last}`;
      const added = await insertReceipts(connection, within, false, today);
      await insertDeliveries(connection, added, at);
      return { lastPersonId: chunk.length < limit ? null : last, owed: added.length };
    },
    async addForJoiners(personIds, at, today) {
      // Whoever joins while an issue is prepared is simply one of its people, even where it is not for newcomers.
      const within = sql`o.person_id IN ${sql.list(personIds)} AND (d.state = 'preparing' OR (d.state = 'issued'
        AND (d.late_joiners = ${true} OR EXISTS (SELECT 1 FROM receipts old WHERE old.directive_id = d.id
          AND old.version = d.version AND old.person_id = o.person_id AND old.status = 'closed'))))`;
      const reopened = await reopen(connection, within, today);
      const ordered = await orderKnown(connection, within, today);
      const added = await insertReceipts(connection, within, true, today);
      const all = [...reopened, ...ordered, ...added];
      await insertDeliveries(connection, all, at);
      return all.map(({ id, directiveId, personId }) => ({ receiptId: id, directiveId, personId }));
    },
    closeForLeavers: (personIds, at, today) => closeForLeavers(connection, personIds, at, today),
    listRoster: (directiveId, after, limit) =>
      connection.query(sql`
      SELECT r.id AS "receiptId", r.person_id AS "personId", p.staff_no AS "staffNo", u.code AS "unitCode"
      FROM receipts r JOIN directives d ON d.id = r.directive_id AND r.version = ${COMING}
      JOIN people p ON p.id = r.person_id JOIN units u ON u.id = r.unit_id
      WHERE r.directive_id = ${directiveId} AND r.person_id > ${after} ORDER BY r.person_id LIMIT ${limit}`),
  };
}

interface Added {
  id: number;
  directiveId: number;
  version: number;
  personId: number;
  unitId: number;
  status: ReceiptStatus;
  toKnow: unknown;
}

/** A head's second step, taken before the acknowledgement on paper was disputed: counted as long as the receipt is not closed. */
interface Stepped {
  implemented: unknown;
}

const ADDED = sql`id, directive_id AS "directiveId", version, person_id AS "personId", unit_id AS "unitId", status,
  to_know AS "toKnow"`;

/** One receipt per person, at the unit of their first post among the addressed ones. */
async function insertReceipts(connection: Connection, within: Sql, isLate: boolean, today: string): Promise<Added[]> {
  const late = isLate ? sql`(d.state = 'issued')` : sql.either({ sqlite: sql`0`, postgres: sql`false` });
  const added = await connection.query<Added>(sql`
    INSERT INTO receipts (directive_id, version, person_id, unit_id, status, late_joiner, on_paper, to_know)
    SELECT d.id, ${COMING}, who.person_id, first.unit_id, ${STATUS}, ${late}, ${sql.either({ sqlite: sql`0`, postgres: sql`false` })},
      who.to_know = 1
    FROM ${firstPosts(within, today)} who
    JOIN directives d ON d.id = who.directive_id
    JOIN posts first ON first.id = who.post_id
    LEFT JOIN accounts a ON a.person_id = who.person_id AND a.ended_at IS NULL
    WHERE 1 = 1
    ON CONFLICT (directive_id, version, person_id) DO NOTHING RETURNING ${ADDED}`);
  await addToTally(
    connection,
    added.map((receipt) => ({ ...receipt, from: null, to: receipt.status, toKnow: readFlag(receipt.toKnow) })),
  );
  return added;
}

/** Whoever had left and is back owes again what they had not acknowledged; a card that was sent then is sent still. */
async function reopen(connection: Connection, within: Sql, today: string): Promise<Added[]> {
  const closed = await connection.query<Added & Stepped>(sql`
    SELECT r.id, r.directive_id AS "directiveId", r.version, r.person_id AS "personId", r.unit_id AS "unitId",
      CASE WHEN r.sent_at IS NOT NULL THEN 'sent' ELSE ${STATUS} END AS status,
      r.to_know AS "toKnow", r.implemented_at IS NOT NULL AS implemented
    FROM receipts r JOIN directives d ON d.id = r.directive_id AND d.version = r.version
    LEFT JOIN accounts a ON a.person_id = r.person_id AND a.ended_at IS NULL
    WHERE r.status = 'closed' AND EXISTS (SELECT 1 FROM posts o JOIN units u ON u.id = o.unit_id
      WHERE o.person_id = r.person_id AND ${within} AND ${addresses(today)} AND ${HOLDS})`);
  for (const { id, status } of closed) {
    await connection.execute(
      sql`UPDATE receipts SET status = ${status}, closed_at = NULL, close_reason = NULL WHERE id = ${id}`,
    );
  }
  await addToTally(
    connection,
    closed.map(({ toKnow: _, implemented, ...receipt }) => ({
      ...receipt,
      from: 'closed' as const,
      to: receipt.status,
      ...(readFlag(implemented) ? { implemented: 1 as const } : {}),
    })),
  );
  return closed;
}

/** Whoever had it for their knowledge and now stands in a unit that has to act owes it there, by a card that says so. */
async function orderKnown(connection: Connection, within: Sql, today: string): Promise<Added[]> {
  const known = await connection.query<Added & { before: ReceiptStatus; knewAt: number }>(sql`
    SELECT r.id, r.directive_id AS "directiveId", r.version, r.person_id AS "personId", first.unit_id AS "unitId",
      ${STATUS} AS status, r.to_know AS "toKnow", r.status AS before, r.unit_id AS "knewAt"
    FROM ${firstPosts(within, today)} who JOIN directives d ON d.id = who.directive_id
    JOIN receipts r ON r.directive_id = d.id AND r.version = d.version AND r.person_id = who.person_id
    JOIN posts first ON first.id = who.post_id
    LEFT JOIN accounts a ON a.person_id = r.person_id AND a.ended_at IS NULL
    WHERE who.to_know = 0 AND r.to_know = ${true} AND r.status <> 'acknowledged'`);
  for (const { id, unitId, status } of known) {
    await connection.execute(sql`
      UPDATE receipts SET to_know = ${false}, late_joiner = ${true}, unit_id = ${unitId}, status = ${status}, sent_at = NULL,
        account_id = NULL, message_id = NULL, closed_at = NULL, close_reason = NULL WHERE id = ${id}`);
    await connection.execute(sql`
      DELETE FROM deliveries WHERE kind = 'directive.card' AND subject_id = ${id} AND state <> 'sending'`);
  }
  await addToTally(
    connection,
    known.flatMap(({ directiveId, version, unitId, knewAt, before, status }) => [
      { directiveId, version, unitId: knewAt, from: before, to: null },
      { directiveId, version, unitId, from: null, to: status },
    ]),
  );
  return known;
}

async function insertDeliveries(connection: Connection, receipts: Added[], at: Date): Promise<void> {
  const waiting = receipts.filter((receipt) => receipt.status === 'waiting');
  const { alert, directive } = lanes;
  for (const chunk of chunksOf(waiting.map((receipt) => receipt.id))) {
    await connection.execute(sql`
      INSERT INTO deliveries (person_id, kind, purpose, subject_id, directive_id, lane, state, due_at)
      SELECT r.person_id, 'directive.card', 'directive:' || d.id || ':issue:v' || r.version, r.id, d.id,
        CASE d.urgency WHEN 'immediate' THEN ${sql.raw(`${alert}`)} ELSE ${sql.raw(`${directive}`)} END, 'waiting', ${at}
      FROM receipts r JOIN directives d ON d.id = r.directive_id WHERE r.id IN ${sql.list(chunk)}
      ON CONFLICT (person_id, purpose) DO UPDATE SET state = 'waiting', due_at = excluded.due_at, attempts = 0
        WHERE deliveries.state IN ('never', 'unknown')`);
  }
}

async function closeForLeavers(connection: Connection, personIds: number[], at: Date, today: string) {
  const gone = await connection.query<Omit<Added, 'toKnow'> & Stepped>(sql`
    SELECT r.id, r.directive_id AS "directiveId", r.version, r.person_id AS "personId", r.unit_id AS "unitId", r.status,
      r.implemented_at IS NOT NULL AS implemented
    FROM receipts r JOIN directives d ON d.id = r.directive_id AND r.version IN (d.version, d.next_version)
    WHERE r.person_id IN ${sql.list(personIds)} AND r.status IN ${OPEN}
      AND NOT EXISTS (SELECT 1 FROM posts o JOIN units u ON u.id = o.unit_id
        WHERE o.person_id = r.person_id AND ${addresses(today)} AND ${HOLDS})`);
  for (const chunk of chunksOf(gone.map((receipt) => receipt.id))) {
    await connection.execute(sql`
      UPDATE receipts SET status = 'closed', closed_at = ${at}, close_reason = 'left' WHERE id IN ${sql.list(chunk)}`);
    await connection.execute(sql`
      UPDATE deliveries SET state = 'never', reason = 'left'
      WHERE state = 'waiting' AND kind = 'directive.card' AND subject_id IN ${sql.list(chunk)}`);
  }
  await addToTally(
    connection,
    gone.map(({ implemented, ...receipt }) => ({
      ...receipt,
      from: receipt.status,
      to: 'closed' as const,
      ...(readFlag(implemented) ? { implemented: -1 as const } : {}),
    })),
  );
  return gone.map(({ id, directiveId, personId }) => ({ receiptId: id, directiveId, personId }));
}
