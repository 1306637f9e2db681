import { MANY_TRIES } from '../../domain/directives/acknowledging.ts';
import type { Beside, Missing } from '../../domain/directives/receipt-store.ts';
import { orNull, readCount, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { OPEN } from '../stores/open-receipts.ts';
import { current, ISSUED, placed } from './placed.ts';

/** From the few who were reminded, are gone, away or told to their receipts, not from the many receipts to them. */
export async function countBeside(connection: Connection, filter: Missing, freshAt: Date): Promise<Beside> {
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
