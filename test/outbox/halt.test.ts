import { afterEach, describe, expect, test } from 'vitest';
import type { Directive } from '../../src/domain/directives/directive.ts';
import type { SandboxMessage } from '../../src/sandbox/sandbox-message.ts';
import { telegramIdOf } from '../support/cast.ts';
import { cardsOf, cardsOfAll, crowdOf } from '../support/crowd.ts';
import { actorNamed, figuresOf, receiptOf, submit } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { recount } from '../support/recount.ts';
import { FastClock } from '../support/test-clock.ts';

const PEOPLE = 60;
/** Three refusals stop a sending that nobody has accepted; two more were on their way. */
const FEW = 5;
const REFUSAL = { ok: false, error_code: 400, description: "Bad Request: can't parse entities: unsupported start tag" };

let office: TestOffice;
afterEach(() => office.close());

async function open(): Promise<void> {
  const people = crowdOf(PEOPLE, [{ staffNo: 'water', name: 'Cao Thủy', posts: [['TL', 'clerk']] }]);
  office = await openTestOffice({ people, clock: new FastClock(10), rate: 30, mayWarn: true });
}

/** Telegram refuses what this person of the crowd is sent. */
function refuse(index: number): void {
  const effect = { status: 400, body: JSON.stringify(REFUSAL) };
  office.sandbox.faults.add({ chatId: telegramIdOf(index + 1), effect, times: Number.POSITIVE_INFINITY });
}

function refuseEverybody(): void {
  for (let index = 0; index < PEOPLE; index += 1) refuse(index);
}

async function issueByLeader(): Promise<Directive> {
  return await submit(office, ['H1'], {}, await actorNamed(office, 'director'));
}

const told = (pattern: RegExp): SandboxMessage[] =>
  office
    .as('director')
    .messages()
    .filter((message) => message.buttons.some((row) => row.some(({ label }) => pattern.test(label))));

const until = (isTrue: () => boolean) => office.sandbox.waitFor(isTrue, { timeout: 8_000 });
const refused = () =>
  office.sandbox.requests.filter(({ method, errorCode }) => method === 'sendMessage' && errorCode === 400).length;
const inFlightIsAnswered = () => office.clock.sleep(5_000);
const one = Array.from({ length: PEOPLE }, () => 1);

describe('an error that is the same for everybody', () => {
  test('stops the sending after the first few, and the author is told with a button; nobody is marked for it', async () => {
    await open();
    refuseEverybody();
    const directive = await issueByLeader();
    await until(() => told(/Gửi tiếp/).length === 1);
    await office.clock.sleep(30_000);
    expect(refused()).toBeLessThanOrEqual(FEW);
    const figures = await figuresOf(office, directive.id, 'SO');
    expect(figures).toMatchObject({ owed: PEOPLE, waiting: PEOPLE, unreachable: 0, unknown: 0, sent: 0 });

    office.sandbox.faults.clear();
    await office.clock.sleep(10_000);
    expect(cardsOfAll(office, PEOPLE)).toEqual(one.map(() => 0));
    const [word] = told(/Gửi tiếp/);
    office.as('director').press(/Gửi tiếp/, word);
    office.as('director').press(/Gửi tiếp/, word);
    await until(() => cardsOfAll(office, PEOPLE).every((count) => count > 0));
    await office.settle();
    expect(cardsOfAll(office, PEOPLE)).toEqual(one);
    expect(await figuresOf(office, directive.id, 'SO')).toMatchObject({ sent: PEOPLE, waiting: 0 });
    expect(await recount(office.config.databaseUrl)).toEqual([]);
  });

  test('that was not mended stops it again, is said again, and still nobody is given up', async () => {
    await open();
    refuseEverybody();
    await issueByLeader();
    await until(() => told(/Gửi tiếp/).length === 1);
    office.as('director').press(/Gửi tiếp/);
    await until(() => told(/Gửi tiếp/).length === 0);
    await until(() => told(/Gửi tiếp/).length === 1);
    await inFlightIsAnswered();
    expect(refused()).toBeLessThanOrEqual(2 * FEW);
    office.sandbox.faults.clear();
    office.as('director').press(/Gửi tiếp/);
    await until(() => cardsOfAll(office, PEOPLE).every((count) => count > 0));
    await office.settle();
    expect(cardsOfAll(office, PEOPLE)).toEqual(one);
    expect(told(/Gửi lại/)).toHaveLength(0);
  });

  test('of one directive does not hold up another', async () => {
    await open();
    refuseEverybody();
    await issueByLeader();
    await until(() => told(/Gửi tiếp/).length === 1);
    await inFlightIsAnswered();
    office.sandbox.faults.clear();
    await submit(office, ['H1'], { title: 'Văn bản khác' });
    await until(() => cardsOfAll(office, PEOPLE).every((count) => count > 0));
    await office.settle();
    expect(cardsOfAll(office, PEOPLE)).toEqual(one);
  });

  test('is not resumed by a forged press of somebody else', async () => {
    await open();
    refuseEverybody();
    const directive = await issueByLeader();
    await until(() => told(/Gửi tiếp/).length === 1);
    await inFlightIsAnswered();
    office.sandbox.faults.clear();
    for (const staffNo of ['p0', 'water']) {
      office.as(staffNo).send('/help');
      await office.settle();
      for (const data of [`go:${directive.id}`, `retry:${directive.id}`]) office.as(staffNo).press({ data });
    }
    await office.settle();
    await office.clock.sleep(10_000);
    expect(cardsOfAll(office, PEOPLE)).toEqual(one.map(() => 0));
    expect((await office.app.office.read.directives.get(directive.id)).haltedAt).not.toBeNull();
  });
});

