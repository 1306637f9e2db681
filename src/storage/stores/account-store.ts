import type { HeldPost } from '../../domain/actor.ts';
import type { Account, Invite } from '../../domain/people/account.ts';
import type { PeopleStore, Speaker } from '../../domain/people/people-store.ts';
import type { Person } from '../../domain/people/person.ts';
import { orNull, readFlag, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { chunksOf } from '../transactions.ts';
import { held } from './below.ts';
import { noteReach } from './whereabouts.ts';

const ACCOUNT = sql`id, person_id AS "personId", telegram_id AS "telegramId", enrolled_at AS "enrolledAt", way, ended_at AS "endedAt",
  end_reason AS "endReason", unreachable_at AS "unreachableAt", unreachable_reason AS "unreachableReason"`;
const INVITE = sql`id, person_id AS "personId", expires_at AS "expiresAt", used_at AS "usedAt", cancelled_at AS "cancelledAt",
  presented_by AS "presentedBy"`;

const instants = <Row extends object>(row: Row, ...names: (keyof Row)[]): Row =>
  Object.assign(row, Object.fromEntries(names.map((name) => [name, orNull(readInstant)(row[name])])));

const accountOf = (row: Account) => instants(row, 'enrolledAt', 'endedAt', 'unreachableAt');
const inviteOf = (row: Invite) => instants(row, 'expiresAt', 'usedAt', 'cancelledAt');

type AccountPart = Pick<
  PeopleStore,
  | 'findAccount'
  | 'findSpeaker'
  | 'findAccountById'
  | 'findAccountByTelegramId'
  | 'hadAccount'
  | 'addAccount'
  | 'endAccount'
  | 'setUnreachable'
  | 'setReachable'
  | 'markReminded'
>;

/** The accounts of people: who is reached where in Telegram. */
export function accountStore(connection: Connection): AccountPart {
  const find = async (where: Sql) => {
    const [row] = await connection.query<Account>(sql`SELECT ${ACCOUNT} FROM accounts WHERE ${where}`);
    return row ? accountOf(row) : null;
  };
  const change = async (id: number, set: Sql, where: Sql = sql.nothing): Promise<boolean> => {
    const [row] = await connection.query<{ personId: number }>(sql`
      UPDATE accounts SET ${set} WHERE id = ${id} ${where} RETURNING person_id AS "personId"`);
    if (row) await noteReach(connection, row.personId);
    return row !== undefined;
  };
  return {
    findSpeaker: (telegramId, today) => findSpeaker(connection, telegramId, today),
    findAccount: (personId) => find(sql`person_id = ${personId} AND ended_at IS NULL`),
    findAccountById: (id) => find(sql`id = ${id}`),
    findAccountByTelegramId: (telegramId) => find(sql`telegram_id = ${telegramId} AND ended_at IS NULL`),
    async hadAccount(personId) {
      return (await connection.query(sql`SELECT 1 FROM accounts WHERE person_id = ${personId} LIMIT 1`)).length > 0;
    },
    async addAccount({ personId, telegramId, enrolledAt, way }) {
      const [row] = await connection.query<{ id: number }>(sql`
        INSERT INTO accounts (person_id, telegram_id, enrolled_at, way)
        VALUES (${personId}, ${telegramId}, ${enrolledAt}, ${way}) RETURNING id`);
      await noteReach(connection, personId);
      return row!.id;
    },
    async endAccount(id, at, reason) {
      await change(id, sql`ended_at = ${at}, end_reason = ${reason}`);
    },
    async setUnreachable(id, at, reason) {
      return await change(
        id,
        sql`unreachable_at = ${at}, unreachable_reason = ${reason}`,
        sql`AND unreachable_at IS NULL`,
      );
    },
    async setReachable(id) {
      const wasLost = sql`AND unreachable_at IS NOT NULL`;
      return await change(id, sql`unreachable_at = NULL, unreachable_reason = NULL`, wasLost);
    },
    async markReminded(ids, at, notSince) {
      const rows = await connection.query<{ id: number }>(sql`
        UPDATE accounts SET reminded_at = ${at}
        WHERE id IN ${sql.list(ids)} AND (reminded_at IS NULL OR reminded_at <= ${notSince}) RETURNING id`);
      return new Set(rows.map((row) => row.id));
    },
  };
}

/** Whether Telegram reaches the person whose number stands in this column. */
export const reachable = (column: Sql): Sql => sql`EXISTS (SELECT 1 FROM accounts a
  WHERE a.person_id = ${column} AND a.ended_at IS NULL AND a.unreachable_at IS NULL)`;

/** Stands where a Telegram account was that the office does not know any more; Telegram's own numbers begin with 1. */
const NOBODY = 0;

/** Which Telegram accounts somebody who has left had, and what these tried while enrolling; that there were some stays. */
export async function forgetAccounts(connection: Connection, personId: number): Promise<number> {
  const theirs = sql`(SELECT telegram_id FROM accounts WHERE person_id = ${personId} AND ended_at IS NOT NULL)`;
  await connection.execute(sql`DELETE FROM enrolment_tries WHERE telegram_id IN ${theirs}`);
  await connection.execute(sql`UPDATE invites SET presented_by = NULL WHERE person_id = ${personId}`);
  return await connection.execute(sql`
    UPDATE accounts SET telegram_id = ${NOBODY} WHERE person_id = ${personId} AND ended_at IS NOT NULL`);
}

type SpeakerRow = Person & HeldPost & { accountId: number; isUnreachable: unknown };

async function findSpeaker(connection: Connection, telegramId: number, today: string): Promise<Speaker | null> {
  const rows = await connection.query<SpeakerRow>(sql`
    SELECT a.id AS "accountId", a.unreachable_at IS NOT NULL AS "isUnreachable",
      p.id, p.staff_no AS "staffNo", p.full_name AS "fullName", p.phone, p.locale, p.left_on AS "leftOn",
      o.role, o.unit_id AS "unitId", u.path AS "unitPath"
    FROM accounts a JOIN people p ON p.id = a.person_id
    LEFT JOIN posts o ON o.person_id = a.person_id AND ${held('o', today)} LEFT JOIN units u ON u.id = o.unit_id
    WHERE a.telegram_id = ${telegramId} AND a.ended_at IS NULL ORDER BY o.id`);
  if (!rows[0]) return null;
  const { accountId, isUnreachable, id, staffNo, fullName, phone, locale, leftOn } = rows[0];
  const posts = rows.flatMap(({ role, unitId, unitPath }) => (unitPath === null ? [] : [{ role, unitId, unitPath }]));
  const person = { id, staffNo, fullName, phone, locale, leftOn };
  return { accountId, isUnreachable: readFlag(isUnreachable), person, posts };
}

type InvitePart = Pick<
  PeopleStore,
  | 'addInvites'
  | 'findInviteByHash'
  | 'findInvitePresentedBy'
  | 'presentInvite'
  | 'useInvite'
  | 'cancelInvites'
  | 'findTries'
  | 'saveTries'
>;

/** Invites, of which only the hash of the code is kept, and how often somebody tried a wrong one. */
export function inviteStore(connection: Connection): InvitePart {
  const find = async (where: Sql) => {
    const [row] = await connection.query<Invite>(sql`SELECT ${INVITE} FROM invites WHERE ${where}`);
    return row ? inviteOf(row) : null;
  };
  return {
    async addInvites(invites) {
      for (let start = 0; start < invites.length; start += 200) {
        const rows = invites
          .slice(start, start + 200)
          .map((i) => sql`(${i.personId}, ${i.codeHash}, ${i.issuedAt}, ${i.expiresAt})`);
        await connection.execute(
          sql`INSERT INTO invites (person_id, code_hash, issued_at, expires_at) VALUES ${sql.join(rows)}`,
        );
      }
    },
    findInviteByHash: (hash) => find(sql`code_hash = ${hash}`),
    findInvitePresentedBy: (telegramId) =>
      find(sql`presented_by = ${telegramId} AND used_at IS NULL AND cancelled_at IS NULL
        ORDER BY presented_at DESC LIMIT 1`),
    async presentInvite(id, telegramId, at) {
      await connection.execute(
        sql`UPDATE invites SET presented_by = ${telegramId}, presented_at = ${at} WHERE id = ${id}`,
      );
    },
    async useInvite(id, at) {
      await connection.execute(sql`UPDATE invites SET used_at = ${at} WHERE id = ${id}`);
    },
    async cancelInvites(personIds, at) {
      for (const chunk of chunksOf(personIds)) {
        await connection.execute(sql`
          UPDATE invites SET cancelled_at = ${at}
          WHERE person_id IN ${sql.list(chunk)} AND used_at IS NULL AND cancelled_at IS NULL`);
      }
    },
    async findTries(telegramId) {
      const [row] = await connection.query<{ wrong: number; pausedUntil: unknown }>(sql`
        SELECT wrong, paused_until AS "pausedUntil" FROM enrolment_tries WHERE telegram_id = ${telegramId}`);
      return row ? { wrong: row.wrong, pausedUntil: orNull(readInstant)(row.pausedUntil) } : null;
    },
    async saveTries(telegramId, { wrong, pausedUntil }, at) {
      await connection.execute(sql`
        INSERT INTO enrolment_tries (telegram_id, wrong, last_at, paused_until)
        VALUES (${telegramId}, ${wrong}, ${at}, ${pausedUntil})
        ON CONFLICT (telegram_id) DO UPDATE SET wrong = excluded.wrong, last_at = excluded.last_at,
          paused_until = excluded.paused_until`);
    },
  };
}
