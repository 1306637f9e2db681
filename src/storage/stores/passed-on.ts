import { type Sql, sql } from '../sql.ts';

/** Whether somebody owes a directive themselves; what is passed on is not for them. */
export const wasGiven = (personId: Sql, directiveId: Sql): Sql =>
  sql`EXISTS (SELECT 1 FROM receipts given WHERE given.person_id = ${personId} AND given.directive_id = ${directiveId}
    AND given.to_know = ${false} AND given.status <> 'closed')`;

/**
 * What a head passes on is for their people: not for who owes it themselves, and not where the nearest unit is left to its own head.
 */
export const PASSED_TO = sql`(d.parent_id IS NULL OR (o.person_id <> d.author_id
  AND NOT ${wasGiven(sql`o.person_id`, sql`d.parent_id`)}
  AND NOT COALESCE((SELECT du.left_out FROM directive_units du JOIN units top ON top.id = du.unit_id
    WHERE du.directive_id = d.id AND substr(u.path, 1, length(top.path)) = top.path
    ORDER BY length(top.path) DESC LIMIT 1), ${false})))`;
