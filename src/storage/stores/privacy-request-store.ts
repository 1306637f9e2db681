import type { PrivacyRequest } from '../../domain/declarations/privacy-request.ts';
import type { PrivacyRequestStore, SaidOfRequest } from '../../domain/declarations/privacy-request-store.ts';
import { orNull, readCount, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import type { HeldKey } from '../vault-keys.ts';
import { belowAny } from './below.ts';
import { skipIds } from './skip-ids.ts';
import { vaultStore } from './vault-store.ts';

const FROM = sql`FROM privacy_requests q JOIN people p ON p.id = q.person_id JOIN units u ON u.id = q.unit_id
  LEFT JOIN people b ON b.id = q.by_id`;
const OPEN = sql`q.state = 'received'`;
/** The first to be answered first. */
const BY_DAY = sql`ORDER BY q.due_on, q.id`;

const textOf = (id: number): string => `privacy-request:${id}:text`;
const answerOf = (id: number): string => `privacy-request:${id}:answer`;
const extensionOf = (id: number): string => `privacy-request:${id}:extension`;

export function privacyRequestStore(connection: Connection, dataKey: HeldKey): PrivacyRequestStore {
  const vault = vaultStore(connection, dataKey);
  const list = (rest: Sql) => requestsOf(connection, rest);
  const said = async (id: number | null, purpose: string) =>
    id === null ? null : ((await vault.open<SaidOfRequest>({ id, purpose }))?.value.text ?? null);
  return {
    skipIds: (count) => skipIds(connection, 'privacy_requests', count),
    find: async (id) => (await list(sql`WHERE q.id = ${id}`))[0] ?? null,
    findByDraft: async (draftId) => (await list(sql`WHERE q.draft_id = ${draftId}`))[0] ?? null,
    async add({ personId, unitId, kind, said: words, at, dueOn, draftId }) {
      const [row] = await connection.query<{ id: number }>(sql`
        INSERT INTO privacy_requests (person_id, unit_id, kind, state, received_at, due_on, draft_id)
        VALUES (${personId}, ${unitId}, ${kind}, 'received', ${at}, ${dueOn}, ${draftId}) RETURNING id`);
      const { id } = row!;
      const textId = await vault.seal(textOf(id), words);
      await connection.execute(sql`UPDATE privacy_requests SET text_id = ${textId} WHERE id = ${id}`);
      return id;
    },
    async end(id, { state, byId, at, said: words }) {
      const changed = await connection.execute(sql`
        UPDATE privacy_requests SET state = ${state}, by_id = ${byId}, ended_at = ${at}
        WHERE id = ${id} AND state = 'received'`);
      if (changed === 0) return false;
      const answerId = words && (await vault.seal(answerOf(id), words));
      if (answerId) await connection.execute(sql`UPDATE privacy_requests SET answer_id = ${answerId} WHERE id = ${id}`);
      return true;
    },
    async extend(id, { dueOn, at, said: words }) {
      const changed = await connection.execute(sql`
        UPDATE privacy_requests SET due_on = ${dueOn}, extended_at = ${at}
        WHERE id = ${id} AND state = 'received' AND extended_at IS NULL`);
      if (changed === 0) return false;
      const extensionId = await vault.seal(extensionOf(id), words);
      await connection.execute(sql`UPDATE privacy_requests SET extension_id = ${extensionId} WHERE id = ${id}`);
      return true;
    },
    listOf: (personId) => list(sql`WHERE q.person_id = ${personId} ORDER BY q.id DESC`),
    async listOpenBelow(paths, exceptPersonId, { limit, offset }) {
      const where = sql`WHERE ${OPEN} AND q.person_id <> ${exceptPersonId} AND ${belowAny('u.path', paths)}`;
      const [count] = await connection.query<{ total: unknown }>(sql`SELECT count(*) AS total ${FROM} ${where}`);
      const requests = await list(sql`${where} ${BY_DAY} LIMIT ${limit} OFFSET ${offset}`);
      return { requests, total: readCount(count?.total) };
    },
    listDue: (until, afterId, limit) =>
      list(sql`WHERE ${OPEN} AND q.due_on <= ${until} AND q.id > ${afterId} ORDER BY q.id LIMIT ${limit}`),
    listOpen: () => list(sql`WHERE ${OPEN} ${BY_DAY}`),
    listToErase: (before, limit) =>
      list(sql`WHERE q.text_id IS NOT NULL AND q.ended_at < ${before} ORDER BY q.ended_at, q.id LIMIT ${limit}`),
    listSealed: (ids) =>
      list(sql`WHERE q.text_id IN ${sql.list(ids)} OR q.answer_id IN ${sql.list(ids)}
        OR q.extension_id IN ${sql.list(ids)} ORDER BY q.id`),
    getText: ({ id, textId }) => said(textId, textOf(id)),
    getAnswer: ({ id, answerId }) => said(answerId, answerOf(id)),
    getExtension: ({ id, extensionId }) => said(extensionId, extensionOf(id)),
    async erase(requests, because) {
      await vault.erase(
        requests.flatMap(({ textId, answerId, extensionId }) =>
          [textId ?? [], answerId ?? [], extensionId ?? []].flat(),
        ),
        because,
      );
      const ids = sql.list(requests.map(({ id }) => id));
      await connection.execute(
        sql`UPDATE privacy_requests SET text_id = NULL, answer_id = NULL, extension_id = NULL WHERE id IN ${ids}`,
      );
    },
  };
}

interface Row extends Omit<PrivacyRequest, 'person' | 'unit' | 'by'> {
  personId: number;
  fullName: string;
  staffNo: string;
  unitId: number;
  unitName: string;
  unitPath: string;
  byId: number | null;
  byName: string | null;
}

async function requestsOf(connection: Connection, rest: Sql): Promise<PrivacyRequest[]> {
  const rows = await connection.query<Row>(sql`
    SELECT q.id, q.kind, q.state, q.received_at AS "receivedAt", q.due_on AS "dueOn", q.ended_at AS "endedAt",
      q.text_id AS "textId", q.answer_id AS "answerId", q.extended_at AS "extendedAt",
      q.extension_id AS "extensionId", p.id AS "personId", p.full_name AS "fullName",
      p.staff_no AS "staffNo", u.id AS "unitId", u.name AS "unitName", u.path AS "unitPath", b.id AS "byId",
      b.full_name AS "byName" ${FROM} ${rest}`);
  return rows.map(({ personId, fullName, staffNo, unitId, unitName, unitPath, byId, byName, ...row }) => ({
    ...row,
    receivedAt: readInstant(row.receivedAt),
    endedAt: orNull(readInstant)(row.endedAt),
    extendedAt: orNull(readInstant)(row.extendedAt),
    person: { id: personId, fullName, staffNo },
    unit: { id: unitId, name: unitName, path: unitPath },
    by: byId === null ? null : { id: byId, fullName: byName ?? '' },
  }));
}
