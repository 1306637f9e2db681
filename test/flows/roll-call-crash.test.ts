import { afterEach, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { callRoll } from '../../src/domain/rollcalls/call-actions.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { sql } from '../../src/storage/sql.ts';
import { type OfficeWithBotProcess, openOfficeWithBotProcess } from '../support/bot-process.ts';
import { crowdOf } from '../support/crowd.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';

const PEOPLE = 3_000;

let office: OfficeWithBotProcess | TestOffice;
afterEach(() => office.close());

test('killed while it writes the list and sends, the bot asks everybody, each by one delivery', async () => {
  const running = await openOfficeWithBotProcess(PEOPLE, 1_000, { latency: 5, flood: false });
  office = running;
  const domain = running.open.office;
  const unit = (await domain.read.units.findByCode('KL'))!;
  const person = (await domain.read.people.findByStaffNo('p0'))!;
  const posts = [{ unitId: unit.id, unitPath: unit.path, role: 'leader' as const }];
  const actor: PersonActor = { kind: 'person', person, accountId: null, posts };
  const { id } = await callRoll(actor, { about: 'vỡ đập', unitIds: [unit.id] }, 1, domain);
  const asked = () => running.sandbox.requests.filter(({ ok, method }) => ok && method === 'sendMessage').length;
  running.startBot();
  await running.sandbox.waitFor(() => asked() >= 30, { timeout: 30_000 });
  await running.stopBot('SIGKILL');
  const before = asked();
  expect(before).toBeLessThan(PEOPLE);
  running.startBot();
  await running.sandbox.waitFor(() => running.counts().every((count) => count > 0), { timeout: 60_000 });
  while ((await domain.read.rollCalls.find(id))!.state !== 'open') await systemClock.sleep(50);

  const rows = await running.database.read.query<{ people: unknown; cards: unknown }>(sql`
    SELECT (SELECT count(*) FROM roll_call_people) AS people,
      (SELECT count(*) FROM deliveries WHERE kind = 'rollcall.card') AS cards`);
  expect(rows.map(({ people, cards }) => [Number(people), Number(cards)])).toEqual([[PEOPLE, PEOPLE]]);
  // What was on the wire at the kill may have arrived twice, as with every message.
  expect(running.counts().filter((count) => count > 1).length).toBeLessThanOrEqual(300);
}, 90_000);

test('a call for help does not wait behind those who are still to be asked', async () => {
  const people = crowdOf(300, [{ staffNo: 'h1-head', name: 'Bùi Hạt Trưởng', posts: [['H1', 'leader']] }]);
  const running = await openTestOffice({ people, rate: 30, flood: {} });
  office = running;
  const { read } = running.app.office;
  const { person, accountId, posts } = (await read.people.findSpeaker(7_000, '2026-11-21'))!;
  const unitIds = [(await read.units.findByCode('SO'))!.id];
  await callRoll({ kind: 'person', person, accountId, posts }, { about: 'cháy rừng', unitIds }, 1, running.app.office);
  const has = (who: string, words: string) =>
    running
      .as(who)
      .messages()
      .some(({ text }) => text.includes(words));
  await running.sandbox.waitFor(() => has('p0', 'ĐIỂM DANH'), { timeout: 10_000 });
  running.as('p0').press('Tôi cần hỗ trợ');
  await running.sandbox.waitFor(() => has('h1-head', 'Có người vừa báo cần hỗ trợ.'), { timeout: 10_000 });
  const asked = people.filter(({ staffNo }) => has(staffNo, 'ĐIỂM DANH')).length;
  expect(asked).toBeLessThan(120);
  await running.settle();
  expect(people.every(({ staffNo }) => has(staffNo, 'ĐIỂM DANH'))).toBe(true);
}, 60_000);
