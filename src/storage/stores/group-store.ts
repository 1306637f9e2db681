import type { Group, RosterGroup } from '../../domain/people/group.ts';
import type { GroupStore } from '../../domain/people/group-store.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { chunksOf } from '../transactions.ts';

const ROWS = 500;

export function groupStore(connection: Connection): GroupStore {
  const list = (rest: Sql) => connection.query<Group>(sql`SELECT id, code, name FROM groups ${rest}`);
  return {
    find: async (id) => (await list(sql`WHERE id = ${id}`))[0] ?? null,
    findByCode: async (code) => (await list(sql`WHERE code = ${code}`))[0] ?? null,
    listAll: () => list(sql`ORDER BY name, id`),
    async listWithMembers() {
      const groups = new Map<number, RosterGroup>();
      for (const group of await list(sql`ORDER BY code`)) groups.set(group.id, { ...group, staffNos: [] });
      const members = await connection.query<{ groupId: number; staffNo: string }>(sql`
        SELECT m.group_id AS "groupId", p.staff_no AS "staffNo" FROM group_members m JOIN people p ON p.id = m.person_id
        ORDER BY m.group_id, p.staff_no`);
      for (const { groupId, staffNo } of members) groups.get(groupId)?.staffNos.push(staffNo);
      return [...groups.values()];
    },
    async save(code, name) {
      const [row] = await connection.query<{ id: number }>(sql`
        INSERT INTO groups (code, name) VALUES (${code}, ${name})
        ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id`);
      return row!.id;
    },
    async addMembers(groupId, personIds) {
      for (const chunk of chunksOf(personIds, ROWS)) {
        const rows = chunk.map((personId) => sql`(${groupId}, ${personId})`);
        await connection.execute(sql`
          INSERT INTO group_members (group_id, person_id) VALUES ${sql.join(rows)} ON CONFLICT DO NOTHING`);
      }
    },
    async removeMembers(groupId, personIds) {
      for (const chunk of chunksOf(personIds, ROWS)) {
        await connection.execute(sql`
          DELETE FROM group_members WHERE group_id = ${groupId} AND person_id IN ${sql.list(chunk)}`);
      }
    },
    async removeFromAll(personId) {
      await connection.execute(sql`DELETE FROM group_members WHERE person_id = ${personId}`);
    },
  };
}

/** Whether a person stands in a directive's group; everybody does where it has none. */
export const inGroup = (personId: Sql, groupId: Sql): Sql =>
  sql`(${groupId} IS NULL OR EXISTS (SELECT 1 FROM group_members m WHERE m.group_id = ${groupId} AND m.person_id = ${personId}))`;
