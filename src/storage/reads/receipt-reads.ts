import type { CardLine } from '../../domain/directives/receipt.ts';
import type { OpenReceipt, ReceiptStore } from '../../domain/directives/receipt-store.ts';
import { orNull, readCount, readFlag, readInstant, readJson } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { owedWithin } from '../stores/below.ts';
import { OPEN } from '../stores/open-receipts.ts';
import { mustHave } from '../stores/row-missing.ts';
import { countBeside } from './beside-reads.ts';
import { cards } from './card-reads.ts';
import { listMissing } from './missing-names.ts';

type Part = Pick<
  ReceiptStore,
  'getCard' | 'getCards' | 'listOwed' | 'listToImplement' | 'listOpen' | 'listMissing' | 'countBeside'
>;

const DUE_FIRST = sql`CASE WHEN d.deadline_at IS NULL THEN 1 ELSE 0 END, d.deadline_at, d.issued_at, r.id`;

/** What people see of their receipts, and what leaders see of them. */
export function receiptReads(connection: Connection): Part {
  const getCards = (ids: number[]) => cards(connection, ids);
  return {
    getCards,
    getCard: async (id) => mustHave((await getCards([id])).get(id), `card ${id}`),
    listOwed: (personId, limit, offset, paths) =>
      lines(connection, {
        where: sql`r.person_id = ${personId} AND r.status IN ${OPEN} AND d.state = 'issued' AND r.to_know = ${false}
          ${owedWithin(paths)}`,
        order: DUE_FIRST,
        limit,
        offset,
      }),
    async listToImplement(personId, limit) {
      const where = sql`r.person_id = ${personId} AND r.status = 'acknowledged' AND r.implemented_at IS NULL
        AND r.to_know = ${false} AND d.audience = 'heads' AND d.state = 'issued'`;
      return (await lines(connection, { where, order: DUE_FIRST, limit, offset: 0 })).lines;
    },
    async listOpen(personId) {
      const rows = await connection.query<OpenReceipt>(sql`
        SELECT r.id AS "receiptId", r.directive_id AS "directiveId", r.version, d.state = 'issued' AS "isIssued",
          r.to_know AS "toKnow"
        FROM receipts r JOIN directives d ON d.id = r.directive_id AND d.version = r.version
        WHERE r.person_id = ${personId} AND r.status IN ${OPEN} AND d.state IN ('issued', 'preparing') ORDER BY r.id`);
      return rows.map((row) => ({ ...row, isIssued: readFlag(row.isIssued), toKnow: readFlag(row.toKnow) }));
    },
    listMissing: (filter, limit, offset) => listMissing(connection, filter, { limit, offset }),
    countBeside: (filter, freshAt) => countBeside(connection, filter, freshAt),
  };
}

interface Page {
  where: Sql;
  order: Sql;
  limit: number;
  offset: number;
}

async function lines(connection: Connection, { where, order, limit, offset }: Page) {
  const from = sql`FROM receipts r JOIN directives d ON d.id = r.directive_id AND d.version = r.version WHERE ${where}`;
  const [count] = await connection.query<{ total: unknown }>(sql`SELECT count(*) AS total ${from}`);
  const rows = await connection.query<CardLine>(sql`
    SELECT r.id AS "receiptId", d.number, d.title, d.urgency, d.issued_at AS "issuedAt", d.deadline_at AS "deadlineAt", r.status,
      d.document, d.ack_mode AS asks
    ${from} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`);
  const found = rows.map((row) => ({
    ...row,
    issuedAt: readInstant(row.issuedAt),
    deadlineAt: orNull(readInstant)(row.deadlineAt),
    document: orNull<CardLine['document']>(readJson)(row.document),
  }));
  return { lines: found, total: readCount(count?.total) };
}
