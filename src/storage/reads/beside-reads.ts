import { MANY_TRIES } from '../../domain/directives/acknowledging.ts';
import type { Beside, Missing } from '../../domain/directives/receipt-store.ts';
import { instant } from '../../lib/clock.ts';
import { orNull, readCount, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { OPEN } from '../stores/open-receipts.ts';
import { missingUnits } from './missing-names.ts';
import { current, ISSUED, placed } from './placed.ts';
import { inPieces } from './unit-walk.ts';

/** Looks at everybody who is missing, some units at a time: at a root that may be all of the office. */
export async function countBeside(connection: Connection, filter: Missing, freshAt: Date): Promise<Beside> {
  const units = await missingUnits(connection, filter);
  const parts = await inPieces(units, (unitIds) => ofMissing(connection, unitIds, filter, freshAt));
  const sum = (name: keyof (typeof parts)[number]) => parts.reduce((all, part) => all + readCount(part[name]), 0);
  const times = parts.flatMap(({ lastAt }) => orNull(readInstant)(lastAt)?.getTime() ?? []);
  return {
    fresh: sum('fresh'),
    reminded: sum('reminded'),
    lastAt: times.length > 0 ? instant(Math.max(...times)) : null,
    lost: sum('lost'),
    away: sum('away'),
    awayInReach: sum('inReach'),
    ...(await countFew(connection, filter)),
  };
}

/** Those who can be reached are told from those who cannot by the account (`a`), those on leave by the list of who is. */
async function ofMissing(connection: Connection, unitIds: number[], { directiveId, today }: Missing, freshAt: Date) {
  const count = (what: Sql) => sql`sum(CASE WHEN ${what} THEN 1 ELSE 0 END)`;
  const reminded = sql`a.reminded_at >= d.issued_at`;
  const away = sql`r.person_id IN (SELECT w.person_id FROM absences w WHERE ${current('w', today)})`;
  const [row] = await connection.query<
    Record<'fresh' | 'reminded' | 'lastAt' | 'lost' | 'away' | 'inReach', unknown>
  >(sql`
    SELECT ${count(sql`a.reminded_at > ${freshAt}`)} AS fresh, ${count(reminded)} AS reminded,
      max(CASE WHEN ${reminded} THEN a.reminded_at END) AS "lastAt",
      ${count(sql`a.id IS NULL AND r.status IN ('sent', 'unknown')`)} AS lost, ${count(away)} AS away,
      ${count(sql`${away} AND a.id IS NOT NULL AND r.status IN ('sent', 'unknown', 'waiting')
        AND (a.reminded_at IS NULL OR a.reminded_at <= ${freshAt})`)} AS "inReach"
    FROM receipts r JOIN ${ISSUED}
    LEFT JOIN accounts a ON a.person_id = r.person_id AND a.ended_at IS NULL AND a.unreachable_at IS NULL
    WHERE r.directive_id = ${directiveId} AND r.unit_id IN ${sql.list(unitIds)} AND r.status IN ${OPEN}
      AND r.to_know = ${false}`);
  return row!;
}

/** From the few who were told or struggle to their receipts, and from the tally. */
async function countFew(
  connection: Connection,
  filter: Missing,
): Promise<Pick<Beside, 'told' | 'struggling' | 'toKnow'>> {
  const { directiveId } = filter;
  const one = async (statement: Sql) => readCount((await connection.query<{ count: unknown }>(statement))[0]?.count);
  return {
    told: await one(sql`
      SELECT count(*) AS count FROM attestations s JOIN receipts r ON r.id = s.receipt_id AND r.status IN ${OPEN}
        AND r.to_know = ${false} JOIN ${ISSUED} JOIN units u ON u.id = r.unit_id AND ${placed(filter)}
      WHERE s.directive_id = ${directiveId} AND s.way = 'phone' AND s.disputed_at IS NULL`),
    struggling: await one(sql`
      SELECT count(*) AS count FROM (SELECT w.version, w.unit_id, w.directive_id FROM receipts w
        WHERE w.directive_id = ${directiveId} AND w.tries >= ${sql.raw(String(MANY_TRIES))}) r
      JOIN ${ISSUED} JOIN units u ON u.id = r.unit_id AND ${placed(filter)}`),
    toKnow: await one(sql`
      SELECT sum(t.sent + t.acknowledged + t.unknown + t.unreachable + t.not_enrolled + t.waiting) AS count
      FROM tallies t JOIN directives d ON d.id = t.directive_id AND d.version = t.version JOIN units u ON u.id = t.unit_id
      WHERE t.directive_id = ${directiveId} AND t.to_know = ${true} AND ${placed(filter)}`),
  };
}
