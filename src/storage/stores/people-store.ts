import type { HeldPost } from '../../domain/actor.ts';
import type { PeopleStore } from '../../domain/people/people-store.ts';
import type { Person } from '../../domain/people/person.ts';
import type { Post } from '../../domain/people/post.ts';
import { foldText } from '../../lib/text.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { accountStore, inviteStore } from './account-store.ts';
import { below, belowAny, held } from './below.ts';
import { mustHave } from './row-missing.ts';

const PERSON = sql`p.id, p.staff_no AS "staffNo", p.full_name AS "fullName", p.phone, p.locale, p.left_on AS "leftOn"`;

export function peopleStore(connection: Connection): PeopleStore {
  const list = (rest: Sql) => connection.query<Person>(sql`SELECT ${PERSON} FROM people p ${rest}`);
  return {
    ...postStore(connection, list),
    ...accountStore(connection),
    ...inviteStore(connection),
    get: async (id) => mustHave((await list(sql`WHERE p.id = ${id}`))[0], `person ${id}`),
    findByStaffNo: async (staffNo) => (await list(sql`WHERE p.staff_no = ${staffNo}`))[0] ?? null,
    listByIds: (ids) => list(sql`WHERE p.id IN ${sql.list(ids)} ORDER BY p.id`),
    listByPhone: (phone) => list(sql`WHERE p.phone = ${phone} AND p.left_on IS NULL ORDER BY p.id`),
    listAll: () => list(sql`ORDER BY p.id`),
    async save({ staffNo, fullName, phone, locale, leftOn }) {
      const [row] = await connection.query<{ id: number }>(sql`
        INSERT INTO people (staff_no, full_name, name_folded, name_sort, phone, locale, left_on)
        VALUES (${staffNo}, ${fullName}, ${foldText(fullName)}, ${sortKey(fullName)}, ${phone}, ${locale}, ${leftOn})
        ON CONFLICT (staff_no) DO UPDATE SET full_name = excluded.full_name, name_folded = excluded.name_folded, name_sort = excluded.name_sort,
          phone = excluded.phone, locale = excluded.locale, left_on = excluded.left_on
        RETURNING id`);
      return row!.id;
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

/** Vietnamese lists sort by the given name, which stands last; then by the rest. */
function sortKey(fullName: string): string {
  const words = foldText(fullName).split(' ');
  return [words.at(-1), ...words.slice(0, -1)].join(' ');
}

type PostPart = Pick<
  PeopleStore,
  'listHeldPosts' | 'listOpenPosts' | 'openPost' | 'endPosts' | 'endAllPosts' | 'listHolders' | 'listHoldersAbove'
>;

function postStore(connection: Connection, list: (rest: Sql) => Promise<Person[]>): PostPart {
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
    async openPost({ personId, unitId, role, fromOn }) {
      await connection.execute(sql`
        INSERT INTO posts (person_id, unit_id, role, from_on) VALUES (${personId}, ${unitId}, ${role}, ${fromOn})`);
    },
    async endPosts(ids, on) {
      await connection.execute(sql`UPDATE posts SET to_on = ${on} WHERE id IN ${sql.list(ids)}`);
    },
    async endAllPosts(personId, on) {
      await connection.execute(sql`
        UPDATE posts SET to_on = ${on} WHERE person_id = ${personId} AND (to_on IS NULL OR to_on > ${on})`);
    },
    listHolders: (paths, roles, today) => holders(belowAny('u.path', paths), roles, today),
    listHoldersAbove: (path, roles, today) =>
      holders(sql`substr(${sql.text(path)}, 1, length(u.path)) = u.path`, roles, today),
  };
}
