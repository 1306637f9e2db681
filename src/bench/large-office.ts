import type { Office } from '../domain/stores.ts';
import { addMilliseconds, systemClock as clock, DAY, HOUR } from '../lib/clock.ts';
import { sha256 } from '../lib/ids.ts';
import type { Database } from '../storage/database.ts';
import { type Sql, sql } from '../storage/sql.ts';

/** An office by its size: so many people in some 400 units, all of whom owe so many directives. */
export interface LargeOffice {
  people: number;
  directives: number;
}

/** Below the root 20 branches; 19 of them with 20 units each, the last with one, in which a twentieth of all people work. */
const BRANCHES = 20;
const LEAVES = 20;
export const ROOT = 'U0';
/** So many of the first people each lead a unit: the root, the branches, what is below them. */
export const LEADERS = 1 + BRANCHES + (BRANCHES - 1) * LEAVES + 1;
export const LARGE_UNIT = `U${BRANCHES}-1`;
/** So many of the first people also lead the root, since each chat takes one message a second: the pages are asked for by one after another. */
const AT_ROOT = 130;
/** Those of them who have an account and can be reached. */
export const ASKERS = Array.from({ length: AT_ROOT }, (_, index) => index + 1).filter(
  (id) => id % 100 !== 99 && id % 200 !== 7,
);

const SECONDARY = ['receipts_missing', 'receipts_owed', 'receipts_by_person', 'receipts_acknowledged'];

/** Writes such an office with plain SQL into an empty database, its receipts in every state: in minutes what would take hours. */
export async function settleLargeOffice({ people, directives }: LargeOffice, office: Office, database: Database) {
  const run = (...statements: Sql[]) =>
    database.inTransaction(async (connection) => {
      for (const statement of statements) await connection.execute(statement);
    });
  await addUnits(office);
  await run(...peopleOf(people));
  const indexes = await indexesOf(database);
  await run(...SECONDARY.map((name) => sql`DROP INDEX ${sql.raw(name)}`));
  for (let no = 1; no <= directives; no += 1) {
    const id = await addDirective(no, office);
    await run(receiptsOf(id), issuedNow(id));
  }
  for (const index of indexes) await run(sql.raw(index));
  await run(TALLIES);
  // Either does so by itself, sooner or later.
  if (database.dialect === 'postgres') await run(sql`ANALYZE`);
  else await database.scrub('receipts');
}

async function addUnits({ inTransaction }: Office): Promise<void> {
  const fields = { province: null, aliases: [], predecessors: [], validFrom: null, validTo: null };
  await inTransaction(async ({ units }) => {
    const save = (code: string, name: string, parentCode: string | null) =>
      units.save({ ...fields, code, name, parentCode });
    await save(ROOT, 'Sở Nông nghiệp và Môi trường tỉnh Lam Giang', null);
    for (let branch = 1; branch <= BRANCHES; branch += 1) {
      await save(`U${branch}`, `Chi cục số ${branch}`, ROOT);
      const leaves = branch === BRANCHES ? 1 : LEAVES;
      for (let leaf = 1; leaf <= leaves; leaf += 1) {
        await save(`U${branch}-${leaf}`, `Hạt số ${leaf} của Chi cục số ${branch}`, `U${branch}`);
      }
    }
  });
}

/** The whole numbers from 1 on. */
const numbers = (count: number): Sql =>
  sql`WITH RECURSIVE n (no) AS (SELECT 1 UNION ALL SELECT no + 1 FROM n WHERE no < ${count})`;

const no = sql.either({ sqlite: sql`0`, postgres: sql`false` });

