import { afterEach, expect, test } from 'vitest';
import { submitDirective } from '../../src/domain/directives/issue-actions.ts';
import { prepareIssue } from '../../src/domain/directives/prepare-actions.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { sql } from '../../src/storage/sql.ts';
import { type OfficeWithBotProcess, openOfficeWithBotProcess } from '../support/bot-process.ts';
import * as cast from '../support/cast.ts';
import { faultsOfChain } from '../support/chain.ts';

const PEOPLE = 300;
const KILLS = 4;

let office: OfficeWithBotProcess;
afterEach(() => office.close());

const sealed = async () => {
  const [row] = await office.database.read.query<{ count: number }>(sql`SELECT count(*) AS count FROM evidence_links`);
  return row!.count;
};

async function receiptIdOf(telegramId: number): Promise<number> {
  const [row] = await office.database.read.query<{ id: number }>(sql`
    SELECT r.id FROM receipts r JOIN accounts a ON a.person_id = r.person_id WHERE a.telegram_id = ${telegramId}`);
  return row!.id;
}

test('killed again and again while entries are sealed, the chain is whole and nothing is left out', async () => {
  office = await openOfficeWithBotProcess(PEOPLE, 1_000, { flood: false });
  const domain = office.open.office;
  const unitIds = [(await domain.read.units.findByCode('KL'))!.id];
  const draft = { number: null, title: 'Thử', text: 'Nội dung', unitIds, deadlineAt: null, attachments: [] };
  const kind = { audience: 'everyone', urgency: 'normal', lateJoiners: false } as const;
  const { id } = await submitDirective({ kind: 'office', name: 'test' }, { ...draft, ...kind }, null, domain);
  await prepareIssue(id, domain);
  office.startBot();
  const hasCards = () => office.counts().every((count) => count > 0);
  await office.sandbox.waitFor(hasCards, { timeout: 30_000 });

  const everybody = office.people.map((_, index) => office.sandbox.user(cast.telegramIdOf(index)));
  const share = PEOPLE / (KILLS + 1);
  for (let round = 0; round <= KILLS; round += 1) {
    const before = await sealed();
    for (const person of everybody.slice(round * share, (round + 1) * share)) {
      person.press(/✅/);
      await systemClock.sleep(10);
    }
    if (round === KILLS) break;
    // In the middle of it: some are sealed, some are not, some are on their way.
    while ((await sealed()) === before) await systemClock.sleep(5);
    await office.stopBot('SIGKILL');
    expect(await faultsOfChain(office.database)).toEqual([]);
    office.startBot();
  }
  // What was under way at several kills is set aside; pressing again changes nothing else.
  for (const person of everybody) person.press({ data: `ack:${await receiptIdOf(person.id)}` });
  const acknowledged = async () => (await domain.read.receipts.countByStatus(id)).acknowledged;
  while ((await acknowledged()) < PEOPLE || (await domain.read.seals.countUnsealed()) > 0) await systemClock.sleep(50);
  await office.stopBot('SIGTERM');
  expect(await faultsOfChain(office.database)).toEqual([]);
  const [row] = await office.database.read.query<{ count: number }>(sql`
    SELECT count(*) AS count FROM evidence_entries WHERE action = 'directive.acknowledge'`);
  expect(row!.count).toBe(PEOPLE);
}, 120_000);
