import { lanes } from '../../domain/deliveries/delivery.ts';
import { CHASES, type SentAccount } from '../../domain/rollcalls/roll-call.ts';
import type { RollCallStore } from '../../domain/rollcalls/roll-call-store.ts';
import { readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { reachable } from './account-store.ts';
import { held } from './below.ts';
import { ROLES } from './roll-call-roster.ts';

type Part = Pick<
  RollCallStore,
  'chaseChunk' | 'listAccounts' | 'listChanged' | 'renewAccounts' | 'recardChunk' | 'renewCards' | 'renewStale'
>;

/** What a person is asked by: the first message, and each time that they are asked again. */
const purposesOf = (rollCallId: number): Sql => {
  const rounds = Array.from({ length: CHASES }, (_, index) => `rollcall:${rollCallId}:chase:${index + 1}`);
  return sql.list([`rollcall:${rollCallId}`, ...rounds].map((purpose) => sql.text(purpose)));
};

const asEdit = (at: Date): Sql => sql`state = 'waiting', lane = ${lanes.edit}, due_at = ${at}, attempts = 0`;

/** The messages of a roll call: once more to the silent, and brought up to date where they stand. */
export function rollCallDeliveries(connection: Connection): Part {
  return {
    chaseChunk: (id, round, after, limit, at) => chaseChunk(connection, { id, round, after, limit, at }),
    listAccounts: (id, today) => accountsOf(connection, id, today),
    async listChanged(id, since) {
      const rows = await connection.query<{ path: string; at: unknown }>(sql`
        SELECT u.path, max(r.changed_at) AS at FROM roll_call_people r JOIN units u ON u.id = r.unit_id
        WHERE r.roll_call_id = ${id} AND r.changed_at > ${since} GROUP BY u.path`);
      return rows.map(({ path, at }) => ({ path, at: readInstant(at) }));
    },
    async renewAccounts(id, deliveryIds, now) {
      const isAsker = sql`d.person_id = (SELECT asked_by_id FROM roll_calls WHERE id = ${id})`;
      await connection.execute(sql`
        UPDATE deliveries AS d SET state = 'waiting', attempts = 0,
          lane = CASE WHEN ${isAsker} THEN d.lane ELSE ${sql.count(lanes.edit)} END,
          due_at = CASE WHEN ${isAsker} THEN d.due_at ELSE ${now} END
        WHERE d.id IN ${sql.list(deliveryIds)} AND d.state = 'sent' AND ${reachable(sql`d.person_id`)}`);
    },
    async recardChunk(id, limit, at) {
      const people = await connection.query<{ listedId: number; personId: number }>(sql`
        SELECT r.id AS "listedId", r.person_id AS "personId" FROM roll_call_people r JOIN roll_calls c ON c.id = r.roll_call_id
        WHERE c.id = ${id} AND r.id > c.recard_after ORDER BY r.id LIMIT ${limit}`);
      const last = people.length < limit ? null : people.at(-1)!.listedId;
      await connection.execute(sql`
        UPDATE deliveries AS d SET ${asEdit(at)}
        WHERE d.person_id IN ${sql.list(people.map(({ personId }) => personId))} AND d.purpose IN ${purposesOf(id)}
          AND d.state = 'sent' AND d.message_id IS NOT NULL AND ${reachable(sql`d.person_id`)}`);
      if (last === null) await renewAllAccounts(connection, id, at);
      await connection.execute(sql`UPDATE roll_calls SET recard_after = ${last} WHERE id = ${id}`);
      return { last };
    },
    async renewCards(listedId, exceptMessageId, at) {
      const [row] = await connection.query<{ rollCallId: number; personId: number }>(sql`
        SELECT roll_call_id AS "rollCallId", person_id AS "personId" FROM roll_call_people WHERE id = ${listedId}`);
      if (!row) return;
      await connection.execute(sql`
        UPDATE deliveries AS d SET ${asEdit(at)}
        WHERE d.person_id = ${row.personId} AND d.purpose IN ${purposesOf(row.rollCallId)} AND d.state = 'sent'
          AND d.message_id IS NOT NULL AND d.message_id <> ${exceptMessageId ?? 0}`);
    },
    async renewStale(ids, at) {
      await connection.execute(sql`
        UPDATE deliveries AS d SET ${asEdit(at)}
        WHERE d.id IN ${sql.list(ids)} AND d.state = 'sent' AND d.message_id IS NOT NULL
          AND EXISTS (SELECT 1 FROM roll_call_people r JOIN roll_calls c ON c.id = r.roll_call_id
            WHERE r.id = d.subject_id AND (c.state = 'ended' OR r.answer IS NOT NULL))`);
    },
  };
}

async function accountsOf(connection: Connection, id: number, today: string): Promise<SentAccount[]> {
  const rows = await connection.query<{ id: number; sentAt: unknown; unitId: number }>(sql`
    SELECT e.id, e.sent_at AS "sentAt", o.unit_id AS "unitId" FROM deliveries e
    JOIN posts o ON o.person_id = e.person_id AND o.role IN ${ROLES} AND ${held('o', today)}
    WHERE e.kind = 'rollcall.account' AND e.subject_id = ${id} AND e.state = 'sent' AND e.message_id IS NOT NULL
      AND ${reachable(sql`e.person_id`)} ORDER BY e.sent_at, e.id`);
  const accounts = new Map<number, SentAccount>();
  for (const { id: deliveryId, sentAt, unitId } of rows) {
    const account = accounts.get(deliveryId) ?? { deliveryId, sentAt: readInstant(sentAt), unitIds: [] };
    account.unitIds.push(unitId);
    accounts.set(deliveryId, account);
  }
  return [...accounts.values()];
}

async function renewAllAccounts(connection: Connection, id: number, at: Date): Promise<void> {
  await connection.execute(sql`
    UPDATE deliveries AS d SET ${asEdit(at)}
    WHERE d.kind = 'rollcall.account' AND d.subject_id = ${id} AND d.state = 'sent' AND d.message_id IS NOT NULL
      AND ${reachable(sql`d.person_id`)}`);
}

interface Chase {
  id: number;
  round: number;
  after: number;
  limit: number;
  at: Date;
}

async function chaseChunk(connection: Connection, { id, round, after, limit, at }: Chase) {
  const silent = sql`roll_call_people r JOIN roll_calls c ON c.id = r.roll_call_id
    WHERE c.id = ${id} AND c.state = 'open' AND r.person_id > ${after} AND r.answer IS NULL AND r.closed_at IS NULL
      AND ${reachable(sql`r.person_id`)}`;
  const chunk = await connection.query<{ id: number }>(sql`
    SELECT r.person_id AS id FROM ${silent} ORDER BY r.person_id LIMIT ${limit}`);
  const last = chunk.at(-1)?.id ?? null;
  if (last === null) return { last };
  await connection.execute(sql`
    INSERT INTO deliveries (person_id, kind, purpose, subject_id, lane, state, due_at)
    SELECT r.person_id, 'rollcall.reminder', ${sql.text(`rollcall:${id}:chase:${round}`)}, r.id, ${sql.count(lanes.alert)},
      'waiting', ${at}
    FROM ${silent} AND r.person_id <= ${last} AND NOT EXISTS (SELECT 1 FROM deliveries w WHERE w.person_id = r.person_id
      AND w.purpose IN ${purposesOf(id)} AND w.message_id IS NULL AND w.state IN ('waiting', 'sending'))
    ON CONFLICT (person_id, purpose) DO NOTHING`);
  return { last: chunk.length < limit ? null : last };
}
