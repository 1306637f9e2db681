import type {
  ArchiveStore,
  IssuedDirective,
  IssuedText,
  Reader,
  Reading,
  TextPlace,
  UnhashedFile,
} from '../../domain/directives/archive-store.ts';
import type { DocumentFields } from '../../domain/directives/document-fields.ts';
import { orNull, readCount, readFlag, readInstant, readJson } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { archiveReads, WAS_ISSUED } from '../reads/archive-reads.ts';
import { type Sql, sql } from '../sql.ts';
import { belowAny, like } from './below.ts';
import { IS_SIGNED, ORIGIN, PASSED_ON_FROM, type PassedOnRow, passedOnOf } from './passed-on.ts';
import { mustHave } from './row-missing.ts';
import { type TermsRow, termsColumns, termsOf } from './terms-row.ts';
import { amendmentOf, VERSION, type VersionRow } from './version-row.ts';

/** What was issued and what became of it, across people and units. */
export function archiveStore(connection: Connection): ArchiveStore {
  const list = (rest: Sql) => issued(connection, rest);
  const texts = (where: Sql) => textsOf(connection, where);
  const newest = (limit: number) => sql`ORDER BY d.issued_at DESC, d.id DESC LIMIT ${limit}`;
  return {
    findIssued: async (id) => (await list(sql`d.id = ${id}`))[0] ?? null,
    listIssued: (ids) => list(sql`d.id IN ${sql.list(ids)} ORDER BY d.issued_at DESC, d.id DESC`),
    listByNumber: (key, limit) => {
      const other = key.includes('/')
        ? sql.nothing
        : sql`OR d.number_key LIKE ${`${like(key).slice(1, -1)}/%`} ESCAPE '!'`;
      return list(sql`(d.number_key = ${key} ${other}) ${newest(limit)}`);
    },
    listNamed: ({ keys, titles }, limit) => {
      const begins = titles.map((title) => sql`d.search_folded LIKE ${like(title).slice(1)} ESCAPE '!'`);
      const either = sql.join([sql`d.number_key IN ${sql.list(keys)}`, ...begins], ' OR ');
      return list(sql`(${either}) ${newest(limit)}`);
    },
    listByTextHash: (textHash) =>
      places(connection, sql`v.text_hash = ${textHash} AND ${WAS_ISSUED} ORDER BY v.version DESC`),
    listByFileHash: (sha256) =>
      connection.query(sql`
        SELECT a.directive_id AS "directiveId", a.file_name AS "fileName" FROM attachments a
        JOIN directives d ON d.id = a.directive_id AND ${WAS_ISSUED} WHERE a.sha256 = ${sha256} ORDER BY a.directive_id DESC`),
    listTextsInForce: (limit) => places(connection, sql`d.state = 'issued' AND v.version = d.version ${newest(limit)}`),
    listTexts: (ids) => texts(sql`v.directive_id IN ${sql.list(ids)} ORDER BY v.version DESC`),
    getText: async (id, version) =>
      mustHave((await texts(sql`v.directive_id = ${id} AND v.version = ${version}`))[0], `text of directive ${id}`),
    listReadings: (ids, reader) => readings(connection, ids, reader),
    ...archiveReads(connection),
    listUnhashed: (of, limit) => {
      const which = 'size' in of ? sql`a.size = ${of.size}` : sql`a.directive_id = ${of.directiveId}`;
      return connection.query<UnhashedFile>(sql`
        SELECT a.id AS "attachmentId", a.directive_id AS "directiveId", a.file_name AS "fileName", a.file_id AS "fileId", a.size FROM attachments a
        WHERE a.sha256 IS NULL AND a.size IS NOT NULL AND ${which} ORDER BY a.id DESC LIMIT ${limit}`);
    },
    async saveFileHash(id, sha256) {
      const changed = await connection.execute(sql`
        UPDATE attachments SET sha256 = ${sha256} WHERE id = ${id} AND sha256 IS NULL`);
      return changed > 0;
    },
  };
}

