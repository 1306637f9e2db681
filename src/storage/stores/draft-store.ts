import type { DraftStore } from '../../domain/forms/draft-store.ts';
import { type Answers, type Draft, SUBMITTED } from '../../domain/forms/form.ts';
import type { ErasureReason } from '../../domain/vault/erasure-memory.ts';
import { orNull, readCount, readFlag, readInstant, readJson } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import type { HeldKey } from '../vault-keys.ts';
import { skipIds } from './skip-ids.ts';
import { vaultStore } from './vault-store.ts';

const COLUMNS = sql`id, person_id AS "personId", form, form_version AS "formVersion", answers, sealed_id AS "sealedId", step,
  editing AS "isEditing", revision, message_id AS "messageId", update_id AS "updateId", updated_at AS "updatedAt"`;

type Row = Draft & { sealedId: number | null };

const purposeOf = (id: number): string => `draft:${id}`;

/** In the place of the step of a sealed form: that somebody is asked which symptoms they have says that they have some. */
const SEALED_STEP = 'sealed';

type Standing = Pick<Draft, 'answers' | 'step' | 'isEditing'>;

/** What is sealed; in a draft of before it was the answers alone. */
const standingOf = ({ answers, step, isEditing }: Standing): Standing => ({ answers, step, isEditing });

export function draftStore(connection: Connection, dataKey: HeldKey): DraftStore {
  const run = (statement: Sql) => connection.execute(statement);
  const vault = vaultStore(connection, dataKey);
  const read = async (row: Row): Promise<Draft> => {
    const { sealedId, ...plain } = row;
    const open = {
      ...plain,
      answers: readJson<Answers>(row.answers),
      isSealed: sealedId !== null,
      isEditing: readFlag(row.isEditing),
      updatedAt: readInstant(row.updatedAt),
    };
    if (sealedId === null) return open;
    const sealed = await vault.open<Answers | Standing>({ id: sealedId, purpose: purposeOf(row.id) });
    if (row.step !== SEALED_STEP) return { ...open, answers: (sealed?.value as Answers | undefined) ?? {} };
    return { ...open, ...(sealed?.value as Standing) };
  };
  const find = async (where: Sql) => {
    const [row] = await connection.query<Row>(
      sql`SELECT ${COLUMNS} FROM drafts WHERE ${where} ORDER BY updated_at DESC, id DESC LIMIT 1`,
    );
    return row ? await read(row) : null;
  };
  /** What was sealed of these is gone for good, whatever becomes of the rows. */
  const erase = async (where: Sql, because: ErasureReason) => {
    const rows = await connection.query<{ id: unknown }>(
      sql`SELECT sealed_id AS id FROM drafts WHERE sealed_id IS NOT NULL AND ${where}`,
    );
    if (rows.length > 0)
      await vault.erase(
        rows.map(({ id }) => orNull(readCount)(id)!),
        because,
      );
  };
  const remove = async (where: Sql, because: ErasureReason = 'draft') => {
    await erase(where, because);
    return await run(sql`DELETE FROM drafts WHERE ${where}`);
  };
  return {
    find: (personId) => find(sql`person_id = ${personId} AND step <> ${SUBMITTED}`),
    async findId(personId) {
      const [row] = await connection.query<{ id: number }>(sql`
        SELECT id FROM drafts WHERE person_id = ${personId} AND step <> ${SUBMITTED}
        ORDER BY updated_at DESC, id DESC LIMIT 1`);
      return row?.id ?? null;
    },
    findOfForm: (personId, form) => find(sql`person_id = ${personId} AND form = ${form} AND step <> ${SUBMITTED}`),
    findById: (id) => find(sql`id = ${id}`),
    async start({ personId, form, formVersion, answers, isSealed, step, isEditing, messageId, updateId, updatedAt }) {
      await remove(sql`person_id = ${personId} AND form = ${form}`);
      const [row] = await connection.query<Row>(sql`
        INSERT INTO drafts (person_id, form, form_version, answers, step, editing, revision, message_id, update_id, updated_at)
        VALUES (${personId}, ${form}, ${formVersion}, ${sql.json(isSealed ? {} : answers)}, ${isSealed ? SEALED_STEP : step},
          ${isSealed ? false : isEditing}, 1,
          ${messageId}, ${updateId}, ${updatedAt}) RETURNING ${COLUMNS}`);
      const { id } = row!;
      if (!isSealed) return await read(row!);
      const sealedId = await vault.seal(purposeOf(id), standingOf({ answers, step, isEditing }));
      await run(sql`UPDATE drafts SET sealed_id = ${sealedId} WHERE id = ${id}`);
      return await read({ ...row!, sealedId });
    },
    async save({ id, formVersion, answers, isSealed, step, isEditing, revision, updateId, updatedAt }) {
      const [row] = await connection.query<{ sealedId: number | null }>(sql`
        UPDATE drafts SET form_version = ${formVersion}, answers = ${sql.json(isSealed ? {} : answers)},
          step = ${isSealed ? SEALED_STEP : step}, editing = ${isSealed ? false : isEditing},
          revision = revision + 1, update_id = ${updateId}, updated_at = ${updatedAt}
        WHERE id = ${id} AND revision = ${revision} RETURNING sealed_id AS "sealedId"`);
      if (!row) return false;
      if (row.sealedId !== null)
        await vault.replace({ id: row.sealedId, purpose: purposeOf(id) }, standingOf({ answers, step, isEditing }));
      return true;
    },
    async touch(id, at) {
      await run(sql`UPDATE drafts SET updated_at = ${at} WHERE id = ${id}`);
    },
    async saveMessage(id, messageId) {
      await run(sql`UPDATE drafts SET message_id = ${messageId} WHERE id = ${id}`);
    },
    async finish(id) {
      await erase(sql`id = ${id}`, 'draft');
      await run(sql`
        UPDATE drafts SET step = ${SUBMITTED}, answers = ${sql.json({})}, sealed_id = NULL, message_id = NULL WHERE id = ${id}`);
    },
    async delete(id) {
      await remove(sql`id = ${id}`);
    },
    skipIds: (count) => skipIds(connection, 'drafts', count),
    deleteOlderThan: (before) => remove(sql`updated_at < ${before}`),
    deleteOfForms: (personId, forms, because) =>
      remove(sql`person_id = ${personId} AND form IN ${sql.list([...forms])}`, because),
    deleteAllOf: (personId, because) => remove(sql`person_id = ${personId}`, because),
    deleteSealed: (ids) => remove(sql`sealed_id IN ${sql.list(ids)}`, 'restored'),
  };
}
