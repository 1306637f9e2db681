import { setImmediate as othersFirst } from 'node:timers/promises';
import type { FoundPerson, PeopleStore } from '../../domain/people/people-store.ts';
import { foldText } from '../../lib/text.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { belowAny, held } from '../stores/below.ts';
import { THEN } from './status-reads.ts';

/** So many posts are looked at one by one; where there are more, people are walked through by their names. */
const FEW_POSTS = 1_500;
/** So many names are walked through at a time: some milliseconds. PostgreSQL holds nobody up meanwhile, and goes through all of them. */
const NAMES = { sqlite: 5_000, postgres: null };

interface Search {
  paths: readonly string[];
  /** Folded; all of them are words of the name. */
  words: string[];
  today: string;
}

/**
 * Below a small unit everybody is looked at; else `people_by_name` is gone through in pieces, as far as it takes. Words are whole words:
 * half of all Vietnamese names hold the letters `an`.
 */
export const peopleSearch = (connection: Connection): Pick<PeopleStore, 'search'> => ({
  async search(paths, typed, limit, today) {
    const words = foldText(typed).split(' ').filter(Boolean);
    if (paths.length === 0 || words.length === 0) return [];
    const search = { paths, words, today };
    const numbered = await list(connection, search, isNumbered(typed), BY_RANK, limit);
    const named = (await isSmall(connection, search))
      ? await list(connection, search, sql`${isNamed(words)} AND ${worksAt(search)}`, BY_RANK, limit)
      : await walk(connection, search, limit);
    const ids = new Set(numbered.map(({ id }) => id));
    return [...numbered, ...named.filter(({ id }) => !ids.has(id))].slice(0, limit);
  },
});

const BY_NAME = sql`f.name_sort, f.id`;
const BY_RANK = sql`f.rank, ${BY_NAME}`;

const isNumbered = (typed: string): Sql => sql`p.staff_no IN (${typed.trim()}, ${typed.trim().toUpperCase()})`;

/** Between spaces, so that no word is found in the middle of another; looked for without them first, which is four times as quick. */
function holds(word: string): Sql {
  const place = sql.either({ sqlite: sql`instr`, postgres: sql`strpos` });
  return sql`${place}(p.name_sort, ${word}) > 0 AND ${place}(' ' || p.name_sort || ' ', ${` ${word} `}) > 0`;
}

const isNamed = (words: readonly string[]): Sql => sql.join(words.map(holds), ' AND ');

/** Names that begin with the last word typed, as a range: the given name stands first, and nothing in a name sorts before a space but its end. */
const isGiven = (words: readonly string[]): Sql =>
  sql`(p.name_sort >= ${words.at(-1)!} AND p.name_sort < ${`${words.at(-1)}!`})`;

const worksAt = ({ paths, today }: Search): Sql => sql`p.id IN (SELECT o.person_id FROM units u
  JOIN posts o ON o.unit_id = u.id WHERE ${belowAny('u.path', paths)} AND ${held('o', today)})`;

async function isSmall(connection: Connection, { paths }: Search): Promise<boolean> {
  const [row] = await connection.query<{ count: unknown }>(sql`
    SELECT count(*) AS count FROM (SELECT 1 FROM units u JOIN posts o ON o.unit_id = u.id
      WHERE ${belowAny('u.path', paths)} LIMIT ${FEW_POSTS + 1}) f`);
  return Number(row?.count) <= FEW_POSTS;
}

/** Those who hold a post there, each at the lowest of its units. */
async function list(
  connection: Connection,
  { paths, words, today }: Search,
  which: Sql,
  order: Sql,
  limit: number,
): Promise<FoundPerson[]> {
  if (limit <= 0) return [];
  const rows = await connection.query<{ id: number; fullName: string; name: string; path: string }>(sql`
    SELECT f.id, f.full_name AS "fullName", w.name, w.path
    FROM (SELECT p.id, p.full_name, p.name_sort, CASE WHEN ${isGiven(words)} THEN 0 ELSE 1 END AS rank,
        (SELECT u.id FROM posts o JOIN units u ON u.id = o.unit_id
          WHERE o.person_id = p.id AND ${held('o', today)} AND ${belowAny('u.path', paths)}
          ORDER BY length(u.path) DESC, o.id LIMIT 1) AS unit_id
      FROM people p WHERE p.left_on IS NULL AND ${which}) f
    ${THEN} units w ON w.id = f.unit_id ORDER BY ${order} LIMIT ${limit}`);
  return rows.map(({ id, fullName, name, path }) => ({ id, fullName, unit: { name, path } }));
}

/** The given name first, which is one place in the index; then everybody else. */
async function walk(connection: Connection, search: Search, limit: number): Promise<FoundPerson[]> {
  const { words } = search;
  const found = await walkThrough(connection, search, isGiven(words), limit);
  const others = await walkThrough(connection, search, sql`NOT ${isGiven(words)}`, limit - found.length);
  return [...found, ...others];
}

/** In pieces, until there are enough. */
async function walkThrough(connection: Connection, search: Search, range: Sql, limit: number): Promise<FoundPerson[]> {
  const found: FoundPerson[] = [];
  for (let after: Place | null = null; found.length < limit; ) {
    const rest: Sql = after ? sql`(p.name_sort, p.id) > (${after.name}, ${after.id})` : sql`1 = 1`;
    const end: Place | null = await endOf(connection, sql`${range} AND ${rest}`);
    const upTo = end ? sql`(p.name_sort, p.id) <= (${end.name}, ${end.id})` : sql`1 = 1`;
    const which = sql`${range} AND ${rest} AND ${upTo} AND ${isNamed(search.words)}`;
    found.push(...(await list(connection, search, which, BY_NAME, limit - found.length)));
    if (!end) break;
    after = end;
    await othersFirst();
  }
  return found;
}

/** The last name of a piece; null when all that are left are one. */
async function endOf(connection: Connection, which: Sql): Promise<Place | null> {
  const names = NAMES[connection.dialect];
  if (names === null) return null;
  const [end] = await connection.query<Place>(sql`
    SELECT p.name_sort AS name, p.id FROM people p WHERE p.left_on IS NULL AND ${which}
    ORDER BY p.name_sort, p.id LIMIT 1 OFFSET ${names - 1}`);
  return end ?? null;
}

interface Place {
  name: string;
  id: number;
}
