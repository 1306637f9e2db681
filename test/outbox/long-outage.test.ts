import { afterEach, expect, test } from 'vitest';
import type { Urgency } from '../../src/domain/directives/directive.ts';
import { instant } from '../../src/lib/clock.ts';
import { cardsOfAll, crowdOf } from '../support/crowd.ts';
import { figuresOf, issue, submit } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { recount } from '../support/recount.ts';
import { TestClock } from '../support/test-clock.ts';

const PEOPLE = 20;
/** Monday, 23 November 2026, 08:00 in the office; 25 hours later it is Tuesday, 09:00. */
const MONDAY = '2026-11-23T01:00:00Z';

let office: TestOffice;
afterEach(() => office.close());

type Kind = [title: string, urgency: Urgency, deadline: string | null];

/** All with steps of their ladders in the hours that follow. */
const BEFORE: Kind[] = [
  ['Báo cáo tuần', 'normal', '2026-11-23T10:00:00Z'],
  ['Trực bão', 'urgent', '2026-11-23T08:00:00Z'],
  ['Rà soát đê', 'veryUrgent', null],
];
const MEANWHILE: Kind[] = [
  ['Báo cáo ngày', 'urgent', '2026-11-23T12:00:00Z'],
  ['Sơ tán ngay', 'immediate', null],
];
const ALL = BEFORE.length + MEANWHILE.length;

const fieldsOf = ([title, urgency, deadline]: Kind) => {
  return { title, urgency, deadlineAt: deadline ? instant(deadline) : null };
};

const everybody = <Value>(of: (index: number) => Value): Value[] =>
  Array.from({ length: PEOPLE }, (_, index) => of(index));

const remindersOf = (index: number): number =>
  office
    .as(`p${index}`)
    .messages()
    .filter(({ text }) => text.startsWith('🔔 Nhắc bạn')).length;

async function hoursPass(hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) {
    office.clock.advance({ hours: 1 });
    // So long the outbox needs to see that the clock has moved, to try, and to be refused.
    await office.clock.sleep(600);
    await office.app.ticker.runAll();
  }
}

test('Telegram refuses everything for 25 hours: afterwards everybody gets each card once, and one reminder', async () => {
  office = await openTestOffice({ people: crowdOf(PEOPLE), clock: new TestClock(MONDAY), mayWarn: true });
  const directives = [];
  for (const kind of BEFORE) directives.push(await issue(office, ['H1'], fieldsOf(kind)));
  const away = { effect: { status: 502, body: '<html>Bad Gateway</html>' }, times: Number.POSITIVE_INFINITY };
  office.sandbox.faults.add(away);
  for (const kind of MEANWHILE) directives.push(await submit(office, ['H1'], fieldsOf(kind)));
  await hoursPass(25);
  expect(cardsOfAll(office, PEOPLE)).toEqual(everybody(() => BEFORE.length));
  expect(everybody(remindersOf)).toEqual(everybody(() => 0));
  for (const { id } of directives)
    expect(await figuresOf(office, id, 'SO')).toMatchObject({ unknown: 0, unreachable: 0 });

  office.sandbox.faults.clear();
  const hasAll = () => cardsOfAll(office, PEOPLE).every((count) => count >= ALL);
  await office.sandbox.waitFor(() => hasAll() && everybody(remindersOf).every((count) => count > 0), {
    timeout: 40_000,
  });
  await office.settle();
  await office.app.ticker.runAll();
  await office.settle();
  expect(cardsOfAll(office, PEOPLE)).toEqual(everybody(() => ALL));
  expect(everybody(remindersOf)).toEqual(everybody(() => 1));
  for (const { id } of directives) {
    expect(await figuresOf(office, id, 'SO')).toMatchObject({ sent: PEOPLE, unknown: 0, unreachable: 0, waiting: 0 });
  }
  expect(await recount(office.config.databaseUrl)).toEqual([]);
}, 90_000);