describe('one person’s odd refusal', () => {
  test('stops nobody else’s card, and “Gửi lại” reaches that person and nobody else', async () => {
    await open();
    refuse(7);
    const directive = await issueByLeader();
    await until(() => told(/Gửi lại cho 1 người/).length === 1);
    expect(cardsOfAll(office, PEOPLE)).toEqual(one.map((_, index) => (index === 7 ? 0 : 1)));
    expect((await office.app.office.read.directives.get(directive.id)).haltedAt).toBeNull();
    expect(await receiptOf(office, directive.id, 'p7')).toMatchObject({ status: 'waiting' });

    office.sandbox.faults.clear();
    const [account] = told(/Gửi lại cho 1 người/);
    for (let again = 0; again < 3; again += 1) office.as('director').press(/Gửi lại/, account);
    await until(() => cardsOf(office, 'p7') > 0);
    await office.settle();
    expect(cardsOfAll(office, PEOPLE)).toEqual(one);
    expect(told(/Gửi lại/)).toHaveLength(0);
  });
});

describe('what may or may not have arrived', () => {
  test('is sent again at once, before those who still wait', async () => {
    await open();
    office.sandbox.faults.add({ chatId: telegramIdOf(4), effect: 'reset-after' });
    await submit(office, ['H1']);
    await until(() => cardsOf(office, 'p3') > 1);
    expect(cardsOfAll(office, PEOPLE).filter((count) => count > 0).length).toBeLessThan(PEOPLE);
    await until(() => cardsOfAll(office, PEOPLE).every((count) => count > 0));
    await office.settle();
    expect(cardsOfAll(office, PEOPLE)).toEqual(one.map((count, index) => (index === 3 ? 2 : count)));
  });

  test('is shown as unknown after a few tries, and “Gửi lại” reaches that person and nobody else', async () => {
    await open();
    const lost = [3];
    for (const index of lost) {
      office.sandbox.faults.add({ chatId: telegramIdOf(index + 1), effect: 'reset-before', times: 3 });
    }
    const directive = await issueByLeader();
    await until(() => told(/Gửi lại cho 1 người/).length === 1);
    expect(await figuresOf(office, directive.id, 'SO')).toMatchObject({ unknown: 1, sent: PEOPLE - 1 });
    expect(cardsOfAll(office, PEOPLE)).toEqual(one.map((_, index) => (lost.includes(index) ? 0 : 1)));
    office.as('p3').send('/help');
    await office.settle();
    office.as('p3').press({ data: `retry:${directive.id}` });
    await office.settle();
    expect(cardsOf(office, 'p3')).toBe(0);

    office.as('director').press(/Gửi lại cho 1 người/);
    await until(() => lost.every((index) => cardsOf(office, `p${index}`) > 0));
    await office.settle();
    expect(cardsOfAll(office, PEOPLE)).toEqual(one);
    expect(await figuresOf(office, directive.id, 'SO')).toMatchObject({ unknown: 0, sent: PEOPLE });
    expect(await recount(office.config.databaseUrl)).toEqual([]);
  });
});
