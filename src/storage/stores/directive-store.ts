import { RESTORED } from '../../domain/deliveries/delivery.ts';
import type { Attachment, Directive } from '../../domain/directives/directive.ts';
import type { DirectiveStore, NewDirective } from '../../domain/directives/directive-store.ts';
import type { DocumentFields } from '../../domain/directives/document-fields.ts';
import { foldText } from '../../lib/text.ts';
import { orNull, readFlag, readInstant, readJson } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { directiveVersions } from './directive-versions.ts';
import { inParts, type Rest } from './in-parts.ts';
import { mustHave } from './row-missing.ts';
import { skipIds } from './skip-ids.ts';
import { type TermsRow, termsColumns, termsOf } from './terms-row.ts';
import { unitStore } from './unit-store.ts';

const COLUMNS = sql`id, number, title, urgency, audience, issuing_unit_id AS "issuingUnitId", author_id AS "authorId",
  author_name AS "authorName", approval, approver_id AS "approverId", issue_at AS "issueAt", deadline_at AS "deadlineAt", late_joiners AS "lateJoiners", state,
  version, created_at AS "createdAt", issued_at AS "issuedAt", halted_at AS "haltedAt",
  halt_reason AS "haltReason", reminded_at AS "remindedAt",
  escalated_at AS "escalatedAt",
  version_at AS "versionAt", next_version AS "nextVersion", ended_as AS "endedAs", ended_at AS "endedAt", end_reason AS "endReason",
  replaced_by_id AS "replacedById", replaces_id AS "replacesId", ${termsColumns('')}, parent_id AS "parentId", note, group_id AS "groupId",
  document`;

const directiveOf = ({ ackMode, commitment, question, allPages, ...row }: Directive & TermsRow): Directive => ({
  ...row,
  terms: termsOf({ ackMode, commitment, question, allPages }),
  lateJoiners: readFlag(row.lateJoiners),
  deadlineAt: orNull(readInstant)(row.deadlineAt),
  createdAt: readInstant(row.createdAt),
  issueAt: orNull(readInstant)(row.issueAt),
  issuedAt: orNull(readInstant)(row.issuedAt),
  haltedAt: orNull(readInstant)(row.haltedAt),
  remindedAt: orNull(readInstant)(row.remindedAt),
  escalatedAt: orNull(readInstant)(row.escalatedAt),
  versionAt: orNull(readInstant)(row.versionAt),
  endedAt: orNull(readInstant)(row.endedAt),
  document: orNull<DocumentFields>(readJson)(row.document),
});

export const directiveStore: (connection: Connection) => DirectiveStore = inParts(directiveVersions, oneDirective);

