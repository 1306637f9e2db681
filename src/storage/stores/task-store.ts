import { OPEN_STATES, OWED_STATES, type Task } from '../../domain/tasks/task.ts';
import type { Member, NewTask, TaskStore } from '../../domain/tasks/task-store.ts';
import { readCount, readFlag } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { reachable } from './account-store.ts';
import { below, belowAny, held } from './below.ts';
import { skipIds } from './skip-ids.ts';
import { OWED, STILL_OWED, taskCounts, within } from './task-counts.ts';
import { taskEntryStore } from './task-entry-store.ts';
import { answeringFor, FROM, tasksOf } from './task-rows.ts';

type Page = { limit: number; offset: number };

const OPEN = sql`t.state IN ${sql.list(OPEN_STATES)} AND d.state = 'issued'`;
/** What the unit owes before what waits for others, the nearest day first, standing ones last. */
const URGENT_FIRST = sql`CASE WHEN t.state IN ${sql.list(OWED_STATES)} THEN 0 ELSE 1 END,
  CASE WHEN t.due_at IS NULL THEN 1 ELSE 0 END, t.due_at, t.id`;

export function taskStore(connection: Connection): TaskStore {
  const list = (rest: Sql, today: string) => tasksOf(connection, rest, today);
  const paged = async (where: Sql, order: Sql, { limit, offset }: Page, today: string) => {
    const [row] = await connection.query<{ total: unknown }>(sql`SELECT count(*) AS total ${FROM} WHERE ${where}`);
    const tasks = await list(sql`WHERE ${where} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`, today);
    return { tasks, total: readCount(row?.total) };
  };
  return {
    ...taskEntryStore(connection),
    ...taskCounts(connection),
    find: async (id, today) => (await list(sql`WHERE t.id = ${id}`, today))[0] ?? null,
    async lock(id) {
      // On SQLite whoever writes has the database alone already.
      if (connection.dialect === 'sqlite') return;
      await connection.query(sql`SELECT id FROM tasks WHERE id = ${id} FOR UPDATE`);
    },
    add: (task) => add(connection, task),
    save: (task) => save(connection, task),
    listOfDirective: ({ directiveId, path }, page, today) =>
      paged(sql`t.directive_id = ${directiveId} AND ${within(path)}`, sql`t.position, t.id`, page, today),
    listOwn: ({ personId, ledIds, cooperatingIds, directiveId }, page, today) =>
      paged(
        sql`${OPEN} AND ${directiveId === undefined ? sql`1 = 1` : sql`t.directive_id = ${directiveId}`} AND (
          t.assignee_id = ${personId} OR t.lead_unit_id IN ${sql.list(ledIds)} OR EXISTS (SELECT 1 FROM task_units c
            WHERE c.task_id = t.id AND c.unit_id IN ${sql.list(cooperatingIds)}))`,
        URGENT_FIRST,
        page,
        today,
      ),
    listAllOf: (personId, today) =>
      list(
        sql`WHERE t.id IN (SELECT id FROM tasks WHERE assignee_id = ${personId}
          UNION SELECT task_id FROM task_entries WHERE by_id = ${personId}) ORDER BY t.id`,
        today,
      ),
    async listLeading(paths, today) {
      const rows = await connection.query<{ id: number; path: string }>(sql`
        SELECT DISTINCT u.id, u.path ${FROM} WHERE ${OPEN} AND ${belowAny('u.path', paths)}`);
      const answering = await answeringFor(connection, rows, today);
      return rows.map(({ id, path }) => ({ unitId: id, path, answeringId: answering.get(id) ?? null }));
    },
    listLate: ({ path, now }, page, today) =>
      paged(sql`${OWED} AND t.due_at < ${now} AND ${below('u.path', path)}`, sql`t.due_at, t.id`, page, today),
    listOwedBelow: (path, page, today) =>
      paged(
        sql`${STILL_OWED} AND ${below('u.path', path)}`,
        sql`CASE WHEN t.due_at IS NULL THEN 1 ELSE 0 END, t.due_at, t.id`,
        page,
        today,
      ),
    listNear: ({ personId, ledIds, until, limit }, today) =>
      list(
        sql`WHERE ${OWED} AND t.due_at < ${until} AND (t.assignee_id = ${personId} OR t.lead_unit_id IN ${sql.list(ledIds)})
          ORDER BY t.due_at, t.id LIMIT ${limit}`,
        today,
      ),
    listOwed: ({ personId, ledIds, limit }, today) =>
      list(
        sql`WHERE ${STILL_OWED} AND (t.assignee_id = ${personId} OR t.lead_unit_id IN ${sql.list(ledIds)})
          ORDER BY CASE WHEN t.due_at IS NULL THEN 1 ELSE 0 END, t.due_at, t.id LIMIT ${limit}`,
        today,
      ),
    listReported: (paths, limit, today) =>
      list(
        sql`WHERE t.state = 'reported' AND d.state = 'issued' AND (${belowAny('u.path', paths)} OR (t.is_request = ${true}
          AND ${belowAny('s.path', paths)})) ORDER BY t.given_at, t.id LIMIT ${limit}`,
        today,
      ),
    listEscalated: (unitIds, now, today) =>
      list(
        sql`WHERE ${OWED} AND t.due_at < ${now} AND t.escalated_to_id IN ${sql.list(unitIds)} ORDER BY t.due_at, t.id`,
        today,
      ),
    async markLooked(id, { morning, isReminded, escalatedToId }) {
      const reminded = isReminded ? sql`, reminded_at = ${morning}` : sql.nothing;
      const escalated =
        escalatedToId === null ? sql.nothing : sql`, escalated_at = ${morning}, escalated_to_id = ${escalatedToId}`;
      await connection.execute(sql`UPDATE tasks SET looked_at = ${morning} ${reminded} ${escalated} WHERE id = ${id}`);
    },
    async holdRestored(at) {
      await connection.execute(sql`
        UPDATE tasks SET looked_at = ${at} WHERE state IN ${sql.list(OWED_STATES)} AND (looked_at IS NULL OR looked_at < ${at})`);
    },
    async skipIds(count) {
      for (const table of ['tasks', 'task_entries']) await skipIds(connection, table, count);
    },
    listMembers: (path, page, today) => listMembers(connection, path, page, today),
    listUnlooked: ({ morning, until, limit }, today) =>
      list(
        sql`WHERE ${OWED} AND t.due_at < ${until} AND t.given_at < ${morning}
          AND (t.looked_at IS NULL OR t.looked_at < ${morning}) ORDER BY t.id LIMIT ${limit}`,
        today,
      ),
    listOrphaned: (limit, today) =>
      list(sql`WHERE t.state IN ${sql.list(OPEN_STATES)} AND d.state = 'closed' ORDER BY t.id LIMIT ${limit}`, today),
    listHandedToLeavers: (personIds, today) =>
      list(
        sql`WHERE t.assignee_id IN ${sql.list(personIds)} AND ${OPEN}
          AND NOT EXISTS (SELECT 1 FROM posts o JOIN units w ON w.id = o.unit_id
            WHERE o.person_id = t.assignee_id AND ${held('o', today)} AND substr(w.path, 1, length(u.path)) = u.path)
          ORDER BY t.id`,
        today,
      ),
  };
}

