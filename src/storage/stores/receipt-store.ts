import type { Receipt, ReceiptStatus } from '../../domain/directives/receipt.ts';
import { receiptStatuses } from '../../domain/directives/receipt.ts';
import type { Acknowledgement, ReceiptStore, SentCard } from '../../domain/directives/receipt-store.ts';
import { readCount } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { acknowledgementReads } from '../reads/acknowledgement-reads.ts';
import { addressedReads } from '../reads/addressed-reads.ts';
import { missingReads } from '../reads/missing-reads.ts';
import { receiptReads } from '../reads/receipt-reads.ts';
import { type Sql, sql } from '../sql.ts';
import { inParts, type Rest } from './in-parts.ts';
import { OPEN } from './open-receipts.ts';
import { STATUS } from './receipt-addressing.ts';
import { carryAcknowledged } from './receipt-carrying.ts';
import { receiptPreparing } from './receipt-preparing.ts';
import { RECEIPT, receiptOf } from './receipt-row.ts';
import { receiptSteps } from './receipt-steps.ts';
import { skipIds } from './skip-ids.ts';
import { addToTally, type TallyChange } from './tally.ts';
import { type TermsRow, termsColumns, termsOf } from './terms-row.ts';

const OTHERS = [
  receiptPreparing,
  receiptSteps,
  receiptReads,
  missingReads,
  acknowledgementReads,
  addressedReads,
] as const;

export const receiptStore: (connection: Connection) => ReceiptStore = inParts(...OTHERS, oneReceipt);

function oneReceipt(connection: Connection): Rest<ReceiptStore, typeof OTHERS> {
  return {
    find: async (id) => (await find(connection, sql`r.id = ${id}`))?.receipt ?? null,
    findWithTerms: (id) => find(connection, sql`r.id = ${id}`),
    findCurrent: async (directiveId, personId) => {
      const where = sql`r.directive_id = ${directiveId} AND r.person_id = ${personId} AND r.version = d.version`;
      return (await find(connection, where))?.receipt ?? null;
    },
    async countByStatus(directiveId) {
      const rows = await connection.query<{ status: ReceiptStatus; count: unknown }>(sql`
        SELECT r.status, count(*) AS count FROM receipts r JOIN directives d ON d.id = r.directive_id AND d.version = r.version
        WHERE r.directive_id = ${directiveId} AND r.to_know = ${false} GROUP BY r.status`);
      const counts = new Map(rows.map((row) => [row.status, readCount(row.count)]));
      return Object.fromEntries(receiptStatuses.map((status) => [status, counts.get(status) ?? 0])) as never;
    },
    acknowledge: (receipt, press) => acknowledge(connection, receipt, press),
    carryAcknowledged: (directiveId, limit) => carryAcknowledged(connection, directiveId, limit),
    acknowledgeOnPaper: (id, at) => acknowledgeOnPaper(connection, id, at),
    reopenFromPaper: (id) => reopenFromPaper(connection, id),
    markSent: (cards) => markSent(connection, cards),
    async markUnknown(ids) {
      await move(connection, sql`id IN ${sql.list(ids)} AND status IN ${UNSENT}`, 'unknown');
    },
    async markWaiting(ids) {
      await move(connection, sql`id IN ${sql.list(ids)} AND status = 'unknown'`, 'waiting');
    },
    skipIds: (count) => skipIds(connection, 'receipts', count),
    async markListed(personIds, at) {
      const where = sql`person_id IN ${sql.list(personIds)} AND status IN ${UNSENT}
        AND to_know = ${false} AND directive_id IN (SELECT id FROM directives WHERE state = 'issued')`;
      await move(connection, where, 'sent', { set: sql`sent_at = ${at}` });
    },
    async markUnsent(personId, to) {
      await move(connection, sql`person_id = ${personId} AND status IN ${NEVER_SENT} AND status <> ${to}`, to);
    },
  };
}

const NEVER_SENT = sql`('waiting', 'unreachable', 'notEnrolled')`;
const UNSENT = sql`('waiting', 'unknown', 'unreachable', 'notEnrolled')`;

/** Receipts of directives that are still being prepared do not exist for anybody yet. */
async function find(connection: Connection, where: Sql) {
  const [row] = await connection.query<Receipt & TermsRow>(sql`
    SELECT ${RECEIPT}, ${termsColumns('d.')} FROM receipts r JOIN directives d ON d.id = r.directive_id WHERE ${where} AND d.state IN ('issued', 'closed')`);
  if (!row) return null;
  const { ackMode, commitment, question, allPages, ...receipt } = row;
  return { receipt: receiptOf(receipt), terms: termsOf({ ackMode, commitment, question, allPages }) };
}

