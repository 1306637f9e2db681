import { MANY_TRIES } from '../../domain/directives/acknowledging.ts';
import type { CardLine } from '../../domain/directives/receipt.ts';
import type {
  Beside,
  Missing,
  MissingPerson,
  OpenReceipt,
  ReceiptStore,
} from '../../domain/directives/receipt-store.ts';
import { foldText } from '../../lib/text.ts';
import { orNull, readCount, readFlag, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { isTold } from '../stores/attestation-store.ts';
import { below, like } from '../stores/below.ts';
import { OPEN } from '../stores/open-receipts.ts';
import { mustHave } from '../stores/row-missing.ts';
import { cards } from './card-reads.ts';

type Part = Pick<
  ReceiptStore,
  'getCard' | 'getCards' | 'listOwed' | 'searchIssued' | 'listOpen' | 'listMissing' | 'countBeside'
>;

const ISSUED = sql`directives d ON d.id = r.directive_id AND d.version = r.version AND d.state = 'issued'`;

/** What people see of their receipts, and what leaders see of them. */
export function receiptReads(connection: Connection): Part {
  const getCards = (ids: number[]) => cards(connection, ids);
  return {
    getCards,
    getCard: async (id) => mustHave((await getCards([id])).get(id), `card ${id}`),
    listOwed: (personId, limit, offset) =>
      lines(connection, {
        where: sql`r.person_id = ${personId} AND r.status IN ${OPEN} AND d.state = 'issued' AND r.to_know = ${false}`,
        order: sql`CASE WHEN d.deadline_at IS NULL THEN 1 ELSE 0 END, d.deadline_at, d.issued_at, r.id`,
        limit,
        offset,
      }),
    searchIssued: (personId, words, limit, offset) =>
      lines(connection, {
        where: sql`r.person_id = ${personId} AND d.state IN ('issued', 'closed')
        AND d.search_folded LIKE ${like(foldText(words))} ESCAPE '!'`,
        order: sql`d.issued_at DESC, r.id DESC`,
        limit,
        offset,
      }),
    async listOpen(personId) {
      const rows = await connection.query<OpenReceipt>(sql`
        SELECT r.id AS "receiptId", r.directive_id AS "directiveId", r.version, d.state = 'issued' AS "isIssued",
          r.to_know AS "toKnow"
        FROM receipts r JOIN directives d ON d.id = r.directive_id AND d.version = r.version
        WHERE r.person_id = ${personId} AND r.status IN ${OPEN} AND d.state IN ('issued', 'preparing') ORDER BY r.id`);
      return rows.map((row) => ({ ...row, isIssued: readFlag(row.isIssued), toKnow: readFlag(row.toKnow) }));
    },
    listMissing: (filter, limit, offset) => missing(connection, filter, limit, offset),
    countBeside: (filter, freshAt) => beside(connection, filter, freshAt),
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
    SELECT r.id AS "receiptId", d.number, d.title, d.urgency, d.issued_at AS "issuedAt", d.deadline_at AS "deadlineAt", r.status
    ${from} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`);
  const found = rows.map((row) => ({
    ...row,
    issuedAt: readInstant(row.issuedAt),
    deadlineAt: orNull(readInstant)(row.deadlineAt),
  }));
  return { lines: found, total: readCount(count?.total) };
}

/** Unit by unit in the order of the tree, within a unit by the given name. */
async function missing(connection: Connection, filter: Missing, limit: number, offset: number) {
  const from = sql`FROM receipts r JOIN ${ISSUED} JOIN units u ON u.id = r.unit_id JOIN people p ON p.id = r.person_id
    WHERE r.directive_id = ${filter.directiveId} AND r.status IN ${OPEN} AND r.to_know = ${false} AND ${placed(filter)}`;
  const [count] = await connection.query<{ total: unknown }>(sql`SELECT count(*) AS total ${from}`);
  const rows = await connection.query<MissingPerson>(sql`
    SELECT r.person_id AS "personId", r.id AS "receiptId", r.full_name AS "fullName", r.name AS "unitName", r.status,
      a.id AS "accountId", a.reminded_at AS "remindedAt",
      (SELECT max(w.to_on) FROM absences w WHERE w.person_id = r.person_id AND ${current('w', filter.today)}) AS "awayUntil",
      ${isTold(sql`r.id`)} AS "isTold"
    FROM (SELECT r.id, r.person_id, r.status, r.unit_id, u.path, u.name, p.full_name, p.name_sort ${from}
      ORDER BY u.path, p.name_sort, r.person_id LIMIT ${limit} OFFSET ${offset}) r
    LEFT JOIN accounts a ON a.person_id = r.person_id AND a.ended_at IS NULL AND a.unreachable_at IS NULL
    ORDER BY r.path, r.name_sort, r.person_id`);
  const people = rows.map((row) => ({
    ...row,
    remindedAt: orNull(readInstant)(row.remindedAt),
    isTold: readFlag(row.isTold),
  }));
  return { people, total: readCount(count?.total) };
}

const placed = ({ path, isOwn }: Missing): Sql => (isOwn ? sql`u.path = ${path}` : below('u.path', path));

const current = (alias: string, today: string): Sql => {
  const a = sql.raw(alias);
  return sql`${a}.cancelled_at IS NULL AND ${a}.from_on <= ${today} AND ${a}.to_on >= ${today}`;
};

/** From the few who were reminded, are gone, away or told to their receipts, not from the many receipts to them. */
async function beside(connection: Connection, filter: Missing, freshAt: Date): Promise<Beside> {
  const { directiveId, today } = filter;
  const receipts = (of: Sql, statuses: Sql) => sql`JOIN receipts r ON ${of} AND r.directive_id = ${directiveId}
    AND r.status IN ${statuses} AND r.to_know = ${false} JOIN ${ISSUED} JOIN units u ON u.id = r.unit_id AND ${placed(filter)}`;
  const one = async (statement: Sql) =>
    (await connection.query<Record<string, unknown>>(statement))[0] ?? ({} as Record<string, unknown>);
  const reminded = await one(sql`
    SELECT sum(CASE WHEN a.reminded_at > ${freshAt} THEN 1 ELSE 0 END) AS fresh,
      sum(CASE WHEN a.reminded_at >= d.issued_at THEN 1 ELSE 0 END) AS reminded,
      max(CASE WHEN a.reminded_at >= d.issued_at THEN a.reminded_at END) AS "lastAt"
    FROM accounts a ${receipts(sql`r.person_id = a.person_id`, OPEN)}
    WHERE a.ended_at IS NULL AND a.unreachable_at IS NULL AND a.reminded_at IS NOT NULL`);
  const gone = await one(sql`
    SELECT count(*) AS lost FROM (SELECT DISTINCT a.person_id FROM accounts a
      WHERE (a.ended_at IS NOT NULL OR a.unreachable_at IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM accounts o
        WHERE o.person_id = a.person_id AND o.ended_at IS NULL AND o.unreachable_at IS NULL)) g
    ${receipts(sql`r.person_id = g.person_id`, sql`('sent', 'unknown')`)}`);
  const absent = await one(sql`
    SELECT count(*) AS away,
      sum(CASE WHEN r.status IN ('sent', 'unknown', 'waiting') AND EXISTS (SELECT 1 FROM accounts a
        WHERE a.person_id = w.person_id AND a.ended_at IS NULL AND a.unreachable_at IS NULL
          AND (a.reminded_at IS NULL OR a.reminded_at <= ${freshAt})) THEN 1 ELSE 0 END) AS "inReach"
    FROM (SELECT DISTINCT s.person_id FROM absences s WHERE ${current('s', today)}) w
    ${receipts(sql`r.person_id = w.person_id`, OPEN)}`);
  const told = await one(sql`
    SELECT count(*) AS told FROM attestations s ${receipts(sql`r.id = s.receipt_id`, OPEN)}
    WHERE s.directive_id = ${directiveId} AND s.way = 'phone' AND s.disputed_at IS NULL`);
  const struggling = await one(sql`
    SELECT count(*) AS count FROM receipts r JOIN ${ISSUED} JOIN units u ON u.id = r.unit_id
    WHERE r.directive_id = ${directiveId} AND r.tries >= ${sql.raw(String(MANY_TRIES))} AND ${placed(filter)}`);
  const known = await one(sql`
    SELECT sum(t.sent + t.acknowledged + t.unknown + t.unreachable + t.not_enrolled + t.waiting) AS count
    FROM tallies t JOIN directives d ON d.id = t.directive_id AND d.version = t.version JOIN units u ON u.id = t.unit_id
    WHERE t.directive_id = ${directiveId} AND t.to_know = ${true} AND ${placed(filter)}`);
  return {
    fresh: readCount(reminded.fresh),
    reminded: readCount(reminded.reminded),
    lastAt: orNull(readInstant)(reminded.lastAt),
    lost: readCount(gone.lost),
    away: readCount(absent.away),
    awayInReach: readCount(absent.inReach),
    told: readCount(told.told),
    struggling: readCount(struggling.count),
    toKnow: readCount(known.count),
  };
}
