import { lanes, type NewDelivery, type SettledDelivery } from '../../domain/deliveries/delivery.ts';
import type { DeliveryStore } from '../../domain/deliveries/delivery-store.ts';
import { orNull, readCount, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { isAway } from './absence-store.ts';
import { reachable } from './account-store.ts';
import { claim, nextDueAt, UNREADY } from './delivery-claim.ts';
import { deliveryDoubts } from './delivery-doubts.ts';
import { HOLDING } from './open-receipts.ts';

/** A card that did not get through although its person can be reached and still owes it. */
const GIVEN_UP = sql`d.state IN ('never', 'unknown')
  AND ${reachable(sql`d.person_id`)}
  AND EXISTS (SELECT 1 FROM receipts r WHERE r.id = d.subject_id AND r.status IN ('waiting', 'unknown'))`;

/** Nobody waits for a person who was cut off while their message was under way. */
const WAITING = sql`CASE WHEN d.account_id IS NOT NULL OR ${reachable(sql`d.person_id`)} THEN 'waiting' ELSE 'never' END`;

export function deliveryStore(connection: Connection): DeliveryStore {
  const insert = (delivery: NewDelivery, onConflict: Sql) => {
    const { personId, accountId, kind, purpose, subjectId, directiveId, lane, dueAt } = delivery;
    return connection.execute(sql`
      INSERT INTO deliveries (person_id, account_id, kind, purpose, subject_id, directive_id, lane, state, due_at)
      VALUES (${personId}, ${accountId ?? null}, ${kind}, ${purpose}, ${subjectId}, ${directiveId ?? null}, ${lanes[lane]},
        'waiting', ${dueAt})
      ON CONFLICT (person_id, purpose) ${onConflict}`);
  };
  const release = (where: Sql, doubts: 0 | 1) =>
    connection.execute(sql`
    UPDATE deliveries AS d SET state = ${WAITING}, lease_owner = NULL, lease_until = NULL, doubts = doubts + ${doubts}
    WHERE state = 'sending' AND ${where}`);
  return {
    ...deliveryDoubts(connection, GIVEN_UP),
    async add(delivery) {
      await insert(delivery, sql`DO NOTHING`);
    },
    async addOrRenew(delivery, evenIfSent) {
      const ended = evenIfSent ? sql`('never', 'unknown', 'sent')` : sql`('never', 'unknown')`;
      await insert(
        delivery,
        sql`
        DO UPDATE SET state = 'waiting', reason = NULL, due_at = excluded.due_at, attempts = 0, message_id = NULL,
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
    async releaseAll() {
      await release(sql`lease_owner IS NOT NULL`, 1);
    },
    bringForward: (after, to, limit) =>
      connection.execute(sql`
        UPDATE deliveries SET due_at = ${to} WHERE id IN (
          SELECT id FROM deliveries WHERE state = 'waiting' AND due_at > ${after} LIMIT ${limit})`),
    releaseExpired: (now) => release(sql`lease_until <= ${now}`, 1),
    releaseHeld: (owner) => release(sql`lease_owner = ${owner}`, 0),
    addReminders: (about, after, limit) => addReminders(connection, about, after, limit),
    async renewAsEdit(personId, purpose, at) {
      await connection.execute(sql`
        UPDATE deliveries SET state = 'waiting', due_at = ${at}, attempts = 0
        WHERE person_id = ${personId} AND purpose = ${purpose} AND state = 'sent' AND message_id IS NOT NULL
          AND ${reachable(sql`deliveries.person_id`)}`);
    },
    async renewCards(directiveId, afterId, limit, at) {
      const rows = await connection.query<{ id: number }>(sql`
        UPDATE deliveries SET state = 'waiting', lane = ${lanes.edit}, due_at = ${at}, attempts = 0 WHERE id IN (
          SELECT e.id FROM deliveries e JOIN receipts r ON r.id = e.subject_id JOIN directives d ON d.id = e.directive_id
          WHERE e.directive_id = ${directiveId} AND e.state = 'sent' AND e.id > ${afterId} AND e.kind = 'directive.card'
            AND e.message_id IS NOT NULL AND ${reachable(sql`e.person_id`)}
            AND r.version = CASE WHEN d.state = 'issued' AND d.version > 1 THEN d.version - 1 ELSE d.version END
          ORDER BY e.id LIMIT ${limit}) RETURNING id`);
      return rows.length === 0 ? null : Math.max(...rows.map((row) => row.id));
    },
    async renewStale(ids, since, at) {
      await connection.execute(sql`
        UPDATE deliveries SET state = 'waiting', lane = ${lanes.edit}, due_at = ${at}, attempts = 0
        WHERE id IN ${sql.list(ids)} AND state = 'sent' AND message_id IS NOT NULL
          AND ${reachable(sql`deliveries.person_id`)} AND EXISTS (SELECT 1 FROM receipts r
          JOIN directives d ON d.id = r.directive_id
          JOIN directive_versions v ON v.directive_id = r.directive_id AND v.version = r.version
          WHERE r.id = deliveries.subject_id
            AND (NOT ${HOLDING} OR (r.version = 1 AND v.reason IS NOT NULL AND v.created_at > ${since})))`);
    },
    async isUnderWay(directiveId) {
      const rows = await connection.query(sql`
        SELECT 1 WHERE EXISTS (SELECT 1 FROM deliveries
            WHERE directive_id = ${directiveId} AND state = 'waiting' AND message_id IS NULL)
          OR EXISTS (SELECT 1 FROM deliveries WHERE directive_id = ${directiveId} AND state = 'sending' AND message_id IS NULL)`);
      return rows.length > 0;
    },
    async countFailed(directiveId) {
      const [row] = await connection.query<{ count: unknown }>(sql`
        SELECT count(*) AS count FROM deliveries d
        WHERE d.directive_id = ${directiveId} AND d.kind = 'directive.card' AND ${GIVEN_UP}`);
      return readCount(row?.count);
    },
    async countDoubled(directiveId) {
      const [row] = await connection.query<{ count: unknown }>(sql`
        SELECT count(*) AS count FROM deliveries WHERE directive_id = ${directiveId} AND kind = 'directive.card'
          AND doubts > 0 AND doubts + CASE state WHEN 'sent' THEN 1 ELSE 0 END > 1`);
      return readCount(row?.count);
    },
    async retryCards(directiveId, at) {
      const rows = await connection.query<{ id: number }>(sql`
        UPDATE deliveries SET state = 'waiting', due_at = ${at}, attempts = 0
        WHERE id IN (SELECT d.id FROM deliveries d
          WHERE d.directive_id = ${directiveId} AND d.kind = 'directive.card' AND ${GIVEN_UP})
        RETURNING subject_id AS id`);
      return rows.map((row) => row.id);
    },
    async abandonFor(personId, reason) {
      await connection.execute(sql`
        UPDATE deliveries SET state = 'never', reason = ${reason}
        WHERE person_id = ${personId} AND account_id IS NULL AND state = 'waiting'`);
    },
    async isAnyOwed(now) {
      const rows = await connection.query(sql`
        SELECT 1 FROM deliveries d
        JOIN accounts a ON a.person_id = d.person_id AND a.ended_at IS NULL AND a.unreachable_at IS NULL
        WHERE d.state IN ('waiting', 'sending') AND (d.due_at <= ${now} OR d.attempts > 0)
          AND (d.directive_id IS NULL OR d.directive_id NOT IN ${UNREADY}) LIMIT 1`);
      return rows.length > 0;
    },
    async lastSentAt() {
      const [row] = await connection.query<{ at: unknown }>(
        sql`SELECT max(sent_at) AS at FROM deliveries WHERE state = 'sent'`,
      );
      return orNull(readInstant)(row?.at);
    },
    nextDueAt: () => nextDueAt(connection),
  };
}

type Reminding = Parameters<DeliveryStore['addReminders']>[0];

async function addReminders(connection: Connection, about: Reminding, after: number, limit: number) {
  const { directiveId, purpose, lane, dueAt, today } = about;
  const owing = sql`receipts r JOIN directives d ON d.id = r.directive_id AND d.version = r.version
    JOIN accounts a ON a.person_id = r.person_id AND a.ended_at IS NULL AND a.unreachable_at IS NULL
    WHERE r.directive_id = ${directiveId} AND r.status IN ('sent', 'unknown') AND r.to_know = ${false} AND r.person_id > ${after}
      AND NOT ${isAway(sql`r.person_id`, today)}`;
  const chunk = await connection.query<{ id: number }>(sql`
    SELECT r.person_id AS id FROM ${owing} ORDER BY r.person_id LIMIT ${limit}`);
  const last = chunk.at(-1)?.id ?? null;
  if (last === null) return { lastPersonId: null, added: 0 };
  const added = await connection.execute(sql`
    INSERT INTO deliveries (person_id, kind, purpose, subject_id, lane, state, due_at)
    SELECT r.person_id, 'inbox.reminder', ${sql.text(purpose)}, r.person_id, ${sql.count(lanes[lane])}, 'waiting', ${dueAt}
    FROM ${owing} AND r.person_id <= ${last} AND NOT EXISTS (SELECT 1 FROM deliveries w
      WHERE w.person_id = r.person_id AND w.kind = 'inbox.reminder' AND w.state IN ('waiting', 'sending'))
    ON CONFLICT (person_id, purpose) DO NOTHING`);
  return { lastPersonId: chunk.length < limit ? null : last, added };
}

async function settleOne(
  connection: Connection,
  owner: string,
  { delivery, outcome }: SettledDelivery,
): Promise<boolean> {
  // Whoever cuts the person off at the same moment is waited for, so that nothing goes on waiting for them.
  if (outcome.state === 'later') {
    const lock = sql.either({ sqlite: sql.nothing, postgres: sql`FOR SHARE` });
    await connection.query(sql`SELECT id FROM accounts WHERE id = ${delivery.accountId} ${lock}`);
  }
  const changed = await connection.execute(sql`
    UPDATE deliveries AS d SET ${change(outcome)}, lease_owner = NULL, lease_until = NULL
    WHERE id = ${delivery.id} AND state = 'sending' AND lease_owner = ${owner}`);
  return changed > 0;
}

function change(outcome: SettledDelivery['outcome']): Sql {
  if (outcome.state === 'sent') {
    return sql`state = 'sent', reason = NULL, sent_at = ${outcome.at}, message_id = ${outcome.messageId}`;
  }
  if (outcome.state === 'never') return sql`state = 'never', reason = ${outcome.reason}`;
  if (outcome.state === 'unknown') return sql`state = 'unknown', reason = ${outcome.reason}, doubts = doubts + 1`;
  const attempts = outcome.counts ? sql`attempts` : sql`attempts - 1`;
  return sql`state = ${WAITING}, reason = ${outcome.reason}, due_at = ${outcome.dueAt}, attempts = ${attempts},
    doubts = doubts + ${outcome.isDoubtful ? 1 : 0}`;
}
