import type { TripStore, TripsOfDay } from '../../domain/declarations/trip-store.ts';
import { readCount } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { below } from '../stores/below.ts';

/** Figures only: who and where stands elsewhere. */
export function tripDay(connection: Connection): Pick<TripStore, 'countOnDay'> {
  return {
    async countOnDay(path, today, since) {
      const count = (what: Sql) => sql`sum(CASE WHEN ${what} THEN 1 ELSE 0 END)`;
      const [row] = await connection.query<Record<keyof TripsOfDay, unknown>>(sql`
        SELECT ${count(sql`t.state = 'planned' AND t.from_on = ${today}`)} AS leaving,
          ${count(sql`t.state = 'planned' AND t.to_on = ${today}`)} AS "dueBack",
          ${count(sql`t.state = 'planned' AND t.to_on < ${today}`)} AS overdue,
          ${count(sql`t.state = 'awaiting'`)} AS awaiting FROM trips t JOIN units u ON u.id = t.unit_id
        WHERE t.state IN ('awaiting', 'planned') AND ${below('u.path', path)}`);
      const [over] = await connection.query<{ returned: unknown }>(sql`
        SELECT count(*) AS returned FROM trips t JOIN units u ON u.id = t.unit_id
        WHERE t.state = 'returned' AND t.ended_at >= ${since} AND ${below('u.path', path)}`);
      return {
        leaving: readCount(row?.leaving),
        dueBack: readCount(row?.dueBack),
        overdue: readCount(row?.overdue),
        awaiting: readCount(row?.awaiting),
        returned: readCount(over?.returned),
      };
    },
  };
}