function oneDirective(connection: Connection): Rest<DirectiveStore, [typeof directiveVersions]> {
  const list = async (where: Sql) =>
    (await connection.query<Directive & TermsRow>(sql`SELECT ${COLUMNS} FROM directives d WHERE ${where}`)).map(
      directiveOf,
    );
  const find = async (id: number) => (await list(sql`id = ${id}`))[0] ?? null;
  return {
    find,
    get: async (id) => mustHave(await find(id), `directive ${id}`),
    findByDraft: async (draftId) => (await list(sql`draft_id = ${draftId}`))[0] ?? null,
    listInForce: () => list(sql`state IN ('issued', 'preparing')`),
    async isNumberTaken(unitId, year, key) {
      // On SQLite there is one writer; on PostgreSQL two clerks with one number wait for each other here.
      const lock = sql.either({ sqlite: sql.nothing, postgres: sql`FOR UPDATE` });
      await connection.query(sql`SELECT id FROM units WHERE id = ${unitId} ${lock}`);
      const taken = await list(sql`issuing_unit_id = ${unitId} AND number_year = ${year} AND number_key = ${key}
        AND state NOT IN ('refused', 'cancelled')`);
      return taken.length > 0;
    },
    async saveNumberYear(id, year) {
      await connection.execute(sql`UPDATE directives SET number_year = ${year} WHERE id = ${id}`);
    },
    add: (directive) => add(directive, connection),
    async lock(id) {
      // On SQLite there is one writer.
      await connection.query(
        sql`SELECT id FROM directives WHERE id = ${id} ${sql.either({ sqlite: sql.nothing, postgres: sql`FOR NO KEY UPDATE` })}`,
      );
    },
    async getText(id) {
      const [row] = await connection.query<{ text: string; textHash: string; version: number }>(sql`
        SELECT v.text, v.text_hash AS "textHash", v.version FROM directive_versions v
        JOIN directives d ON d.id = v.directive_id AND d.version = v.version WHERE d.id = ${id}`);
      return mustHave(row, `text of directive ${id}`);
    },
    async getTextHash(id, version) {
      const [row] = await connection.query<{ hash: string }>(sql`
        SELECT text_hash AS hash FROM directive_versions WHERE directive_id = ${id} AND version = ${version}`);
      return mustHave(row, `text of directive ${id}`).hash;
    },
    async listUnits(id, why = 'toAct') {
      const rows = await connection.query<{ id: number }>(
        sql`SELECT unit_id AS id FROM directive_units WHERE directive_id = ${id} AND to_know = ${why === 'toKnow'}
          AND left_out = ${false}`,
      );
      return await unitStore(connection).listByIds(rows.map((row) => row.id));
    },
    async listAttachments(id) {
      const rows = await connection.query<Attachment>(sql`
        SELECT file_name AS "fileName", mime, size, file_id AS "fileId", is_original AS "isOriginal", is_signed AS "isSigned",
          sha256 FROM attachments WHERE directive_id = ${id} ORDER BY position`);
      return rows.map((row) => ({
        ...row,
        isOriginal: readFlag(row.isOriginal),
        isSigned: orNull(readFlag)(row.isSigned),
      }));
    },
    async decide(id, { to, approverId, at, reason }) {
      const changed = await connection.execute(sql`
        UPDATE directives SET state = ${to}, approver_id = ${approverId}, approved_at = ${at}, end_reason = ${reason}
        WHERE id = ${id} AND state = 'awaiting'`);
      return changed > 0;
    },
    async markCancelled(id, at) {
      const changed = await connection.execute(sql`
        UPDATE directives SET state = 'cancelled', ended_at = ${at}
        WHERE id = ${id} AND state IN ('awaiting', 'scheduled')`);
      return changed > 0;
    },
    async release(id) {
      const changed = await connection.execute(sql`
        UPDATE directives SET state = 'preparing' WHERE state = 'scheduled' AND id = ${id}`);
      return changed > 0;
    },
    listPending: () => list(sql`state IN ('awaiting', 'scheduled') ORDER BY id`),
    async takeLease(id, now, until) {
      const changed = await connection.execute(sql`
        UPDATE directives SET lease_until = ${until}
        WHERE id = ${id} AND (state = 'preparing' OR next_version IS NOT NULL)
          AND (lease_until IS NULL OR lease_until <= ${now})`);
      return changed > 0;
    },
    async markIssued(id, at) {
      const changed = await connection.execute(sql`
        UPDATE directives SET state = 'issued', issued_at = ${at}, version_at = ${at}, lease_until = NULL
        WHERE id = ${id} AND state = 'preparing'`);
      return changed > 0;
    },
    async markHalted(id, at, reason) {
      const changed = await connection.execute(sql`
        UPDATE directives SET halted_at = ${at}, halt_reason = ${reason}
        WHERE id = ${id} AND state = 'issued' AND halted_at IS NULL`);
      return changed > 0;
    },
    async markResumed(id) {
      const changed = await connection.execute(sql`
        UPDATE directives SET halted_at = NULL, halt_reason = NULL WHERE id = ${id} AND halted_at IS NOT NULL`);
      return changed > 0;
    },
    async holdRestored(at) {
      await connection.execute(sql`
        UPDATE directives SET halted_at = NULL, halt_reason = NULL WHERE state = 'issued' AND halted_at IS NOT NULL`);
      await connection.execute(sql`
        UPDATE directives SET reminded_at = ${at} WHERE state = 'issued' AND (reminded_at IS NULL OR reminded_at < ${at})`);
      await connection.execute(sql`
        UPDATE directives SET escalated_at = ${at} WHERE state = 'issued' AND escalated_at < ${at}`);
      const held = await connection.query<{ id: number }>(sql`
        UPDATE directives SET halted_at = ${at}, halt_reason = ${RESTORED}
        WHERE state IN ('awaiting', 'scheduled', 'preparing') OR next_version IS NOT NULL RETURNING id`);
      return held.map((row) => row.id).sort((one, other) => one - other);
    },
    skipIds: (count) => skipIds(connection, 'directives', count),
    async markReminded(id, step) {
      await connection.execute(sql`UPDATE directives SET reminded_at = ${step} WHERE id = ${id}`);
    },
    async markEscalated(id, at) {
      await connection.execute(sql`UPDATE directives SET escalated_at = ${at} WHERE id = ${id}`);
    },
    listUnsettled: () => list(sql`state = 'issued' AND settled_at IS NULL`),
    async markSettled(id, at) {
      await connection.execute(sql`UPDATE directives SET settled_at = ${at} WHERE id = ${id}`);
    },
    async listUnready(now) {
      const rows = await connection.query<{ id: number }>(sql`
        SELECT id FROM directives WHERE (state = 'preparing' OR next_version IS NOT NULL)
          AND (lease_until IS NULL OR lease_until <= ${now}) ORDER BY id`);
      return rows.map((row) => row.id);
    },
  };
}

