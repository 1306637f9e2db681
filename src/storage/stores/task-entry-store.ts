import type { TaskEntry, TaskFile } from '../../domain/tasks/task.ts';
import type { TaskStore } from '../../domain/tasks/task-store.ts';
import { readCount, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';

type EntryPart = Pick<TaskStore, 'addEntry' | 'findEntry' | 'hasEntryOf' | 'listEntries' | 'listEntriesBy'>;

interface Row extends Omit<TaskEntry, 'file'> {
  fileId: string | null;
  fileName: string | null;
  fileKind: TaskFile['fileKind'] | null;
}

export function taskEntryStore(connection: Connection): EntryPart {
  const list = async (rest: Sql) => {
    const rows = await connection.query<Row>(sql`
      SELECT e.id, e.task_id AS "taskId", e.at, e.by_id AS "byId", p.full_name AS "byName", e.kind, e.text, e.amount,
        e.file_id AS "fileId", e.file_name AS "fileName", e.file_kind AS "fileKind"
      FROM task_entries e LEFT JOIN people p ON p.id = e.by_id ${rest}`);
    return rows.map(entryOf);
  };
  return {
    async addEntry({ taskId, at, byId, kind, text, amount, file, draftId }) {
      const [row] = await connection.query<{ id: number }>(sql`
        INSERT INTO task_entries (task_id, at, by_id, kind, text, amount, file_id, file_name, file_kind, draft_id)
        VALUES (${taskId}, ${at}, ${byId}, ${kind}, ${text}, ${amount}, ${file?.fileId ?? null}, ${file?.fileName ?? null},
          ${file?.fileKind ?? null}, ${draftId}) RETURNING id`);
      return row!.id;
    },
    findEntry: async (id) => (await list(sql`WHERE e.id = ${id}`))[0] ?? null,
    async hasEntryOf(draftId) {
      return (await connection.query(sql`SELECT id FROM task_entries WHERE draft_id = ${draftId} LIMIT 1`)).length > 0;
    },
    listEntriesBy: (personId) => list(sql`WHERE e.by_id = ${personId} ORDER BY e.id`),
    async listEntries(taskId, { limit, offset }) {
      const [row] = await connection.query<{ total: unknown }>(
        sql`SELECT count(*) AS total FROM task_entries WHERE task_id = ${taskId}`,
      );
      const where = sql`WHERE e.task_id = ${taskId} ORDER BY e.id DESC LIMIT ${limit} OFFSET ${offset}`;
      return { entries: await list(where), total: readCount(row?.total) };
    },
  };
}

function entryOf({ fileId, fileName, fileKind, ...row }: Row): TaskEntry {
  const file = fileId && fileKind ? { fileId, fileName: fileName ?? '', fileKind } : null;
  return { ...row, at: readInstant(row.at), file };
}
