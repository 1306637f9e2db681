import type { HealthDay } from '../../domain/declarations/health-campaign-store.ts';
import { type Sql, sql } from '../sql.ts';
import { isAway } from '../stores/absence-store.ts';
import { held } from '../stores/below.ts';
import { followedOn } from '../stores/follow-up-store.ts';
import { isHome } from '../stores/home-post.ts';

export const UNDECLARED = sql`h.id IS NULL`;
export const SIGN = sql`CASE WHEN a.id IS NULL THEN 'notEnrolled' WHEN a.unreachable_at IS NULL THEN 'waiting' ELSE 'unreachable' END`;

/**
 * People (`p`) who owe a day's declaration, each once, at the unit (`u`) where they belonged on that day, with it (`h`) and their account
 * (`a`). For whatever day; of today `health-reads.ts` finds them faster.
 */
export const owing = (about: HealthDay): Sql => owingWith(ACCOUNTS, about);

const ACCOUNTS = sql`LEFT JOIN accounts a ON a.person_id = p.id AND a.ended_at IS NULL`;

/** The same without their accounts, which cost two thirds of it. */
export const owingAlone = (about: HealthDay): Sql => owingWith(sql.nothing, about);

const owingWith = (accounts: Sql, { owing: { presentIds, everybodyIds, followedIds }, day }: HealthDay): Sql => sql`
  FROM posts o JOIN units u ON u.id = o.unit_id JOIN people p ON p.id = o.person_id AND p.left_on IS NULL
  LEFT JOIN health_declarations h ON h.person_id = p.id AND h.declared_on = ${day}
  ${accounts} WHERE ${held('o', day)} AND ${isHome('o', 'u', day)}
    AND (o.unit_id IN ${sql.list(everybodyIds)}
      OR (o.unit_id IN ${sql.list(presentIds)} AND NOT ${isAway(sql`o.person_id`, day)})
      OR (o.person_id IN (${followedOn(day)}) AND o.unit_id IN ${sql.list(followedIds)}))`;
