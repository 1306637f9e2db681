import { type Sql, sql } from '../sql.ts';
import { held } from './below.ts';

/** Whether a post at a unit is the lowest that its person holds, as `homePost` in the domain has it: each person has one. */
export function isHome(post: string, unit: string, today: string): Sql {
  const [o, u] = [sql.raw(post), sql.raw(unit)];
  return sql`NOT EXISTS (SELECT 1 FROM posts lower JOIN units lower_unit ON lower_unit.id = lower.unit_id
    WHERE lower.person_id = ${o}.person_id AND ${held('lower', today)}
      AND (length(lower_unit.path) > length(${u}.path)
        OR (length(lower_unit.path) = length(${u}.path) AND lower.id < ${o}.id)))`;
}
