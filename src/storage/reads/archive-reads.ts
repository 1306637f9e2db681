import type { ArchiveQuery } from '../../domain/directives/archive.ts';
import type { ArchiveLine, ArchiveStore, Reader, Unindexed } from '../../domain/directives/archive-store.ts';
import { orNull, readCount, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { belowAny, like } from '../stores/below.ts';

/** It left: in force, or ended since. */
export const WAS_ISSUED = sql`d.state IN ('issued', 'closed') AND d.issued_at IS NOT NULL`;

/** Of more matches than this the number is not counted to its end. */
const COUNTED = 1_000;

/** What somebody finds among all that was issued, and the index of its words. */
export function archiveReads(connection: Connection): Pick<ArchiveStore, 'search' | 'listUnindexed' | 'saveWords'> {
  return {
    search: (query, reader, page) => search(connection, query, reader, page),
    listUnindexed: (limit) =>
      connection.query<Unindexed>(sql`
        SELECT d.id AS "directiveId", d.version, coalesce(d.number, '') || ' ' || d.title || ' ' || v.text || ' ' || i.name_folded
          || ' ' || coalesce((SELECT ${JOINED} FROM directive_units a JOIN units u ON u.id = a.unit_id
            WHERE a.directive_id = d.id), '') AS text
        FROM directives d JOIN directive_versions v ON v.directive_id = d.id AND v.version = d.version
        JOIN units i ON i.id = d.issuing_unit_id LEFT JOIN directive_words w ON w.directive_id = d.id
        WHERE ${WAS_ISSUED} AND (w.version IS NULL OR w.version <> d.version) ORDER BY d.id DESC LIMIT ${limit}`),
    async saveWords({ directiveId, version }, words) {
      await connection.execute(sql`
        INSERT INTO directive_words (directive_id, version) VALUES (${directiveId}, ${version})
        ON CONFLICT (directive_id) DO UPDATE SET version = excluded.version`);
      await connection.execute(
        sql.either({
          sqlite: sql`INSERT OR REPLACE INTO directive_index (rowid, words) VALUES (${directiveId}, ${words.join(' ')})`,
          postgres: sql`INSERT INTO directive_index (directive_id, words)
            VALUES (${directiveId}, array_to_tsvector(string_to_array(${words.join(' ')}, ' ')))
            ON CONFLICT (directive_id) DO UPDATE SET words = excluded.words`,
        }),
      );
    },
  };
}

const JOINED = sql.either({
  sqlite: sql`group_concat(u.name_folded, ' ')`,
  postgres: sql`string_agg(u.name_folded, ' ')`,
});

/** Every word, the last one also as a beginning: they are letters and digits, so that nothing needs escaping. */
function indexed(words: readonly string[]): Sql {
  const all = words.map((word, at) => (at === words.length - 1 ? `"${word}"*` : `"${word}"`)).join(' AND ');
  const lexemes = words.map((word, at) => `'${word}'${at === words.length - 1 ? ':*' : ''}`).join(' & ');
  return sql.either({
    sqlite: sql`SELECT rowid FROM directive_index WHERE directive_index MATCH ${all}`,
    postgres: sql`SELECT directive_id FROM directive_index WHERE words @@ CAST(${lexemes} AS tsquery)`,
  });
}

/** In number or title also inside a word, and before the index has it. */
function holding(words: readonly string[]): Sql {
  if (words.length === 0) return sql`1 = 1`;
  const named = words.map((word) => sql`s.search_folded LIKE ${like(word)} ESCAPE '!'`);
  return sql`d.id IN (SELECT s.id FROM directives s WHERE ${sql.join(named, ' AND ')} UNION ${indexed(words)})`;
}

/** Units that are few are asked what was issued to them; of many, nearly every directive was issued to one, which is soon found. */
const FEW = 50;

async function readable(connection: Connection, { personId, paths }: Reader): Promise<Sql> {
  const own = sql`EXISTS (SELECT 1 FROM receipts r WHERE r.person_id = ${personId} AND r.directive_id = d.id)`;
  if (paths.length === 0) return own;
  const units = await connection.query<{ id: number }>(
    sql`SELECT u.id FROM units u WHERE ${belowAny('u.path', paths)} LIMIT ${FEW + 1}`,
  );
  if (units.length <= FEW) {
    const ids = sql.list(units.map(({ id }) => id));
    return sql`(${own} OR d.id IN (SELECT t.directive_id FROM tallies t WHERE t.unit_id IN ${ids}))`;
  }
  return sql`(${own} OR EXISTS (SELECT 1 FROM tallies t JOIN units u ON u.id = t.unit_id
    WHERE t.directive_id = d.id AND ${belowAny('u.path', paths)}))`;
}

async function search(
  connection: Connection,
  { words, year, isInForce }: ArchiveQuery,
  reader: Reader,
  { limit, offset }: { limit: number; offset: number },
) {
  const which = [
    isInForce ? sql`d.state = 'issued'` : WAS_ISSUED,
    ...(year === null ? [] : [sql`d.number_year = ${year}`]),
    ...[holding(words), await readable(connection, reader)],
  ];
  const from = sql`FROM directives d JOIN units i ON i.id = d.issuing_unit_id WHERE ${sql.join(which, ' AND ')}`;
  const [count] = await connection.query<{ total: unknown }>(
    sql`SELECT count(*) AS total FROM (SELECT d.id ${from} LIMIT ${COUNTED}) found`,
  );
  const rows = await connection.query<ArchiveLine>(sql`
    SELECT d.id, d.number, d.title, d.urgency, i.name AS issuer, d.issued_at AS "issuedAt", d.deadline_at AS "deadlineAt",
      d.state, d.version, d.ended_as AS "endedAs", d.replaced_by_id AS "replacedById", 0 AS files, o.id AS "receiptId", o.status
    FROM (SELECT d.id ${from} ORDER BY d.issued_at DESC, d.id DESC LIMIT ${limit} OFFSET ${offset}) f
    JOIN directives d ON d.id = f.id JOIN units i ON i.id = d.issuing_unit_id
    LEFT JOIN receipts o ON o.id = (SELECT max(r.id) FROM receipts r WHERE r.person_id = ${reader.personId} AND r.directive_id = d.id)
    ORDER BY d.issued_at DESC, d.id DESC`);
  return { lines: rows.map(lineOf), total: readCount(count?.total) };
}

const lineOf = (row: ArchiveLine): ArchiveLine => ({
  ...row,
  issuedAt: readInstant(row.issuedAt),
  deadlineAt: orNull(readInstant)(row.deadlineAt),
});
