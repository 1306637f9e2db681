import { afterEach, expect, test } from 'vitest';
import { telegramIdOf } from '../support/cast.ts';
import { cardsOf, cardsOfAll, crowdOf } from '../support/crowd.ts';
import { actorNamed, figuresOf, issue, receiptOf, submit } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { recount } from '../support/recount.ts';
import { FastClock } from '../support/test-clock.ts';

const PEOPLE = 60;
/** Milliseconds that an answer takes. */
const LATE = 700;

let office: TestOffice;
afterEach(() => office.close());

const open = async (mayWarn = false) => {
  office = await openTestOffice({ people: crowdOf(PEOPLE), clock: new FastClock(7), rate: 30, mayWarn });
};
const until = (isTrue: () => boolean) => office.sandbox.waitFor(isTrue, { timeout: 20_000 });
const answerLate = (index: number) =>
  office.sandbox.faults.add({ method: 'sendMessage', chatId: telegramIdOf(index + 1), effect: { delay: LATE } });

test('whoever presses a card before Telegram has answered for it has acknowledged, and stays so', async () => {
  await open();
  answerLate(3);
  const directive = await submit(office, ['H1']);
  await until(() => cardsOf(office, 'p3') === 1);
  await office.as('p3').press(/Xác nhận đã đọc/).settled;
  expect(await receiptOf(office, directive.id, 'p3')).toMatchObject({ status: 'acknowledged' });
  await office.settle();
  expect(await receiptOf(office, directive.id, 'p3')).toMatchObject({ status: 'acknowledged' });
  expect(await figuresOf(office, directive.id, 'SO')).toMatchObject({ acknowledged: 1, sent: PEOPLE - 1 });
  expect(await recount(office.config.databaseUrl)).toEqual([]);
});

test('whoever acknowledges while their reminder is in flight has acknowledged, and is not reminded again', async () => {
  await open();
  const directive = await issue(office, ['H1']);
  answerLate(3);
  const { office: parts } = office.app;
  const remind = async (purpose: string) => {
    const about = {
      directiveId: directive.id,
      purpose,
      lane: 'reminder' as const,
      today: '2026-11-21',
      dueAt: parts.clock.now(),
    };
    await parts.inTransaction(({ deliveries }) => deliveries.addReminders(about, 0, 1_000));
    parts.wake();
  };
  const reminders = (staffNo: string) =>
    office
      .as(staffNo)
      .messages()
      .filter(({ text }) => text.startsWith('🔔 Nhắc bạn')).length;
  await remind('reminder:1');
  await until(() => reminders('p3') === 1);
  await office.as('p3').press(/Xác nhận đã đọc/).settled;
  await office.settle();
  await remind('reminder:2');
  await until(() => reminders('p4') === 2);
  await office.settle();
  expect(reminders('p3')).toBe(1);
  expect(await figuresOf(office, directive.id, 'SO')).toMatchObject({ acknowledged: 1, sent: PEOPLE - 1 });
});

test('when every tenth call of any kind is reset after it was carried out nobody is lost, and every double is counted', async () => {
  await open(true);
  const { sandbox } = office;
  sandbox.faults.add({ effect: 'reset-after', every: 10, times: Number.POSITIVE_INFINITY });
  const directive = await submit(office, ['H1'], {}, await actorNamed(office, 'director'));
  await until(() => cardsOfAll(office, PEOPLE).every((count) => count > 0));
  for (let index = 0; index < PEOPLE; index += 1) office.as(`p${index}`).press(/Xác nhận đã đọc/);
  const acknowledged = async () => (await figuresOf(office, directive.id, 'SO')).acknowledged;
  while ((await acknowledged()) < PEOPLE) await office.clock.sleep(500);
  sandbox.faults.clear();
  await office.settle();
  const sends = sandbox.requests.filter(({ method, ok, params }) => {
    return ok && method === 'sendMessage' && Number(params.chat_id) !== telegramIdOf(0);
  });
  const counts = Array.from({ length: PEOPLE }, (_, index) => {
    return sends.filter(({ params }) => Number(params.chat_id) === telegramIdOf(index + 1)).length;
  });
  expect(counts.every((count) => count > 0)).toBe(true);
  const doubled = counts.filter((count) => count > 1).length;
  expect(doubled).toBeGreaterThan(0);
  expect(await office.app.office.read.deliveries.countDoubled(directive.id)).toBe(doubled);
  expect(await recount(office.config.databaseUrl)).toEqual([]);
});
