import {
  type ClaimedDelivery,
  lanes,
  type NewDelivery,
  type SettledDelivery,
} from '../../domain/deliveries/delivery.ts';
import type { DeliveryStore } from '../../domain/deliveries/delivery-store.ts';
import { orNull, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';

/** Nothing of a directive leaves before it is wholly prepared. */
const UNREADY = sql`(SELECT id FROM directives WHERE state IN ('awaiting', 'preparing'))`;

export function deliveryStore(connection: Connection): DeliveryStore {
  const insert = (delivery: NewDelivery, onConflict: Sql) => {
    const { personId, accountId, kind, purpose, subjectId, directiveId, lane, dueAt } = delivery;
    return connection.execute(sql`
      INSERT INTO deliveries (person_id, account_id, kind, purpose, subject_id, directive_id, lane, state, due_at)
      VALUES (${personId}, ${accountId ?? null}, ${kind}, ${purpose}, ${subjectId}, ${directiveId ?? null}, ${lanes[lane]},
        'waiting', ${dueAt})
      ON CONFLICT (person_id, purpose) ${onConflict}`);
  };
  const release = (where: Sql) =>
    connection.execute(sql`
    UPDATE deliveries SET state = 'waiting', lease_owner = NULL, lease_until = NULL WHERE state = 'sending' AND ${where}`);
  return {
    async add(delivery) {
      await insert(delivery, sql`DO NOTHING`);
    },
    async addOrRenew(delivery, evenIfSent) {
      const ended = evenIfSent ? sql`('never', 'unknown', 'sent')` : sql`('never', 'unknown')`;
      await insert(
        delivery,
        sql`
        DO UPDATE SET state = 'waiting', reason = NULL, due_at = excluded.due_at, attempts = 0,
          subject_id = excluded.subject_id, lane = excluded.lane WHERE deliveries.state IN ${ended}`,
      );
    },
    claim: (owner, now, leaseUntil, limit) => claim(connection, { owner, now, leaseUntil, limit }),
    async settle(owner, outcomes) {
      const settled: SettledDelivery[] = [];
      for (const outcome of outcomes) if (await settleOne(connection, owner, outcome)) settled.push(outcome);
      return settled;
    },
    async renewLeases(owner, until) {
      await connection.execute(sql`
        UPDATE deliveries SET lease_until = ${until} WHERE state = 'sending' AND lease_owner = ${owner}`);
    },
    releaseExpired: (now) => release(sql`lease_until <= ${now}`),
    releaseHeld: (owner) => release(sql`lease_owner = ${owner}`),
    async abandonFor(personId, reason) {
      await connection.execute(sql`
        UPDATE deliveries SET state = 'never', reason = ${reason}
        WHERE person_id = ${personId} AND account_id IS NULL AND state = 'waiting'`);
    },
    async nextDueAt() {
      const [row] = await connection.query<{ at: unknown }>(
        sql`SELECT min(due_at) AS at FROM deliveries WHERE state = 'waiting'`,
      );
      return orNull(readInstant)(row?.at);
    },
  };
}

interface Claim {
  owner: string;
  now: Date;
  leaseUntil: Date;
  limit: number;
}

/** A word to a former account goes there even though it has ended; everything else to the account of today. */
async function claim(connection: Connection, { owner, now, leaseUntil, limit }: Claim): Promise<ClaimedDelivery[]> {
  const due = await connection.query<ClaimedDelivery>(sql`
    SELECT d.id, d.person_id AS "personId", a.id AS "accountId", a.telegram_id AS "telegramId", d.kind,
      d.subject_id AS "subjectId", d.directive_id AS "directiveId", d.lane, d.attempts
    FROM deliveries d
    JOIN accounts a ON a.id = COALESCE(d.account_id, (SELECT o.id FROM accounts o
      WHERE o.person_id = d.person_id AND o.ended_at IS NULL AND o.unreachable_at IS NULL))
    WHERE d.state = 'waiting' AND d.due_at <= ${now} AND (d.directive_id IS NULL OR d.directive_id NOT IN ${UNREADY})
    ORDER BY d.lane, d.due_at, d.id LIMIT ${limit}`);
  if (due.length === 0) return [];
  const ids = due.map((delivery) => delivery.id);
  const taken = await connection.query<{ id: number }>(sql`
    UPDATE deliveries SET state = 'sending', lease_owner = ${owner}, lease_until = ${leaseUntil}, attempts = attempts + 1
    WHERE id IN ${sql.list(ids)} AND state = 'waiting' RETURNING id`);
  const mine = new Set(taken.map((row) => row.id));
  return due.filter((delivery) => mine.has(delivery.id));
}

async function settleOne(
  connection: Connection,
  owner: string,
  { delivery, outcome }: SettledDelivery,
): Promise<boolean> {
  const changed = await connection.execute(sql`
    UPDATE deliveries SET ${change(outcome)}, lease_owner = NULL, lease_until = NULL
    WHERE id = ${delivery.id} AND state = 'sending' AND lease_owner = ${owner}`);
  return changed > 0;
}

function change(outcome: SettledDelivery['outcome']): Sql {
  if (outcome.state === 'sent') {
    return sql`state = 'sent', reason = NULL, sent_at = ${outcome.at}, message_id = ${outcome.messageId}`;
  }
  if (outcome.state !== 'later') return sql`state = ${outcome.state}, reason = ${outcome.reason}`;
  const attempts = outcome.counts ? sql`attempts` : sql`attempts - 1`;
  return sql`state = 'waiting', reason = ${outcome.reason}, due_at = ${outcome.dueAt}, attempts = ${attempts}`;
}
