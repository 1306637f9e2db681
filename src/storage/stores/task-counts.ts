import { OWED_STATES } from '../../domain/tasks/task.ts';
import type { TaskStore, TasksOfDay } from '../../domain/tasks/task-store.ts';
import { readCount } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { below } from './below.ts';
import { FROM } from './task-rows.ts';

/** The unit itself has something to do. */
export const OWED = sql`t.state IN ${sql.list(OWED_STATES)} AND d.state = 'issued'`;
/** What stands always is owed until it is accepted. */
const IS_OWED = sql`t.state IN ${sql.list(OWED_STATES)} AND (t.due_at IS NOT NULL OR t.state = 'given')`;
export const STILL_OWED = sql`${IS_OWED} AND d.state = 'issued'`;

/** Led at or below a path, with a hand in it there, or given from there. */
export function within(path: string | null): Sql {
  if (path === null) return sql`1 = 1`;
  return sql`(${below('u.path', path)} OR ${below('s.path', path)} OR EXISTS (SELECT 1 FROM task_units c
    JOIN units cu ON cu.id = c.unit_id WHERE c.task_id = t.id AND ${below('cu.path', path)}))`;
}

type Part = Pick<TaskStore, 'countLate' | 'count' | 'countByUnit' | 'countSince'>;

/** How many there are, and how they stand. */
export function taskCounts(connection: Connection): Part {
  return {
    async countLate(path, now) {
      const [row] = await connection.query<{ count: unknown }>(
        sql`SELECT count(*) AS count ${FROM} WHERE ${OWED} AND t.due_at < ${now} AND ${below('u.path', path)}`,
      );
      return readCount(row?.count);
    },
    async count({ directiveId, path }, now) {
      const [row] = await connection.query<Record<'total' | 'done' | 'late', unknown>>(sql`
        SELECT count(*) AS total, sum(CASE WHEN t.state = 'done' THEN 1 ELSE 0 END) AS done,
          sum(CASE WHEN ${OWED} AND t.due_at < ${now} THEN 1 ELSE 0 END) AS late
        ${FROM} WHERE t.directive_id = ${directiveId} AND ${within(path)}`);
      return { total: readCount(row?.total), done: readCount(row?.done), late: readCount(row?.late) };
    },
    async countByUnit(path) {
      const isDone = sql`t.state IN ('reported', 'done')`;
      const rows = await connection.query<{ unitId: number; due: unknown; done: unknown }>(sql`
        SELECT t.lead_unit_id AS "unitId", count(*) AS due, sum(CASE WHEN ${isDone} THEN 1 ELSE 0 END) AS done
        ${FROM} WHERE d.state = 'issued' AND (${isDone} OR ${IS_OWED}) AND ${below('u.path', path)} GROUP BY t.lead_unit_id`);
      return rows.map(({ unitId, due, done }) => ({ unitId, due: readCount(due), done: readCount(done) }));
    },
    async countSince(path, since) {
      const [row] = await connection.query<Record<keyof TasksOfDay, unknown>>(sql`
        SELECT sum(CASE WHEN e.kind IN ('give', 'giveAgain') THEN 1 ELSE 0 END) AS given,
          sum(CASE WHEN e.kind = 'report' THEN 1 ELSE 0 END) AS reported,
          sum(CASE WHEN e.kind = 'confirm' THEN 1 ELSE 0 END) AS done
        FROM (SELECT DISTINCT f.task_id, f.kind, f.at FROM task_entries f WHERE f.at >= ${since}) e
        JOIN tasks t ON t.id = e.task_id JOIN units u ON u.id = t.lead_unit_id WHERE ${below('u.path', path)}`);
      return { given: readCount(row?.given), reported: readCount(row?.reported), done: readCount(row?.done) };
    },
  };
}
