import { afterEach, expect, test } from 'vitest';
import { submitDirective } from '../../src/domain/directives/issue-actions.ts';
import { prepareIssue } from '../../src/domain/directives/prepare-actions.ts';
import { systemClock } from '../../src/lib/clock.ts';
import type { RequestRecord } from '../../src/sandbox/request-log.ts';
import { sql } from '../../src/storage/sql.ts';
import { type OfficeWithBotProcess, openOfficeWithBotProcess } from '../support/bot-process.ts';
import { recount } from '../support/recount.ts';

let office: OfficeWithBotProcess;
afterEach(() => office.close());

async function issue(): Promise<number> {
  const domain = office.open.office;
  const unitIds = [(await domain.read.units.findByCode('KL'))!.id];
  const draft = { number: '1/CĐ', title: 'Thử', text: 'Nội dung', unitIds, deadlineAt: null, attachments: [] };
  const kind = { audience: 'everyone', urgency: 'normal', lateJoiners: false } as const;
  const { id } = await submitDirective({ kind: 'office', name: 'test' }, { ...draft, ...kind }, null, domain);
  await prepareIssue(id, domain);
  return id;
}

const accepted = () => office.sandbox.requests.filter(({ method, ok }) => ok && method === 'sendMessage');
const sent = (): number => accepted().length;

/**
 * Milliseconds for which it may be unwritten what became of a card: as long as it is overdue nothing more leaves (`Records`). And for
 * so many an answer may lie unread when the machine is busy.
 */
const UNWRITTEN = 50;
const UNREAD = 200;

/** Kills the bot, and gives the moment of the last message that it got out. */
async function kill(): Promise<number> {
  await office.stopBot('SIGKILL');
  return accepted().at(-1)!.at.getTime();
}

/** Whatever was said again was on the wire when the bot was killed, or just answered, and each of these people is in the account. */
async function expectDoublesOnlyOf(kills: number[], directiveId: number): Promise<void> {
  const lastOf = new Map(accepted().map(({ params }, index) => [params.chat_id, index]));
  const doubled = accepted().filter(({ params }, index) => lastOf.get(params.chat_id)! > index);
  const isExcused = ({ answeredAt }: RequestRecord) =>
    !answeredAt || kills.some((last) => Math.abs(last - answeredAt.getTime()) < UNWRITTEN + UNREAD);
  expect(doubled.filter((request) => !isExcused(request))).toEqual([]);

  const rows = await office.database.read.query<{ telegramId: number }>(sql`
    SELECT a.telegram_id AS "telegramId" FROM deliveries d JOIN accounts a ON a.person_id = d.person_id
    WHERE d.directive_id = ${directiveId} AND d.doubts > 0`);
  const inDoubt = new Set(rows.map(({ telegramId }) => Number(telegramId)));
  expect(doubled.filter(({ params }) => !inDoubt.has(Number(params.chat_id)))).toEqual([]);
  expect(await office.open.office.read.deliveries.countDoubled(directiveId)).toBe(inDoubt.size);
}

async function untilEverybodyHasIt(): Promise<void> {
  await office.sandbox.waitFor(() => sent() >= office.people.length, { timeout: 60_000 });
  while (office.counts().some((count) => count === 0)) await systemClock.sleep(100);
  await systemClock.sleep(1_000);
}

test('after kill -9 in the middle of a broadcast everybody has it, and doubles are at most those in flight', async () => {
  office = await openOfficeWithBotProcess(300, 30, { latency: 40 });
  const id = await issue();
  office.startBot();
  await office.sandbox.waitFor(() => sent() >= 90, { timeout: 30_000 });
  const killed = await kill();
  expect(sent()).toBeLessThan(300);
  office.startBot();
  await untilEverybodyHasIt();
  await expectDoublesOnlyOf([killed], id);
  expect(office.sandbox.requests.filter((request) => request.errorCode === 429)).toHaveLength(0);
  const { directives } = await office.open.office.read.compliance.listDirectives({ path: null }, systemClock.now());
  expect(directives[0]).toMatchObject({ owed: 300, sent: 300 });
}, 90_000);

test('killed five times during a broadcast to 5,000 nobody is lost, and doubles are only those in flight or just sent', async () => {
  office = await openOfficeWithBotProcess(5_000, 1_000, { latency: 20, flood: false });
  const id = await issue();
  const kills: number[] = [];
  for (let round = 1; round <= 5; round += 1) {
    const goal = Math.max(sent() + 200, round * 800 - 200 + Math.round(Math.random() * 300));
    office.startBot();
    await office.sandbox.waitFor(() => sent() >= Math.min(goal, 4_800), { timeout: 60_000 });
    kills.push(await kill());
  }
  office.startBot();
  await untilEverybodyHasIt();
  expect(office.counts().every((count) => count >= 1)).toBe(true);
  await expectDoublesOnlyOf(kills, id);
  expect(await recount(office.database.url)).toEqual([]);
}, 150_000);

test('stopped in the middle of a batch the bot doubles nothing, and the next one finishes it', async () => {
  office = await openOfficeWithBotProcess(1_000, 1_000, { latency: 20, flood: false });
  await issue();
  office.startBot();
  await office.sandbox.waitFor(() => sent() >= 300, { timeout: 30_000 });
  await office.stopBot('SIGTERM');
  office.startBot();
  await untilEverybodyHasIt();
  expect(office.counts().every((count) => count === 1)).toBe(true);
}, 90_000);
