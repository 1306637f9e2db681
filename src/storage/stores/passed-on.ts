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

/** Whether the document itself goes along with a directive (`d`) and carries a digital signature. */
export const IS_SIGNED = sql`EXISTS (SELECT 1 FROM attachments f WHERE f.directive_id = d.id AND f.is_original AND f.is_signed)`;

/** From whom a directive (`d`, issued at `u`) really comes, when a head passed it on; with `PASSED_ON_FROM` behind the tables. */
export const ORIGIN = sql`d.audience, d.note, d.author_name AS "passedOnBy",
  CASE WHEN o.id IS NULL THEN NULL ELSE u.name END AS "passedOnIn", COALESCE(ou.name, u.name) AS issuer,
  COALESCE(o.issued_at, d.issued_at) AS "issuedAt"`;
export const PASSED_ON_FROM = sql`LEFT JOIN directives o ON o.id = d.parent_id LEFT JOIN units ou ON ou.id = o.issuing_unit_id`;

export interface PassedOnRow {
  passedOnBy: string;
  passedOnIn: string | null;
  note: string | null;
}

export const passedOnOf = ({ passedOnBy: by, passedOnIn: unit, note }: PassedOnRow) =>
  unit === null ? null : { by, unit, note };
