import type { Missing, MissingPerson } from '../../domain/directives/receipt-store.ts';
import { orNull, readCount, readFlag, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { isTold } from '../stores/attestation-store.ts';
import { OPEN } from '../stores/open-receipts.ts';
import { current, ISSUED, placed } from './placed.ts';
import { type RowsAt, stretchOf } from './unit-walk.ts';

interface Page {
  limit: number;
  offset: number;
}

/** A post by which somebody leads a unit that day, or stands in for who does. */
export const isHeadsPost = (alias: string, today: string): Sql => {
  const o = sql.raw(alias);
  return sql`${o}.role IN ('leader', 'deputy') AND ${o}.from_on <= ${today} AND (${o}.to_on IS NULL OR ${o}.to_on >= ${today})`;
};

/** Who holds such a post where, of these units. In two halves, each with an index of its own: most posts have no last day. */
export const headsAt = (units: Sql, today: string): Sql => {
  const half = (end: Sql) => sql`SELECT o.unit_id, o.person_id FROM posts o
    WHERE o.unit_id IN ${units} AND o.role IN ('leader', 'deputy') AND o.from_on <= ${today} AND ${end}`;
  return sql`(${half(sql`o.to_on IS NULL`)} UNION ${half(sql`o.to_on IS NOT NULL AND o.to_on >= ${today}`)})`;
};

/** Leaders set the example, so they stand first; then the others unit by unit, read only at the units that are on the page. */
export async function listMissing(connection: Connection, filter: Missing, { limit, offset }: Page) {
  const units = await missingUnits(connection, filter);
  const heads = await missingHeads(connection, filter);
  const total = units.reduce((sum, { count }) => sum + count, 0);
  const onPage = heads.slice(offset, offset + limit);
  const people = await named(connection, filter, sql`r.id IN ${sql.list(onPage.map(({ id }) => id))}`, true);
  const others = units.map(({ id, count }) => {
    return { id, count: count - heads.filter(({ unitId }) => unitId === id).length };
  });
  const rest = { limit: limit - onPage.length, offset: Math.max(0, offset - heads.length) };
  for (const { id: unitId, ...at } of stretchOf(others, rest)) {
    const led = heads.filter((head) => head.unitId === unitId).map(({ id }) => id);
    const which = sql`r.unit_id = ${unitId} ${led.length > 0 ? sql`AND r.id NOT IN ${sql.list(led)}` : sql.nothing}`;
    people.push(...(await named(connection, filter, which, false, at)));
  }
  return { people, total };
}

/** How many are missing at each unit, from the tally, in the order of the tree. */
export async function missingUnits(connection: Connection, filter: Missing): Promise<RowsAt[]> {
  const missing = sql`t.sent + t.unknown + t.unreachable + t.not_enrolled + t.waiting`;
  const rows = await connection.query<RowsAt>(sql`
    SELECT t.unit_id AS id, ${missing} AS count FROM directives d
    JOIN tallies t ON t.directive_id = d.id AND t.version = d.version AND t.to_know = ${false} AND ${missing} > 0
    JOIN units u ON u.id = t.unit_id AND ${placed(filter)}
    WHERE d.id = ${filter.directiveId} AND d.state = 'issued' ORDER BY u.path`);
  return rows.map(({ id, count }) => ({ id, count: readCount(count) }));
}

/** From the few who lead a unit to their receipts. */
async function missingHeads(connection: Connection, filter: Missing): Promise<{ id: number; unitId: number }[]> {
  const units = sql`(SELECT v.id FROM units v WHERE ${placed(filter, 'v')})`;
  return await connection.query<{ id: number; unitId: number }>(sql`
    SELECT r.id, r.unit_id AS "unitId" FROM directives d
    JOIN receipts r ON r.directive_id = d.id AND r.version = d.version AND r.status IN ${OPEN} AND r.to_know = ${false}
    JOIN people p ON p.id = r.person_id JOIN units u ON u.id = r.unit_id
    WHERE d.id = ${filter.directiveId} AND d.state = 'issued' AND ${placed(filter)}
      AND (r.unit_id, r.person_id) IN (SELECT h.unit_id, h.person_id FROM ${headsAt(units, filter.today)} h)
    ORDER BY u.path, p.name_sort, r.id`);
}

async function named(connection: Connection, filter: Missing, which: Sql, isHead: boolean, page?: Page) {
  const rows = await connection.query<MissingPerson>(sql`
    SELECT r.person_id AS "personId", r.id AS "receiptId", r.full_name AS "fullName", r.name AS "unitName", r.status,
      a.id AS "accountId", a.reminded_at AS "remindedAt",
      (SELECT max(w.to_on) FROM absences w WHERE w.person_id = r.person_id AND ${current('w', filter.today)}) AS "awayUntil",
      ${isTold(sql`r.id`)} AS "isTold"
    FROM (SELECT r.id, r.person_id, r.status, u.path, u.name, p.full_name, p.name_sort
      FROM receipts r JOIN ${ISSUED} JOIN units u ON u.id = r.unit_id JOIN people p ON p.id = r.person_id
      WHERE r.directive_id = ${filter.directiveId} AND r.status IN ${OPEN} AND r.to_know = ${false} AND ${which}
      ORDER BY u.path, p.name_sort, r.person_id ${page ? sql`LIMIT ${page.limit} OFFSET ${page.offset}` : sql.nothing}) r
    LEFT JOIN accounts a ON a.person_id = r.person_id AND a.ended_at IS NULL AND a.unreachable_at IS NULL
    ORDER BY r.path, r.name_sort, r.person_id`);
  return rows.map((row) => ({
    ...row,
    remindedAt: orNull(readInstant)(row.remindedAt),
    isTold: readFlag(row.isTold),
    isHead,
  }));
}