/** Person 1 leads the root, and others too; of every unit the first of its people leads it. One of a hundred has no account, one of 200 has blocked the bot. */
function peopleOf(count: number): Sql[] {
  const now = clock.now();
  const large = Math.max(1, Math.floor(count / 20));
  return [
    sql`${numbers(count)}
      INSERT INTO people (staff_no, full_name, name_folded, name_sort)
      SELECT 'P' || no, 'Nguyễn Văn ' || no, 'nguyen van ' || no, no || ' nguyen van' FROM n`,
    sql`INSERT INTO posts (person_id, unit_id, role, from_on)
      SELECT p.id, u.id, CASE WHEN p.id <= ${LEADERS} THEN 'leader' ELSE 'staff' END, '2026-01-01'
      FROM people p JOIN units u ON u.code = CASE
        WHEN p.id = 1 THEN ${ROOT}
        WHEN p.id <= ${1 + BRANCHES} THEN 'U' || (p.id - 1)
        WHEN p.id = ${LEADERS} OR p.id > ${count - large} THEN ${LARGE_UNIT}
        ELSE 'U' || ((p.id - ${2 + BRANCHES}) / ${LEAVES} % ${BRANCHES - 1} + 1) || '-' || ((p.id - ${2 + BRANCHES}) % ${LEAVES} + 1)
      END`,
    sql`INSERT INTO accounts (person_id, telegram_id, enrolled_at, way, unreachable_at, unreachable_reason)
      SELECT id, id, ${now}, 'contact', CASE WHEN id % 200 = 7 THEN ${now} END, CASE WHEN id % 200 = 7 THEN 'blocked' END
      FROM people WHERE id % 100 <> 99`,
    sql`UPDATE people SET home_unit_id = (SELECT o.unit_id FROM posts o WHERE o.person_id = people.id),
      reach = CASE WHEN id % 100 = 99 THEN 'notEnrolled' WHEN id % 200 = 7 THEN 'unreachable' ELSE 'reachable' END`,
    sql`INSERT INTO posts (person_id, unit_id, role, from_on)
      SELECT p.id, u.id, 'leader', '2026-01-01' FROM people p JOIN units u ON u.code = ${ROOT}
      WHERE p.id > 1 AND p.id <= ${AT_ROOT}`,
  ];
}

async function addDirective(no: number, { inTransaction, read }: Office): Promise<number> {
  const root = (await read.units.findByCode(ROOT))!;
  const text = 'Nội dung văn bản. '.repeat(200);
  const now = clock.now();
  return await inTransaction(({ directives }) =>
    directives.add({
      ...{ number: `${no}/CV-SNNMT`, numberKey: `${no}`, numberYear: now.getFullYear(), title: `V/v việc thứ ${no}` },
      ...{ urgency: 'normal', audience: 'everyone', groupId: null, issuingUnitId: root.id, authorId: null },
      ...{ authorName: 'bench', lateJoiners: true, state: 'preparing', version: 1, createdAt: now, draftId: null },
      ...{ text, textHash: sha256(text), unitIds: [root.id], knowUnitIds: [], attachments: [], document: null },
      ...{ terms: { mode: 'plain', commitment: null, question: null, allPages: false }, replacesId: null },
      ...{ approval: null, issueAt: null, deadlineAt: addMilliseconds(now, 5 * DAY + no * HOUR) },
    } as never),
  );
}

/** Six of ten have acknowledged, most of the others have their card. */
const receiptsOf = (directiveId: number): Sql => sql`
  INSERT INTO receipts (directive_id, version, person_id, unit_id, status, late_joiner, on_paper, acknowledged_at, way, sent_at,
    account_id)
  SELECT ${sql.count(directiveId)}, 1, s.id, s.home_unit_id, s.status, ${no}, ${no},
    CASE WHEN s.status = 'acknowledged' THEN a.enrolled_at END, CASE WHEN s.status = 'acknowledged' THEN 'button' END,
    CASE WHEN s.status IN ('acknowledged', 'sent') THEN a.enrolled_at END,
    CASE WHEN s.status IN ('acknowledged', 'sent') THEN a.id END
  FROM (SELECT p.id, p.home_unit_id, CASE WHEN p.id % 100 = 99 THEN 'notEnrolled' WHEN p.id % 200 = 7 THEN 'unreachable'
      WHEN (p.id * 7 + ${directiveId} * 13) % 10 < 6 THEN 'acknowledged' ELSE 'sent' END AS status FROM people p) s
  LEFT JOIN accounts a ON a.person_id = s.id AND a.ended_at IS NULL
  ORDER BY s.id`;

const issuedNow = (id: number): Sql => sql`
  UPDATE directives SET state = 'issued', issued_at = created_at, version_at = created_at, settled_at = created_at
  WHERE id = ${id}`;

const counted = (status: string): Sql => sql`sum(CASE WHEN status = ${status} THEN 1 ELSE 0 END)`;

const TALLIES = sql`
  INSERT INTO tallies (directive_id, version, unit_id, acknowledged, sent, unreachable, not_enrolled)
  SELECT directive_id, version, unit_id, ${counted('acknowledged')}, ${counted('sent')}, ${counted('unreachable')},
    ${counted('notEnrolled')}
  FROM receipts GROUP BY directive_id, version, unit_id`;

/** How the indexes are made that are faster made at the end. */
async function indexesOf({ read }: Database): Promise<string[]> {
  const rows = await read.query<{ name: string; made: string }>(
    sql.either({
      sqlite: sql`SELECT name, sql AS made FROM sqlite_schema WHERE type = 'index'`,
      postgres: sql`SELECT indexname AS name, indexdef AS made FROM pg_indexes`,
    }),
  );
  return SECONDARY.map((name) => rows.find((row) => row.name === name)!.made);
}
