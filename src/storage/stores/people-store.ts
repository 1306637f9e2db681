import type { HeldPost } from '../../domain/actor.ts';
import type { PeopleStore, PersonFields } from '../../domain/people/people-store.ts';
import type { Person } from '../../domain/people/person.ts';
import type { Post } from '../../domain/people/post.ts';
import { foldText } from '../../lib/text.ts';
import type { Connection } from '../connection.ts';
import { lostPeople } from '../reads/lost-people.ts';
import { peopleSearch } from '../reads/people-search.ts';
import { type Sql, sql } from '../sql.ts';
import { chunksOf } from '../transactions.ts';
import { isAway } from './absence-store.ts';
import { accountStore, forgetAccounts, inviteStore } from './account-store.ts';
import { below, belowAny, held } from './below.ts';
import { inParts, type Rest } from './in-parts.ts';
import { mustHave } from './row-missing.ts';
import { placeHomes } from './whereabouts.ts';

const PERSON = sql`p.id, p.staff_no AS "staffNo", p.full_name AS "fullName", p.phone, p.locale, p.left_on AS "leftOn"`;

const OTHERS = [postStore, accountStore, inviteStore, peopleSearch, lostPeople] as const;

export const peopleStore: (connection: Connection) => PeopleStore = inParts(...OTHERS, personStore);

const listOn = (connection: Connection) => (rest: Sql) =>
  connection.query<Person>(sql`SELECT ${PERSON} FROM people p ${rest}`);

function personStore(connection: Connection): Rest<PeopleStore, typeof OTHERS> {
  const list = listOn(connection);
  return {
    get: async (id) => mustHave((await list(sql`WHERE p.id = ${id}`))[0], `person ${id}`),
    findByStaffNo: async (staffNo) => (await list(sql`WHERE p.staff_no = ${staffNo}`))[0] ?? null,
    listByIds: (ids) => list(sql`WHERE p.id IN ${sql.list(ids)} ORDER BY p.id`),
    listByPhone: (phone) => list(sql`WHERE p.phone = ${phone} AND p.left_on IS NULL ORDER BY p.id`),
    listAll: () => list(sql`ORDER BY p.id`),
    lockRoster: () => lockRoster(connection),
    async save(fields) {
      return (await saveMany(connection, [fields])).get(fields.staffNo)!;
    },
    saveMany: (people) => saveMany(connection, people),
    listToForget: (before, limit) =>
      list(sql`WHERE p.left_on < ${before} AND p.forgotten_at IS NULL ORDER BY p.left_on, p.id LIMIT ${limit}`),
    async forget(personId, at) {
      await connection.execute(sql`
        UPDATE people SET phone = NULL, locale = NULL, forgotten_at = ${at} WHERE id = ${personId}`);
      return await forgetAccounts(connection, personId);
    },
    async saveLocale(personId, locale) {
      await connection.execute(sql`UPDATE people SET locale = ${locale} WHERE id = ${personId}`);
    },
    listNotEnrolled: (path, today) =>
      list(sql`
      WHERE p.left_on IS NULL
        AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = p.id AND a.ended_at IS NULL)
        AND EXISTS (SELECT 1 FROM posts o JOIN units u ON u.id = o.unit_id
          WHERE o.person_id = p.id AND ${held('o', today)} AND ${path === null ? sql`1 = 1` : below('u.path', path)})
      ORDER BY p.staff_no`),
  };
}

/** Rows of one statement; neither database takes more than some 32,000 values in one. */
const ROWS = 500;

async function saveMany(connection: Connection, people: PersonFields[]): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const chunk of chunksOf(people, ROWS)) {
    const rows = chunk.map(({ staffNo, fullName, phone, locale, leftOn }) => {
      return sql`(${staffNo}, ${fullName}, ${foldText(fullName)}, ${sortKey(fullName)}, ${phone}, ${locale}, ${leftOn})`;
    });
    const saved = await connection.query<{ id: number; staffNo: string }>(sql`
      INSERT INTO people (staff_no, full_name, name_folded, name_sort, phone, locale, left_on) VALUES ${sql.join(rows)}
      ON CONFLICT (staff_no) DO UPDATE SET full_name = excluded.full_name, name_folded = excluded.name_folded,
        name_sort = excluded.name_sort, phone = excluded.phone, locale = excluded.locale, left_on = excluded.left_on,
        forgotten_at = CASE WHEN excluded.left_on IS NULL THEN NULL ELSE people.forgotten_at END
      RETURNING id, staff_no AS "staffNo"`);
    for (const { id, staffNo } of saved) ids.set(staffNo, id);
  }
  return ids;
}

