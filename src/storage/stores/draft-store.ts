import type { DraftStore } from '../../domain/forms/draft-store.ts';
import { type Draft, SUBMITTED } from '../../domain/forms/form.ts';
import { readFlag, readInstant, readJson } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { skipIds } from './skip-ids.ts';

const COLUMNS = sql`id, person_id AS "personId", form, form_version AS "formVersion", answers, step, editing AS "isEditing",
  revision, message_id AS "messageId", update_id AS "updateId", updated_at AS "updatedAt"`;

const draftOf = (row: Draft): Draft => ({
  ...row,
  answers: readJson(row.answers),
  isEditing: readFlag(row.isEditing),
  updatedAt: readInstant(row.updatedAt),
});

export function draftStore(connection: Connection): DraftStore {
  const run = (statement: Sql) => connection.execute(statement);
  const find = async (where: Sql) => {
    const [row] = await connection.query<Draft>(
      sql`SELECT ${COLUMNS} FROM drafts WHERE ${where} ORDER BY updated_at DESC, id DESC LIMIT 1`,
    );
    return row ? draftOf(row) : null;
  };
  return {
    find: (personId) => find(sql`person_id = ${personId} AND step <> ${SUBMITTED}`),
    findOfForm: (personId, form) => find(sql`person_id = ${personId} AND form = ${form} AND step <> ${SUBMITTED}`),
    findById: (id) => find(sql`id = ${id}`),
    async start({ personId, form, formVersion, answers, step, isEditing, messageId, updateId, updatedAt }) {
      await run(sql`DELETE FROM drafts WHERE person_id = ${personId} AND form = ${form}`);
      const [row] = await connection.query<Draft>(sql`
        INSERT INTO drafts (person_id, form, form_version, answers, step, editing, revision, message_id, update_id, updated_at)
        VALUES (${personId}, ${form}, ${formVersion}, ${sql.json(answers)}, ${step}, ${isEditing}, 1, ${messageId}, ${updateId},
          ${updatedAt}) RETURNING ${COLUMNS}`);
      return draftOf(row!);
    },
    async save({ id, answers, step, isEditing, revision, updateId, updatedAt }) {
      const changed = await run(sql`
        UPDATE drafts SET answers = ${sql.json(answers)}, step = ${step}, editing = ${isEditing}, revision = revision + 1,
          update_id = ${updateId}, updated_at = ${updatedAt}
        WHERE id = ${id} AND revision = ${revision}`);
      return changed > 0;
    },
    async touch(id, at) {
      await run(sql`UPDATE drafts SET updated_at = ${at} WHERE id = ${id}`);
    },
    async saveMessage(id, messageId) {
      await run(sql`UPDATE drafts SET message_id = ${messageId} WHERE id = ${id}`);
    },
    async finish(id) {
      await run(
        sql`UPDATE drafts SET step = ${SUBMITTED}, answers = ${sql.json({})}, message_id = NULL WHERE id = ${id}`,
      );
    },
    async delete(id) {
      await run(sql`DELETE FROM drafts WHERE id = ${id}`);
    },
    skipIds: (count) => skipIds(connection, 'drafts', count),
    deleteOlderThan: (before) => run(sql`DELETE FROM drafts WHERE updated_at < ${before}`),
  };
}
