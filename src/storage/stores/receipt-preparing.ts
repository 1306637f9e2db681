import { lanes } from '../../domain/deliveries/delivery.ts';
import type { ReceiptStatus } from '../../domain/directives/receipt.ts';
import type { Addressing, ReceiptStore } from '../../domain/directives/receipt-store.ts';
import { readCount, readFlag } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { chunksOf } from '../transactions.ts';
import { held } from './below.ts';
import { OPEN } from './open-receipts.ts';
import { addToTally } from './tally.ts';

type Part = Pick<
  ReceiptStore,
  | 'prepareChunk'
  | 'carryAcknowledged'
  | 'addForJoiners'
  | 'closeForLeavers'
  | 'listRoster'
  | 'countAddressed'
  | 'listAddressedNotEnrolled'
>;

/** A unit at or below one that the directive addresses; paths are prefixes of each other. */
const ADDRESSED = sql`EXISTS (SELECT 1 FROM directive_units du JOIN units top ON top.id = du.unit_id
  WHERE du.directive_id = d.id AND substr(u.path, 1, length(top.path)) = top.path)`;

/** The version that is being prepared, or else the one that holds. */
const COMING = sql`COALESCE(d.next_version, d.version)`;

/** Whether the nearest addressed unit at or above this one (`u`) gets the directive for its knowledge only. */
const KNOWS = sql`COALESCE((SELECT du.to_know FROM directive_units du JOIN units top ON top.id = du.unit_id
  WHERE du.directive_id = d.id AND substr(u.path, 1, length(top.path)) = top.path
  ORDER BY length(top.path) DESC LIMIT 1), ${false})`;

/** What a receipt is worth by its person's account (`a`), before anything was sent. */
export const STATUS = sql`CASE WHEN a.id IS NULL THEN 'notEnrolled' WHEN a.unreachable_at IS NOT NULL THEN 'unreachable' ELSE 'waiting' END`;

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
      const added = await insertReceipts(connection, within, true, today);
      const all = [...reopened, ...added];
      await insertDeliveries(connection, all, at);
      return all.map(({ id, directiveId, personId }) => ({ receiptId: id, directiveId, personId }));
    },
    carryAcknowledged: (directiveId, limit) => carryAcknowledged(connection, directiveId, limit),
    closeForLeavers: (personIds, at, today) => closeForLeavers(connection, personIds, at, today),
    listRoster: (directiveId, after, limit) =>
      connection.query(sql`
      SELECT r.id AS "receiptId", r.person_id AS "personId", p.staff_no AS "staffNo", u.code AS "unitCode"
      FROM receipts r JOIN directives d ON d.id = r.directive_id AND r.version = ${COMING}
      JOIN people p ON p.id = r.person_id JOIN units u ON u.id = r.unit_id
      WHERE r.directive_id = ${directiveId} AND r.person_id > ${after} ORDER BY r.person_id LIMIT ${limit}`),
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

