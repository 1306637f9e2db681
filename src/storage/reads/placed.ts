import type { Missing } from '../../domain/directives/receipt-store.ts';
import { type Sql, sql } from '../sql.ts';
import { below } from '../stores/below.ts';

/**
 * The directive (`d`) of a receipt (`r`), where it is in force in the receipt's version. The `+` keeps SQLite from looking through all
 * receipts of the version, where an index has those that are open.
 */
export const ISSUED = sql`directives d ON d.id = r.directive_id AND d.version = +r.version AND d.state = 'issued'`;

/** At or below the path of a filter, or at it alone. */
export const placed = ({ path, isOwn }: Missing, alias = 'u'): Sql =>
  isOwn ? sql`${sql.raw(alias)}.path = ${path}` : below(`${alias}.path`, path);

/** An absence of this day. */
export const current = (alias: string, today: string): Sql => {
  const a = sql.raw(alias);
  return sql`${a}.cancelled_at IS NULL AND ${a}.from_on <= ${today} AND ${a}.to_on >= ${today}`;
};
