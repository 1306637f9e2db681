import { afterEach, expect, test } from 'vitest';
import { submitDirective } from '../../src/domain/directives/issue-actions.ts';
import { prepareIssue } from '../../src/domain/directives/prepare-actions.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { type OfficeWithBotProcess, openOfficeWithBotProcess } from '../support/bot-process.ts';
import { recount } from '../support/recount.ts';

let office: OfficeWithBotProcess;
afterEach(() => office.close());

async function issue(): Promise<void> {
  const domain = office.open.office;
  const unitIds = [(await domain.read.units.findByCode('KL'))!.id];
  const draft = { number: '1/CĐ', title: 'Thử', text: 'Nội dung', unitIds, deadlineAt: null, attachments: [] };
  const kind = { audience: 'everyone', urgency: 'normal', lateJoiners: false } as const;
  const { id } = await submitDirective({ kind: 'office', name: 'test' }, { ...draft, ...kind }, null, domain);
  await prepareIssue(id, domain);
}

const sent = (): number => office.sandbox.requests.filter(({ method, ok }) => ok && method === 'sendMessage').length;

/** What a bot holds claimed at any moment, by its rate (`Courier`): no more can be in flight or not yet written down. */
const HELD = { 30: 30, 1000: 500 } as const;

async function untilEverybodyHasIt(): Promise<void> {
  await office.sandbox.waitFor(() => sent() >= office.people.length, { timeout: 60_000 });
  while (office.counts().some((count) => count === 0)) await systemClock.sleep(100);
  await systemClock.sleep(1_000);
}

test('after kill -9 in the middle of a broadcast everybody has it, and doubles are at most those in flight', async () => {
  office = await openOfficeWithBotProcess(300, 30, { latency: 40 });
  await issue();
  office.startBot();
  await office.sandbox.waitFor(() => sent() >= 90, { timeout: 30_000 });
  await office.stopBot('SIGKILL');
  expect(sent()).toBeLessThan(300);
  office.startBot();
  await untilEverybodyHasIt();
  const doubles = office.counts().filter((count) => count > 1).length;
  expect(doubles).toBeLessThanOrEqual(HELD[30]);
  expect(office.sandbox.requests.filter((request) => request.errorCode === 429)).toHaveLength(0);
  const { directives } = await office.open.office.read.compliance.listDirectives({ path: null }, systemClock.now());
  expect(directives[0]).toMatchObject({ owed: 300, sent: 300 });
}, 90_000);

test('killed five times during a broadcast to 5,000 nobody is lost, and doubles are few', async () => {
  office = await openOfficeWithBotProcess(5_000, 1_000, { latency: 20, flood: false });
  await issue();
  for (let kill = 1; kill <= 5; kill += 1) {
    const goal = Math.max(sent() + 200, kill * 800 - 200 + Math.round(Math.random() * 300));
    office.startBot();
    await office.sandbox.waitFor(() => sent() >= Math.min(goal, 4_800), { timeout: 60_000 });
    await office.stopBot('SIGKILL');
  }
  office.startBot();
  await untilEverybodyHasIt();
  expect(office.counts().every((count) => count >= 1)).toBe(true);
  expect(office.counts().reduce((sum, count) => sum + count - 1, 0)).toBeLessThanOrEqual(5 * HELD[1_000]);
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
