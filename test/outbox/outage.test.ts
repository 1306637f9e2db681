import { afterEach, describe, expect, test } from 'vitest';
import type { FaultEffect } from '../../src/sandbox/faults.ts';
import { telegramIdOf } from '../support/cast.ts';
import { cardsOf, cardsOfAll, crowdOf } from '../support/crowd.ts';
import { actorNamed, figuresOf, issue, submit } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { recount } from '../support/recount.ts';
import { FastClock } from '../support/test-clock.ts';

const PEOPLE = 60;
const once = Array.from({ length: PEOPLE }, () => 1);
const forever = { times: Number.POSITIVE_INFINITY };

let office: TestOffice;
afterEach(() => office.close());

const open = async (speed = 20) => {
  office = await openTestOffice({ people: crowdOf(PEOPLE), clock: new FastClock(speed), rate: 30, mayWarn: true });
};
const until = (isTrue: () => boolean) => office.sandbox.waitFor(isTrue, { timeout: 15_000 });
const everybodyHasIt = () => until(() => cardsOfAll(office, PEOPLE).every((count) => count > 0));

describe('Telegram is away for ten minutes', () => {
  const away: [string, FaultEffect][] = [
    ['breaking every connection', 'reset-before'],
    ['answering every call with 502', { status: 502, body: '<html>Bad Gateway</html>' }],
  ];
  test.each(away)('%s, and afterwards everybody has it once', async (_, effect) => {
    await open(150);
    office.sandbox.faults.add({ method: /^send|^edit/, effect, ...forever });
    const few = await submit(office, ['H1'], {}, await actorNamed(office, 'director'));
    await office.clock.sleep(10 * 60_000);
    expect(cardsOfAll(office, PEOPLE).every((count) => count === 0)).toBe(true);
    // One message at a time tried, and ever more seldom.
    expect(office.sandbox.requests.filter(({ method, ok }) => method === 'sendMessage' && !ok).length).toBeLessThan(
      120,
    );
    office.sandbox.faults.clear();
    await everybodyHasIt();
    await office.settle();
    expect(cardsOfAll(office, PEOPLE)).toEqual(once);
    expect(await figuresOf(office, few.id, 'SO')).toMatchObject({ sent: PEOPLE, unknown: 0, unreachable: 0 });
    expect(await recount(office.config.databaseUrl)).toEqual([]);
  });
});

test('when every tenth call is reset after it was carried out everybody has it, doubles are only those, and the author is told', async () => {
  await open();
  const unlucky = Array.from({ length: PEOPLE }, (_, index) => index % 10 === 9);
  for (const [index, isUnlucky] of unlucky.entries()) {
    if (isUnlucky) office.sandbox.faults.add({ chatId: telegramIdOf(index + 1), effect: 'reset-after' });
  }
  const directive = await submit(office, ['H1'], {}, await actorNamed(office, 'director'));
  await until(() => cardsOfAll(office, PEOPLE).every((count, index) => count >= (unlucky[index] ? 2 : 1)));
  await office.settle();
  expect(cardsOfAll(office, PEOPLE)).toEqual(unlucky.map((isUnlucky) => (isUnlucky ? 2 : 1)));
  expect(await figuresOf(office, directive.id, 'SO')).toMatchObject({ sent: PEOPLE, unknown: 0 });
  expect(office.as('director').last().text).toContain('6 người có thể nhận được văn bản hai lần');
});

test('a connection that breaks when the bot asks for its own name, at the first update, holds nobody up for good', async () => {
  office = await openTestOffice({ mayWarn: true });
  await office.restart(async () => {
    office.sandbox.faults.add({ method: 'getMe', effect: 'reset-before', times: 2 });
    office.as('an').send('/help');
  });
  await until(() => office.as('an').messages().at(-1)!.text.includes('/canlam'));
});

test('answers that come late by seconds lose and double nobody', async () => {
  await open(5);
  office.sandbox.faults.add({ method: 'sendMessage', effect: { delay: 1_000 }, times: 40 });
  await issue(office, ['H1']);
  await everybodyHasIt();
  expect(cardsOfAll(office, PEOPLE)).toEqual(once);
});

test('whoever blocks the bot between claim and send is unreachable, and everybody else has it', async () => {
  await open();
  office.sandbox.faults.add({ method: 'sendMessage', effect: { retryAfter: 3 }, times: 5 });
  const directive = await submit(office, ['H1']);
  await until(() => office.sandbox.requests.some(({ errorCode }) => errorCode === 429));
  for (const staffNo of ['p1', 'p30', 'p59']) office.as(staffNo).block();
  await office.settle();
  await until(() => cardsOf(office, 'p58') > 0);
  await office.settle();
  expect(await figuresOf(office, directive.id, 'SO')).toMatchObject({ sent: PEOPLE - 3, unreachable: 3, waiting: 0 });
  expect(await office.app.office.read.deliveries.isUnderWay(directive.id)).toBe(false);
});

test('whoever acknowledges while their reminder waits is not reminded any more', async () => {
  await open(3);
  await issue(office, ['H1'], { urgency: 'immediate' });
  office.sandbox.faults.add({ method: 'sendMessage', effect: { retryAfter: 8 }, times: 1 });
  const { office: parts } = office.app;
  const { id } = (await parts.read.directives.listInForce())[0]!;
  const about = {
    directiveId: id,
    purpose: 'reminder:1',
    lane: 'reminder' as const,
    today: '2026-11-21',
    dueAt: parts.clock.now(),
  };
  await parts.inTransaction(({ deliveries }) => deliveries.addReminders(about, 0, 1_000));
  parts.wake();
  await until(() => office.sandbox.requests.some(({ errorCode }) => errorCode === 429));
  for (const staffNo of ['p50', 'p51', 'p52']) office.as(staffNo).press(/Xác nhận đã đọc/);
  await until(() => office.sandbox.requests.filter(({ method }) => method === 'answerCallbackQuery').length === 3);
  const reminded = (staffNo: string) =>
    office
      .as(staffNo)
      .messages()
      .some(({ text }) => text.startsWith('🔔 Nhắc bạn'));
  await until(() => ['p0', 'p20', 'p59'].every(reminded));
  await office.settle();
  expect(['p50', 'p51', 'p52'].filter(reminded)).toEqual([]);
});

test('the clock set back by an hour in the middle holds nobody up and doubles nobody', async () => {
  office = await openTestOffice({ people: crowdOf(PEOPLE), rate: 30, mayWarn: true });
  await submit(office, ['H1']);
  await until(() => cardsOfAll(office, PEOPLE).some((count) => count > 0));
  office.clock.advance({ hours: -1 });
  await everybodyHasIt();
  await office.settle();
  expect(cardsOfAll(office, PEOPLE)).toEqual(once);
});

test('the clock set back by an hour while the bot was down holds nobody up either', async () => {
  office = await openTestOffice({ people: crowdOf(PEOPLE), rate: 30, mayWarn: true });
  await submit(office, ['H1']);
  await until(() => cardsOfAll(office, PEOPLE).some((count) => count > 0));
  await office.restart(async () => office.clock.advance({ hours: -1 }));
  expect(cardsOfAll(office, PEOPLE)).toEqual(once);
});