async function add(directive: NewDirective, connection: Connection): Promise<number> {
  const { number, numberKey, numberYear, title, urgency, audience, issuingUnitId, authorId, authorName } = directive;
  const { deadlineAt, lateJoiners, state, version, createdAt, draftId, text, textHash, terms, replacesId } = directive;
  const { approval, issueAt } = directive;
  const document = directive.document && sql.json(directive.document);
  const folded = foldText([number ?? '', title].join(' '));
  const [row] = await connection.query<{ id: number }>(sql`
    INSERT INTO directives (number, number_key, number_year, title, search_folded, urgency, audience, issuing_unit_id, author_id,
      author_name, deadline_at, late_joiners, state, version, created_at, draft_id, ack_mode, commitment, question,
      all_pages, replaces_id, parent_id, note, group_id, approval, issue_at, document)
    VALUES (${number}, ${numberKey}, ${numberYear}, ${title}, ${folded}, ${urgency}, ${audience}, ${issuingUnitId}, ${authorId},
      ${authorName}, ${deadlineAt}, ${lateJoiners}, ${state}, ${version}, ${createdAt}, ${draftId},
      ${terms.mode}, ${terms.commitment}, ${terms.question ? sql.json(terms.question) : null}, ${terms.allPages}, ${replacesId},
      ${directive.parentId ?? null}, ${directive.note ?? null}, ${directive.groupId}, ${approval},
      ${issueAt}, ${document}) RETURNING id`);
  const id = row!.id;
  await connection.execute(sql`
    INSERT INTO directive_versions (directive_id, version, text, text_hash, created_at, title, deadline_at)
    VALUES (${id}, ${version}, ${text}, ${textHash}, ${createdAt}, ${title}, ${deadlineAt})`);
  await addUnits(id, directive, connection);
  for (const [position, { fileName, mime, size, fileId, ...more }] of directive.attachments.entries()) {
    const { isOriginal = false, isSigned = null, sha256 = null } = more;
    await connection.execute(sql`
      INSERT INTO attachments (directive_id, position, file_name, mime, size, file_id, is_original, is_signed, sha256)
      VALUES (${id}, ${position}, ${fileName}, ${mime}, ${size}, ${fileId}, ${isOriginal}, ${isSigned}, ${sha256})`);
  }
  return id;
}

async function addUnits(id: number, directive: NewDirective, connection: Connection): Promise<void> {
  const toKnow = directive.knowUnitIds.filter((unitId) => !directive.unitIds.includes(unitId));
  for (const unitId of new Set([...directive.unitIds, ...toKnow])) {
    await connection.execute(sql`
      INSERT INTO directive_units (directive_id, unit_id, to_know) VALUES (${id}, ${unitId}, ${toKnow.includes(unitId)})`);
  }
  for (const unitId of directive.leftOutUnitIds ?? []) {
    await connection.execute(sql`
      INSERT INTO directive_units (directive_id, unit_id, left_out) VALUES (${id}, ${unitId}, ${true})`);
  }
}
