import type { DirectiveStore, VersionFields } from '../../domain/directives/directive-store.ts';
import { foldText } from '../../lib/text.ts';
import { orNull, readCount, readFlag } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';
import { mustHave } from './row-missing.ts';

type Part = Pick<
  DirectiveStore,
  | 'addVersion'
  | 'correct'
  | 'bringIntoForce'
  | 'getReason'
  | 'keepsAcknowledged'
  | 'markEnded'
  | 'listPassedOn'
  | 'listToRecard'
  | 'getRecardAfter'
  | 'markRecarded'
>;

/** How directives change and end after their issue. */
export function directiveVersions(connection: Connection): Part {
  return {
    async addVersion(id, fields) {
      const { version, text, textHash, title, deadlineAt, reason, byName, keepsAcknowledged, at } = fields;
      await connection.execute(sql`
        INSERT INTO directive_versions (directive_id, version, text, text_hash, created_at, title, deadline_at, reason, by_name,
          keeps_acknowledged)
        VALUES (${id}, ${version}, ${text}, ${textHash}, ${at}, ${title}, ${deadlineAt}, ${reason}, ${byName},
          ${keepsAcknowledged})`);
      await connection.execute(sql`
        UPDATE directives SET next_version = ${version}, lease_until = NULL WHERE id = ${id}`);
    },
    async correct(id, { version, text, textHash, title, deadlineAt, reason, byName, at }) {
      await connection.execute(sql`
        UPDATE directive_versions SET text = ${text}, text_hash = ${textHash}, title = ${title}, deadline_at = ${deadlineAt},
          reason = ${reason}, by_name = ${byName}, created_at = ${at}
        WHERE directive_id = ${id} AND version = ${version}`);
      await takeOver(connection, id, { title, deadlineAt });
      await connection.execute(sql`UPDATE directives SET recard_after = 0 WHERE id = ${id}`);
    },
    bringIntoForce: (id, at) => bringIntoForce(connection, id, at),
    async getReason(id) {
      const [row] = await connection.query<{ reason: string | null }>(sql`
        SELECT v.reason FROM directives d JOIN directive_versions v ON v.directive_id = d.id AND v.version = d.version
        WHERE d.id = ${id}`);
      return row?.reason ?? null;
    },
    async keepsAcknowledged(id) {
      const [row] = await connection.query<{ keeps: unknown }>(sql`
        SELECT v.keeps_acknowledged AS keeps FROM directives d
        JOIN directive_versions v ON v.directive_id = d.id AND v.version = COALESCE(d.next_version, d.version)
        WHERE d.id = ${id}`);
      return readFlag(row?.keeps);
    },
    async markEnded(id, { as, reason, byId, at }) {
      // Of what holds no more nothing is left to be sent, and the cards that people have must say so even where it was halted.
      const halt = as === 'closed' ? sql.nothing : sql`, halted_at = NULL, halt_reason = NULL`;
      const from = as === 'closed' ? sql`state = 'issued'` : sql`(state = 'issued' OR ended_as = 'closed')`;
      const changed = await connection.execute(sql`
        UPDATE directives SET state = 'closed', ended_as = ${as}, ended_at = ${at}, end_reason = ${reason},
          replaced_by_id = ${byId}, next_version = NULL, recard_after = 0${halt}
        WHERE id = ${id} AND ${from}`);
      return changed > 0;
    },
    async listPassedOn(id) {
      const rows = await connection.query<{ id: number }>(
        sql`SELECT id FROM directives WHERE parent_id = ${id} ORDER BY id`,
      );
      return rows.map((row) => row.id);
    },
    async listToRecard() {
      const rows = await connection.query<{ id: number }>(sql`
        SELECT id FROM directives WHERE recard_after IS NOT NULL ORDER BY id`);
      return rows.map((row) => row.id);
    },
    async getRecardAfter(id) {
      const [row] = await connection.query<{ after: unknown }>(
        sql`SELECT recard_after AS after FROM directives WHERE id = ${id}`,
      );
      return orNull(readCount)(row?.after);
    },
    async markRecarded(id, after) {
      await connection.execute(sql`UPDATE directives SET recard_after = ${after} WHERE id = ${id}`);
    },
  };
}

async function bringIntoForce(connection: Connection, id: number, at: Date): Promise<boolean> {
  const [coming] = await connection.query<Pick<VersionFields, 'title'> & { deadlineAt: unknown }>(sql`
    SELECT v.title, v.deadline_at AS "deadlineAt" FROM directives d
    JOIN directive_versions v ON v.directive_id = d.id AND v.version = d.next_version WHERE d.id = ${id}`);
  if (!coming) return false;
  // What was said and asked of the version before is done with: nobody is reminded of it, and leaders get their time anew.
  const changed = await connection.execute(sql`
    UPDATE directives SET version = next_version, next_version = NULL, version_at = ${at}, lease_until = NULL,
      deadline_at = (SELECT v.deadline_at FROM directive_versions v WHERE v.directive_id = ${id}
        AND v.version = directives.next_version),
      reminded_at = ${at}, escalated_at = NULL, settled_at = NULL, recard_after = 0
    WHERE id = ${id} AND next_version IS NOT NULL`);
  if (changed === 0) return false;
  await rename(connection, id, coming.title);
  return true;
}

async function takeOver(
  connection: Connection,
  id: number,
  { title, deadlineAt }: Pick<VersionFields, 'title' | 'deadlineAt'>,
): Promise<void> {
  await connection.execute(sql`UPDATE directives SET deadline_at = ${deadlineAt} WHERE id = ${id}`);
  await rename(connection, id, title);
}

async function rename(connection: Connection, id: number, title: string): Promise<void> {
  const [row] = await connection.query<{ number: string | null }>(sql`SELECT number FROM directives WHERE id = ${id}`);
  const { number } = mustHave(row, `directive ${id}`);
  const folded = foldText([number ?? '', title].join(' '));
  await connection.execute(sql`UPDATE directives SET title = ${title}, search_folded = ${folded} WHERE id = ${id}`);
}
