import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { held } from './below.ts';

/**
 * Where everybody belongs and whether Telegram reaches them, kept beside the person so that leaders' figures are counted in an index.
 * Posts and accounts say the same at greater length; whoever writes those calls this in the same transaction.
 */

/**
 * The unit of the lowest post that is held, as `homePost` in the domain has it; of these people (`people.id`). Without a day that of the
 * lowest post with no end: whoever moves posts tells the domain's consequences, which place those with dated posts by the day.
 */
export async function placeHomes(connection: Connection, which: Sql, today: string | null = null): Promise<void> {
  const isHeld = today === null ? sql`o.to_on IS NULL` : held('o', today);
  await connection.execute(sql`
    UPDATE people SET home_unit_id = (SELECT o.unit_id FROM posts o JOIN units u ON u.id = o.unit_id
      WHERE o.person_id = people.id AND ${isHeld} ORDER BY length(u.path) DESC, o.id LIMIT 1) WHERE ${which}`);
}

export async function noteReach(connection: Connection, personId: number): Promise<void> {
  await connection.execute(sql`
    UPDATE people SET reach = COALESCE((SELECT CASE WHEN a.unreachable_at IS NULL THEN 'reachable' ELSE 'unreachable' END
      FROM accounts a WHERE a.person_id = people.id AND a.ended_at IS NULL), 'notEnrolled') WHERE id = ${personId}`);
}