async function listMembers(connection: Connection, path: string, { limit, offset }: Page, today: string) {
  const from = sql`FROM people p WHERE p.left_on IS NULL AND EXISTS (SELECT 1 FROM posts o JOIN units u ON u.id = o.unit_id
    WHERE o.person_id = p.id AND ${held('o', today)} AND ${below('u.path', path)})`;
  const [row] = await connection.query<{ total: unknown }>(sql`SELECT count(*) AS total ${from}`);
  const people = await connection.query<Member & { isReachable: unknown }>(sql`
    SELECT p.id, p.full_name AS "fullName", ${reachable(sql`p.id`)} AS "isReachable"
    ${from} ORDER BY p.name_sort, p.id LIMIT ${limit} OFFSET ${offset}`);
  return {
    people: people.map((person) => ({ ...person, isReachable: readFlag(person.isReachable) })),
    total: readCount(row?.total),
  };
}

async function add(connection: Connection, task: NewTask): Promise<number> {
  const { directiveId, version, leadUnitId, text, dueAt, isStanding, amount, measure, isRequest } = task;
  const [row] = await connection.query<{ id: number }>(sql`
    INSERT INTO tasks (directive_id, version, position, lead_unit_id, text, due_at, is_standing, amount, measure, is_request, state,
      given_by_id, given_at)
    VALUES (${directiveId}, ${version}, (SELECT count(*) FROM tasks WHERE directive_id = ${directiveId}) + 1, ${leadUnitId},
      ${text}, ${dueAt}, ${isStanding}, ${amount}, ${measure}, ${isRequest}, 'given', ${task.givenById}, ${task.givenAt})
    RETURNING id`);
  for (const unitId of task.cooperatingIds) {
    await connection.execute(sql`INSERT INTO task_units (task_id, unit_id) VALUES (${row!.id}, ${unitId})`);
  }
  return row!.id;
}

async function save(connection: Connection, task: Task): Promise<void> {
  await connection.execute(sql`
    UPDATE tasks SET state = ${task.state}, assignee_id = ${task.assignee?.id ?? null}, due_at = ${task.dueAt},
      is_standing = ${task.isStanding}, given_by_id = ${task.givenById}, given_at = ${task.givenAt}, done_at = ${task.doneAt},
      looked_at = ${task.lookedAt}, reminded_at = ${task.remindedAt}, escalated_at = ${task.escalatedAt},
      escalated_to_id = ${task.escalatedToId}
    WHERE id = ${task.id}`);
}