async function issued(connection: Connection, rest: Sql): Promise<IssuedDirective[]> {
  const rows = await connection.query<IssuedDirective & EndRow & TermsRow & PassedOnRow>(sql`
    SELECT d.id, d.number, d.title, d.urgency, ${ORIGIN}, ${termsColumns('d.')}, d.document, ${IS_SIGNED} AS "isSigned", d.deadline_at AS "deadlineAt",
      d.state, d.version, d.ended_as AS "endedAs", d.replaced_by_id AS "replacedById",
      d.ended_at AS "endedAt", d.end_reason AS "endReason", e.number AS "byNumber", e.title AS "byTitle",
      (SELECT count(*) FROM attachments f WHERE f.directive_id = d.id) AS files
    FROM directives d JOIN units u ON u.id = d.issuing_unit_id LEFT JOIN directives e ON e.id = d.replaced_by_id ${PASSED_ON_FROM}
    WHERE ${WAS_ISSUED} AND ${rest}`);
  return rows.map(({ ackMode, commitment, question, allPages, passedOnBy, passedOnIn, note, ...others }) => {
    const { endedAt, endReason, byNumber, byTitle, ...row } = others;
    const by = byTitle === null ? null : { number: byNumber, title: byTitle, receiptId: null };
    return {
      ...row,
      end: row.endedAs && { as: row.endedAs, at: readInstant(endedAt), reason: endReason, by },
      terms: termsOf({ ackMode, commitment, question, allPages }),
      passedOn: passedOnOf({ passedOnBy, passedOnIn, note }),
      document: orNull<DocumentFields>(readJson)(row.document),
      isSigned: readFlag(row.isSigned),
      issuedAt: readInstant(row.issuedAt),
      deadlineAt: orNull(readInstant)(row.deadlineAt),
      files: readCount(row.files),
    };
  });
}

interface EndRow {
  endedAt: unknown;
  endReason: string | null;
  byNumber: string | null;
  byTitle: string | null;
}

interface BeforeRow {
  beforeTitle: string | null;
  beforeText: string | null;
  beforeHash: string | null;
  beforeDeadlineAt: unknown;
}

const places = (connection: Connection, rest: Sql) =>
  connection.query<TextPlace>(sql`
    SELECT v.directive_id AS "directiveId", v.version, v.text_hash AS "textHash" FROM directive_versions v
    JOIN directives d ON d.id = v.directive_id AND v.version <= d.version WHERE ${rest}`);

async function textsOf(connection: Connection, rest: Sql): Promise<IssuedText[]> {
  const rows = await connection.query<VersionRow & BeforeRow & { directiveTitle: string }>(sql`
    SELECT ${VERSION}, d.title AS "directiveTitle", b.title AS "beforeTitle", b.text AS "beforeText", b.text_hash AS "beforeHash",
      b.deadline_at AS "beforeDeadlineAt"
    FROM directive_versions v JOIN directives d ON d.id = v.directive_id AND v.version <= d.version
    LEFT JOIN directive_versions b ON b.directive_id = v.directive_id AND b.version = v.version - 1 WHERE ${rest}`);
  return rows.map(({ directiveTitle, beforeTitle, beforeText, beforeHash, beforeDeadlineAt, ...row }) => {
    const before = {
      title: beforeTitle,
      text: beforeText ?? '',
      textHash: beforeHash ?? '',
      deadlineAt: beforeDeadlineAt,
    };
    const { directiveId, version, title, text, textHash } = row;
    const amendment = beforeHash === null ? null : amendmentOf(row, before, directiveTitle);
    return { directiveId, version, title, text, textHash, amendment, deadlineAt: orNull(readInstant)(row.deadlineAt) };
  });
}

/** Issued to the person, in whatever version; or to anybody at or below one of the paths, for action or knowledge. */
async function readings(connection: Connection, ids: number[], { personId, paths }: Reader): Promise<Reading[]> {
  const rows = await connection.query<Reading & { isSeen: unknown }>(sql`
    SELECT d.id AS "directiveId",
      (SELECT max(r.id) FROM receipts r WHERE r.person_id = ${personId} AND r.directive_id = d.id) AS "receiptId",
      EXISTS (SELECT 1 FROM tallies t JOIN units u ON u.id = t.unit_id
        WHERE t.directive_id = d.id AND ${belowAny('u.path', paths)}) AS "isSeen"
    FROM directives d WHERE d.id IN ${sql.list(ids)} AND ${WAS_ISSUED}`);
  return rows
    .filter((row) => row.receiptId !== null || readFlag(row.isSeen))
    .map(({ directiveId, receiptId }) => ({ directiveId, receiptId }));
}