async function carryAcknowledged(connection: Connection, directiveId: number, limit: number): Promise<number> {
  const carried = await connection.query<Omit<Added, 'toKnow'> & { fromId: number; onPaper: unknown }>(sql`
    SELECT r.id, r.directive_id AS "directiveId", r.version, r.person_id AS "personId", r.unit_id AS "unitId", r.status,
      o.id AS "fromId", o.on_paper AS "onPaper"
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

/** Everybody who would owe it today, each at the unit of their first post there. */
function addressedBy({ unitIds, knowUnitIds, audience }: Addressing, today: string): Sql {
  const both = sql.list([...unitIds, ...knowUnitIds]);
  const nearest = sql`(SELECT near.id FROM units near WHERE near.id IN ${both}
    AND substr(u.path, 1, length(near.path)) = near.path ORDER BY length(near.path) DESC LIMIT 1)`;
  const isOwed = knowUnitIds.length === 0 ? sql`1 = 1` : sql`${nearest} IN ${sql.list(unitIds)}`;
  return sql`(SELECT o.person_id, min(o.id) AS post_id FROM posts o JOIN units u ON u.id = o.unit_id
    JOIN units top ON substr(u.path, 1, length(top.path)) = top.path
    WHERE top.id IN ${sql.list(unitIds)} AND ${isOwed} AND ${held('o', today)}
      AND ${audience === 'heads' ? sql`o.role = 'leader'` : sql`1 = 1`} GROUP BY o.person_id)`;
}

function addresses(today: string): Sql {
  return sql`${held('o', today)} AND (d.audience = 'everyone' OR o.role = 'leader') AND ${ADDRESSED}`;
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

const ADDED = sql`id, directive_id AS "directiveId", version, person_id AS "personId", unit_id AS "unitId", status,
  to_know AS "toKnow"`;

/** One receipt per person, at the unit of their first post among the addressed ones. */
async function insertReceipts(connection: Connection, within: Sql, isLate: boolean, today: string): Promise<Added[]> {
  const late = isLate ? sql`(d.state = 'issued')` : sql.either({ sqlite: sql`0`, postgres: sql`false` });
  const added = await connection.query<Added>(sql`
    INSERT INTO receipts (directive_id, version, person_id, unit_id, status, late_joiner, on_paper, to_know)
    SELECT d.id, ${COMING}, who.person_id, first.unit_id, ${STATUS}, ${late}, ${sql.either({ sqlite: sql`0`, postgres: sql`false` })},
      who.to_know = 1
    FROM (SELECT d.id AS directive_id, o.person_id,
        COALESCE(min(CASE WHEN ${KNOWS} THEN NULL ELSE o.id END), min(o.id)) AS post_id,
        min(CASE WHEN ${KNOWS} THEN 1 ELSE 0 END) AS to_know FROM directives d, posts o
      JOIN units u ON u.id = o.unit_id WHERE ${within} AND ${addresses(today)} GROUP BY d.id, o.person_id) who
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
  const closed = await connection.query<Added>(sql`
    SELECT r.id, r.directive_id AS "directiveId", r.version, r.person_id AS "personId", r.unit_id AS "unitId",
      CASE WHEN r.sent_at IS NOT NULL THEN 'sent' ELSE ${STATUS} END AS status,
      r.to_know AS "toKnow"
    FROM receipts r JOIN directives d ON d.id = r.directive_id AND d.version = r.version
    LEFT JOIN accounts a ON a.person_id = r.person_id AND a.ended_at IS NULL
    WHERE r.status = 'closed' AND EXISTS (SELECT 1 FROM posts o JOIN units u ON u.id = o.unit_id
      WHERE o.person_id = r.person_id AND ${within} AND ${addresses(today)})`);
  for (const { id, status } of closed) {
    await connection.execute(
      sql`UPDATE receipts SET status = ${status}, closed_at = NULL, close_reason = NULL WHERE id = ${id}`,
    );
  }
  await addToTally(
    connection,
    closed.map(({ toKnow: _, ...receipt }) => ({ ...receipt, from: 'closed' as const, to: receipt.status })),
  );
  return closed;
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
  const gone = await connection.query<Omit<Added, 'toKnow'>>(sql`
    SELECT r.id, r.directive_id AS "directiveId", r.version, r.person_id AS "personId", r.unit_id AS "unitId", r.status
    FROM receipts r JOIN directives d ON d.id = r.directive_id AND r.version IN (d.version, d.next_version)
    WHERE r.person_id IN ${sql.list(personIds)} AND r.status IN ${OPEN}
      AND NOT EXISTS (SELECT 1 FROM posts o JOIN units u ON u.id = o.unit_id
        WHERE o.person_id = r.person_id AND ${addresses(today)})`);
  for (const chunk of chunksOf(gone.map((receipt) => receipt.id))) {
    await connection.execute(sql`
      UPDATE receipts SET status = 'closed', closed_at = ${at}, close_reason = 'left' WHERE id IN ${sql.list(chunk)}`);
    await connection.execute(sql`
      UPDATE deliveries SET state = 'never', reason = 'left'
      WHERE state = 'waiting' AND kind = 'directive.card' AND subject_id IN ${sql.list(chunk)}`);
  }
  await addToTally(
    connection,
    gone.map((receipt) => ({ ...receipt, from: receipt.status, to: 'closed' as const })),
  );
  return gone.map(({ id, directiveId, personId }) => ({ receiptId: id, directiveId, personId }));
}
