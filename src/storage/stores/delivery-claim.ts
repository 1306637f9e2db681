import { type ClaimedDelivery, lanes } from '../../domain/deliveries/delivery.ts';
import { readCount, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';

/** Nothing of a directive leaves before it is wholly prepared, nor after an error that is the same for everybody. */
export const UNREADY = sql`(SELECT id FROM directives WHERE state IN ('awaiting', 'scheduled', 'preparing') OR halted_at IS NOT NULL
  OR next_version IS NOT NULL)`;

interface Claim {
  owner: string;
  now: Date;
  leaseUntil: Date;
  limit: number;
}

/** Lane by lane; within a lane each directive gets its share, so that one to 20 people does not wait for one to 100,000. */
export async function claim(
  connection: Connection,
  { owner, now, leaseUntil, limit }: Claim,
): Promise<ClaimedDelivery[]> {
  const due: ClaimedDelivery[] = [];
  const held = await countHeld(connection, owner);
  const heldOf = ({ id }: Topic) => held.get(id) ?? 0;
  const all = (await listTopics(connection)).filter(({ dueAt }) => dueAt <= now);
  for (const lane of Object.values(lanes)) {
    // Whoever has least under way comes first: where there is room for one alone, that is not always the same one.
    const topics = all.filter((topic) => topic.lane === lane).sort((one, other) => heldOf(one) - heldOf(other));
    for (const [index, { id: topic }] of topics.entries()) {
      const share = Math.ceil((limit - due.length) / (topics.length - index));
      if (share > 0) due.push(...(await listDue(connection, { lane, topic, now, limit: share })));
    }
    if (due.length >= limit) break;
  }
  if (due.length === 0) return [];
  const ids = due.map((delivery) => delivery.id);
  const taken = await connection.query<{ id: number }>(sql`
    UPDATE deliveries SET state = 'sending', lease_owner = ${owner}, lease_until = ${leaseUntil}, attempts = attempts + 1
    WHERE id IN ${sql.list(ids)} AND state = 'waiting' RETURNING id`);
  const mine = new Set(taken.map((row) => row.id));
  return due.filter((delivery) => mine.has(delivery.id));
}

async function countHeld(connection: Connection, owner: string): Promise<Map<number | null, number>> {
  const rows = await connection.query<{ id: number | null; count: unknown }>(sql`
    SELECT directive_id AS id, count(*) AS count FROM deliveries
    WHERE state = 'sending' AND lease_owner = ${owner} GROUP BY directive_id`);
  return new Map(rows.map((row) => [row.id, readCount(row.count)]));
}

/** Looks where something may leave: what belongs to a halted directive is not due. */
export async function nextDueAt(connection: Connection): Promise<Date | null> {
  const [soonest] = (await listTopics(connection)).sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
  return soonest?.dueAt ?? null;
}

const isOf = (topic: number | null): Sql =>
  topic === null ? sql`d.directive_id IS NULL` : sql`d.directive_id = ${topic}`;

/** A directive of which something waits in a lane, or null for what belongs to none, and when the first of it is due. */
interface Topic {
  lane: number;
  id: number | null;
  dueAt: Date;
}

const LANES = sql.raw(
  Object.values(lanes)
    .map((lane) => `(${lane})`)
    .join(', '),
);

/**
 * Steps from one directive to the next through the index, lane by lane: a broadcast to 100,000 costs as much as one to 20. In one
 * statement, since the outbox looks here whenever something may have come.
 */
async function listTopics(connection: Connection): Promise<Topic[]> {
  const waiting = (lane: Sql) => sql`FROM deliveries d WHERE d.state = 'waiting' AND d.lane = ${lane}`;
  const firstDue = (lane: Sql, which: Sql) => sql`(SELECT min(d.due_at) ${waiting(lane)} AND d.directive_id ${which})`;
  const rows = await connection.query<{ lane: number; id: number | null; dueAt: unknown }>(sql`
    WITH RECURSIVE lanes (no) AS (VALUES ${LANES}),
    topic (lane, id) AS (
      SELECT l.no, (SELECT min(d.directive_id) ${waiting(sql`l.no`)}) FROM lanes l
      UNION ALL
      SELECT p.lane, (SELECT min(d.directive_id) ${waiting(sql`p.lane`)} AND d.directive_id > p.id)
      FROM topic p WHERE p.id IS NOT NULL)
    SELECT p.lane, p.id, ${firstDue(sql`p.lane`, sql`= p.id`)} AS "dueAt"
    FROM topic p WHERE p.id IS NOT NULL AND p.id NOT IN ${UNREADY}
    UNION ALL SELECT l.no, NULL, ${firstDue(sql`l.no`, sql`IS NULL`)} FROM lanes l`);
  return rows.flatMap(({ dueAt, ...topic }) => (dueAt === null ? [] : [{ ...topic, dueAt: readInstant(dueAt) }]));
}

interface Due {
  lane: number;
  topic: number | null;
  now: Date;
  limit: number;
}

/** A word to a former account goes there even though it has ended; everything else to the account of today. */
async function listDue(connection: Connection, { lane, topic, now, limit }: Due): Promise<ClaimedDelivery[]> {
  const rows = await connection.query<Omit<ClaimedDelivery, 'dueAt'> & { dueAt: unknown }>(sql`
    SELECT d.id, d.person_id AS "personId", a.id AS "accountId", a.telegram_id AS "telegramId", d.kind,
      d.subject_id AS "subjectId", d.directive_id AS "directiveId", d.lane, d.due_at AS "dueAt", d.attempts,
      d.message_id AS "messageId"
    FROM deliveries d
    JOIN accounts a ON a.id = COALESCE(d.account_id, (SELECT o.id FROM accounts o
      WHERE o.person_id = d.person_id AND o.ended_at IS NULL AND o.unreachable_at IS NULL))
    WHERE d.state = 'waiting' AND d.lane = ${lane} AND d.due_at <= ${now}
      AND ${isOf(topic)}
    ORDER BY d.due_at, d.id LIMIT ${limit}`);
  return rows.map((row) => ({ ...row, dueAt: readInstant(row.dueAt) }));
}