/** On SQLite whoever writes has the database alone already. */
async function lockRoster(connection: Connection): Promise<void> {
  if (connection.dialect === 'sqlite') return;
  await connection.execute(
    sql`LOCK TABLE units, people, posts, group_members, directives, receipts IN SHARE ROW EXCLUSIVE MODE`,
  );
}

/** Vietnamese lists sort by the given name, which stands last; then by the rest. */
function sortKey(fullName: string): string {
  const words = foldText(fullName).split(' ');
  return [words.at(-1), ...words.slice(0, -1)].join(' ');
}

type PostPart = Pick<
  PeopleStore,
  | 'listHeldPosts'
  | 'listOpenPosts'
  | 'openPosts'
  | 'retimePosts'
  | 'placeHomes'
  | 'listTurning'
  | 'endPosts'
  | 'endAllPosts'
  | 'listHolders'
  | 'listHoldersAbove'
  | 'listReachableHeads'
>;

function postStore(connection: Connection): PostPart {
  const list = listOn(connection);
  const holders = (where: Sql, roles: readonly string[], today: string) =>
    list(sql`
    WHERE p.left_on IS NULL AND EXISTS (SELECT 1 FROM posts o JOIN units u ON u.id = o.unit_id
      WHERE o.person_id = p.id AND o.role IN ${sql.list(roles)} AND ${held('o', today)} AND ${where})
    ORDER BY p.id`);
  return {
    listHeldPosts: (personId, today) =>
      connection.query<HeldPost>(sql`
      SELECT o.unit_id AS "unitId", u.path AS "unitPath", o.role FROM posts o JOIN units u ON u.id = o.unit_id
      WHERE o.person_id = ${personId} AND ${held('o', today)} ORDER BY o.id`),
    listOpenPosts: (today) =>
      connection.query<Post>(sql`
      SELECT id, person_id AS "personId", unit_id AS "unitId", role, from_on AS "fromOn", to_on AS "toOn"
      FROM posts o WHERE o.to_on IS NULL OR o.to_on > ${today} ORDER BY id`),
    async openPosts(posts) {
      for (const chunk of chunksOf(posts, ROWS)) {
        const rows = chunk.map(
          (post) => sql`(${post.personId}, ${post.unitId}, ${post.role}, ${post.fromOn}, ${post.toOn ?? null})`,
        );
        await connection.execute(
          sql`INSERT INTO posts (person_id, unit_id, role, from_on, to_on) VALUES ${sql.join(rows)}`,
        );
        await placeHomes(connection, sql`id IN ${sql.list([...new Set(chunk.map(({ personId }) => personId))])}`);
      }
    },
    async placeHomes(personIds, today) {
      for (const chunk of chunksOf(personIds)) await placeHomes(connection, sql`id IN ${sql.list(chunk)}`, today);
    },
    async retimePosts(posts) {
      for (const { id, fromOn, toOn } of posts) {
        await connection.execute(sql`UPDATE posts SET from_on = ${fromOn}, to_on = ${toOn} WHERE id = ${id}`);
      }
    },
    async listTurning(after, upTo) {
      const within = (column: Sql) => sql`(${column} > ${after} AND ${column} <= ${upTo})`;
      const rows = await connection.query<{ id: number }>(sql`
        SELECT DISTINCT person_id AS id FROM posts WHERE ${within(sql`from_on`)} OR ${within(sql`to_on`)} ORDER BY id`);
      return rows.map(({ id }) => id);
    },
    async endPosts(ids, on) {
      for (const chunk of chunksOf(ids)) {
        await connection.execute(sql`UPDATE posts SET to_on = ${on} WHERE id IN ${sql.list(chunk)}`);
        await placeHomes(connection, sql`id IN (SELECT person_id FROM posts WHERE id IN ${sql.list(chunk)})`, on);
      }
    },
    async endAllPosts(personId, on) {
      await connection.execute(sql`
        UPDATE posts SET to_on = ${on} WHERE person_id = ${personId} AND (to_on IS NULL OR to_on > ${on})`);
      await placeHomes(connection, sql`id = ${personId}`, on);
    },
    listReachableHeads: (unitIds, today) =>
      connection.query(sql`
      SELECT DISTINCT o.unit_id AS "unitId", o.person_id AS "personId", o.role FROM posts o
      JOIN accounts a ON a.person_id = o.person_id AND a.ended_at IS NULL AND a.unreachable_at IS NULL
      WHERE o.unit_id IN ${sql.list(unitIds)} AND o.role IN ('leader', 'deputy') AND ${held('o', today)}
        AND NOT ${isAway(sql`o.person_id`, today)} ORDER BY o.person_id`),
    listHolders: (paths, roles, today) => holders(belowAny('u.path', paths), roles, today),
    listHoldersAbove: (path, roles, today) =>
      holders(sql`substr(${sql.text(path)}, 1, length(u.path)) = u.path`, roles, today),
  };
}
