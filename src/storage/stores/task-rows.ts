import type { Place, Task } from '../../domain/tasks/task.ts';
import { idsOf } from '../../domain/units/unit.ts';
import { orNull, readFlag, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { held } from './below.ts';

/** A task (t) with its directive (d), the unit that leads (u), the one that issued (s), and whom it was handed to (a). */
export const FROM = sql`FROM tasks t JOIN directives d ON d.id = t.directive_id JOIN units u ON u.id = t.lead_unit_id
  JOIN units s ON s.id = d.issuing_unit_id LEFT JOIN people a ON a.id = t.assignee_id`;

const COLUMNS = sql`t.id, d.number, d.title, t.directive_id AS "directiveId", t.version, t.position, t.text, t.due_at AS "dueAt",
  t.is_standing AS "isStanding", t.amount, t.measure, t.is_request AS "isRequest", t.state, t.given_by_id AS "givenById",
  t.given_at AS "givenAt", t.done_at AS "doneAt", t.looked_at AS "lookedAt", t.reminded_at AS "remindedAt",
  t.escalated_at AS "escalatedAt", t.escalated_to_id AS "escalatedToId", u.id AS "leadId", u.name AS "leadName",
  u.path AS "leadPath", a.id AS "assigneeId", a.full_name AS "assigneeName", d.state AS "directiveState", s.id AS "issuingId",
  s.path AS "issuingPath"`;

interface Row extends Omit<Task, 'directive' | 'lead' | 'cooperating' | 'answeringId' | 'assignee' | 'issuing'> {
  directiveId: number;
  number: string | null;
  title: string;
  directiveState: string;
  leadId: number;
  leadName: string;
  leadPath: string;
  assigneeId: number | null;
  assigneeName: string | null;
  issuingId: number;
  issuingPath: string;
}

export async function tasksOf(connection: Connection, rest: Sql, today: string): Promise<Task[]> {
  const rows = await connection.query<Row>(sql`SELECT ${COLUMNS} ${FROM} ${rest}`);
  const cooperating = await cooperatingIn(connection, rows);
  const leads = rows.map(({ leadId, leadPath }) => ({ id: leadId, path: leadPath }));
  const answering = await answeringFor(connection, leads, today);
  return rows.map((row) => taskOf(row, cooperating.get(row.id) ?? [], answering.get(row.leadId) ?? null));
}

function taskOf(row: Row, cooperating: Place[], answeringId: number | null): Task {
  const { directiveId, number, title, directiveState, leadId, leadName, leadPath, ...others } = row;
  const { assigneeId, assigneeName, issuingId, issuingPath, ...plain } = others;
  return {
    ...plain,
    isStanding: readFlag(row.isStanding),
    isRequest: readFlag(row.isRequest),
    dueAt: orNull(readInstant)(row.dueAt),
    givenAt: readInstant(row.givenAt),
    doneAt: orNull(readInstant)(row.doneAt),
    lookedAt: orNull(readInstant)(row.lookedAt),
    remindedAt: orNull(readInstant)(row.remindedAt),
    escalatedAt: orNull(readInstant)(row.escalatedAt),
    directive: { id: directiveId, number, title, state: directiveState },
    lead: { id: leadId, name: leadName, path: leadPath },
    cooperating,
    answeringId,
    assignee: assigneeId === null ? null : { id: assigneeId, fullName: assigneeName! },
    issuing: { id: issuingId, path: issuingPath },
  };
}

async function cooperatingIn(connection: Connection, rows: { id: number }[]): Promise<Map<number, Place[]>> {
  const found = new Map<number, Place[]>();
  if (rows.length === 0) return found;
  const units = await connection.query<Place & { taskId: number }>(sql`
    SELECT c.task_id AS "taskId", u.id, u.name FROM task_units c JOIN units u ON u.id = c.unit_id
    WHERE c.task_id IN ${sql.list(rows.map(({ id }) => id))} ORDER BY c.task_id, u.path`);
  for (const { taskId, id, name } of units) found.set(taskId, [...(found.get(taskId) ?? []), { id, name }]);
  return found;
}

/** For each of these units the nearest one, itself or above, that has a leader or deputy today. */
export async function answeringFor(
  connection: Connection,
  units: readonly { id: number; path: string }[],
  today: string,
): Promise<Map<number, number>> {
  const upwards = units.map(({ id, path }) => ({ id, above: idsOf(path).reverse() }));
  const all = [...new Set(upwards.flatMap(({ above }) => above))];
  const headed = await connection.query<{ id: number }>(sql`
    SELECT DISTINCT o.unit_id AS id FROM posts o JOIN people p ON p.id = o.person_id AND p.left_on IS NULL
    WHERE o.unit_id IN ${sql.list(all)} AND o.role IN ('leader', 'deputy') AND ${held('o', today)}`);
  const heads = new Set(headed.map(({ id }) => id));
  const nearest = upwards.map(({ id, above }) => [id, above.find((one) => heads.has(one))] as const);
  return new Map(nearest.filter((pair): pair is readonly [number, number] => pair[1] !== undefined));
}
