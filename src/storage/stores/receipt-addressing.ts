import type { Addressing } from '../../domain/directives/receipt-store.ts';
import { type Sql, sql } from '../sql.ts';
import { held } from './below.ts';
import { inGroup } from './group-store.ts';
import { PASSED_TO } from './passed-on.ts';

/** The version that is being prepared, or else the one that holds. */
export const COMING = sql`COALESCE(d.next_version, d.version)`;

/** Whom a directive (`d`) addresses, post (`o`) by post at a unit (`u`); paths are prefixes of each other. */
const ADDRESSED = sql`EXISTS (SELECT 1 FROM directive_units du JOIN units top ON top.id = du.unit_id
  WHERE du.directive_id = d.id AND substr(u.path, 1, length(top.path)) = top.path)`;

/**
 * Whether this unit gets the directive for its knowledge only: as it did when it was first addressed, else as the nearest addressed
 * unit at or above it does.
 */
const KNOWS = sql`(EXISTS (SELECT 1 FROM directive_units k WHERE k.directive_id = d.id AND k.to_know = ${true}) AND COALESCE(
  (SELECT t.to_know FROM tallies t WHERE t.directive_id = d.id AND t.version = ${COMING} AND t.unit_id = u.id),
  (SELECT du.to_know FROM directive_units du JOIN units top ON top.id = du.unit_id
    WHERE du.directive_id = d.id AND substr(u.path, 1, length(top.path)) = top.path
    ORDER BY length(top.path) DESC LIMIT 1), ${false}))`;

/** Whether this unit holds somebody to their receipt (`r`): one that only gets to know does not, where something is owed. */
export const HOLDS = sql`(r.to_know = ${true} OR NOT ${KNOWS})`;

/** What a receipt is worth by its person's account (`a`), before anything was sent. */
export const STATUS = sql`CASE WHEN a.id IS NULL THEN 'notEnrolled' WHEN a.unreachable_at IS NOT NULL THEN 'unreachable' ELSE 'waiting' END`;

export function addresses(today: string): Sql {
  return sql`${held('o', today)} AND (d.audience = 'everyone' OR o.role = 'leader') AND ${ADDRESSED} AND ${PASSED_TO}
    AND ${inGroup(sql`o.person_id`, sql`d.group_id`)}`;
}

/** Everybody addressed, once for each directive, at their first post there; one where something is owed comes before the others. */
export const firstPosts = (within: Sql, today: string): Sql => sql`(SELECT d.id AS directive_id, o.person_id,
    COALESCE(min(CASE WHEN ${KNOWS} THEN NULL ELSE o.id END), min(o.id)) AS post_id,
    min(CASE WHEN ${KNOWS} THEN 1 ELSE 0 END) AS to_know FROM directives d, posts o
  JOIN units u ON u.id = o.unit_id WHERE ${within} AND ${addresses(today)} GROUP BY d.id, o.person_id)`;

/** Everybody who would owe it today, each at the unit of their first post there. */
export function addressedBy({ unitIds, knowUnitIds, audience, groupId = null }: Addressing, today: string): Sql {
  const both = sql.list([...unitIds, ...knowUnitIds]);
  const nearest = sql`(SELECT near.id FROM units near WHERE near.id IN ${both}
    AND substr(u.path, 1, length(near.path)) = near.path ORDER BY length(near.path) DESC LIMIT 1)`;
  const isOwed = knowUnitIds.length === 0 ? sql`1 = 1` : sql`${nearest} IN ${sql.list(unitIds)}`;
  return sql`(SELECT o.person_id, min(o.id) AS post_id FROM posts o JOIN units u ON u.id = o.unit_id
    JOIN units top ON substr(u.path, 1, length(top.path)) = top.path
    WHERE top.id IN ${sql.list(unitIds)} AND ${isOwed} AND ${held('o', today)}
      AND ${audience === 'heads' ? sql`o.role = 'leader'` : sql`1 = 1`}
      AND ${inGroup(sql`o.person_id`, sql.count(groupId))} GROUP BY o.person_id)`;
}