/** In one step when nobody moved the receipt meanwhile, which is nearly always; else over the row's lock. */
async function acknowledge(connection: Connection, receipt: Receipt, press: Acknowledgement): Promise<boolean> {
  const { at, way, accountId = null, messageId = null } = press;
  const set = sql`acknowledged_at = ${at}, way = ${way}, account_id = COALESCE(account_id, ${accountId}),
    message_id = COALESCE(message_id, ${messageId})`;
  if (receipt.status === 'acknowledged') return await takePlaceOfPaper(connection, receipt, set, at);
  if (receipt.status === 'closed') return false;
  const changed = await connection.execute(sql`
    UPDATE receipts SET status = 'acknowledged', ${set} WHERE id = ${receipt.id} AND status = ${receipt.status}`);
  if (changed === 0) {
    return (await move(connection, sql`id = ${receipt.id} AND status IN ${OPEN}`, 'acknowledged', { set, at })) > 0;
  }
  const { directiveId, version, unitId, status } = receipt;
  await addToTally(connection, [{ directiveId, version, unitId, from: status, to: 'acknowledged', at }]);
  return true;
}

/** The person's own word after a leader's: what was on paper is now theirs. */
async function takePlaceOfPaper(connection: Connection, receipt: Receipt, set: Sql, at: Date) {
  const { id, directiveId, version, unitId, status } = receipt;
  const changed = await connection.execute(sql`
    UPDATE receipts SET on_paper = ${false}, ${set} WHERE id = ${id} AND status = 'acknowledged' AND on_paper = ${true}`);
  if (changed === 0) return false;
  await addToTally(connection, [{ directiveId, version, unitId, from: status, to: status, onPaper: -1, at }]);
  return true;
}

async function acknowledgeOnPaper(connection: Connection, id: number, at: Date): Promise<void> {
  const set = sql`on_paper = ${true}, acknowledged_at = ${at}, way = 'paper'`;
  await move(connection, sql`id = ${id} AND status IN ${OPEN}`, 'acknowledged', { set, onPaper: 1, at });
}

async function reopenFromPaper(connection: Connection, id: number): Promise<void> {
  const [row] = await connection.query<{ status: ReceiptStatus }>(sql`
    SELECT CASE WHEN r.sent_at IS NOT NULL THEN 'sent' ELSE ${STATUS} END AS status FROM receipts r
    LEFT JOIN accounts a ON a.person_id = r.person_id AND a.ended_at IS NULL WHERE r.id = ${id}`);
  if (!row) return;
  const set = sql`on_paper = ${false}, acknowledged_at = NULL, way = NULL`;
  const where = sql`id = ${id} AND status = 'acknowledged' AND on_paper = ${true}`;
  await move(connection, where, row.status, { set, onPaper: -1 });
}

interface Moving {
  id: number;
  directiveId: number;
  version: number;
  unitId: number;
  status: ReceiptStatus;
}

type Also = { set?: Sql } & Pick<TallyChange, 'onPaper' | 'at'>;

/** Moves receipts to a status and the tally with them; gives how many. */
async function move(connection: Connection, where: Sql, to: ReceiptStatus, { set: also, ...beside }: Also = {}) {
  const lock = sql.either({ sqlite: sql.nothing, postgres: sql`FOR UPDATE` });
  const moving = await connection.query<Moving>(sql`
    SELECT id, directive_id AS "directiveId", version, unit_id AS "unitId", status FROM receipts
    WHERE ${where} ORDER BY id ${lock}`);
  if (moving.length === 0) return 0;
  const ids = sql.list(moving.map((receipt) => receipt.id));
  const set = also === undefined ? sql.nothing : sql`, ${also}`;
  await connection.execute(sql`UPDATE receipts SET status = ${to}${set} WHERE id IN ${ids}`);
  await addToTally(
    connection,
    moving.map((receipt) => ({ ...receipt, from: receipt.status, to, ...beside })),
  );
  return moving.length;
}

async function markSent(connection: Connection, cards: SentCard[]): Promise<void> {
  if (cards.length === 0) return;
  const rows = cards.map(
    ({ receiptId, accountId, messageId, at }) =>
      sql`(${sql.count(receiptId)}, ${sql.count(accountId)}, ${sql.count(messageId)}, ${at})`,
  );
  await connection.execute(sql`
    WITH card (id, account_id, message_id, sent_at) AS (VALUES ${sql.join(rows)})
    UPDATE receipts SET account_id = card.account_id, message_id = card.message_id, sent_at = card.sent_at
    FROM card WHERE receipts.id = card.id`);
  const ids = sql.list(cards.map((card) => card.receiptId));
  await move(connection, sql`id IN ${ids} AND status IN ${UNSENT}`, 'sent');
}
