import { type Sql, sql } from '../sql.ts';

/**
 * "At or below this path" as a range of an index: `/1/4/` ≤ path < `/1/40`, since 0 follows the slash in ASCII and every path
 * ends in a slash.
 */
export function below(column: string, path: string): Sql {
  return sql`(${sql.raw(column)} >= ${path} AND ${sql.raw(column)} < ${`${path.slice(0, -1)}0`})`;
}

/** At or below any of these paths; of none when there are none. */
export function belowAny(column: string, paths: readonly string[]): Sql {
  if (paths.length === 0) return sql`(1 = 0)`;
  return sql`(${sql.join(
    paths.map((path) => below(column, path)),
    ' OR ',
  )})`;
}

/** Of receipts (`r`): those of units at or below one of these, all where none are given. */
export const owedWithin = (paths: readonly string[] | undefined): Sql =>
  paths ? sql`AND r.unit_id IN (SELECT w.id FROM units w WHERE ${belowAny('w.path', paths)})` : sql.nothing;

/** A post that has begun and not ended on this day. */
export function held(alias: string, today: string): Sql {
  const a = sql.raw(alias);
  return sql`${a}.from_on <= ${today} AND (${a}.to_on IS NULL OR ${a}.to_on > ${today})`;
}

/** Words as a pattern for LIKE with `ESCAPE '!'`. */
export function like(words: string): string {
  return `%${words.replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
}
