import { afterEach, expect, test } from 'vitest';
import type { CastMember } from '../support/cast.ts';
import { cardsOf, crowdOf } from '../support/crowd.ts';
import { submit } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { FastClock } from '../support/test-clock.ts';

const PEOPLE = 600;
const few = [0, 1, 2, 3, 4].map((index): CastMember => {
  return { staffNo: `w${index}`, name: `Cao Thủy ${index}`, posts: [['TL', 'staff']] };
});
const kin = [0, 1, 2, 3, 4].map((index): CastMember => {
  return { staffNo: `v${index}`, name: `Lê Văn ${index}`, posts: [['VP', 'staff']] };
});

let office: TestOffice;
afterEach(() => office.close());

const until = (isTrue: () => boolean) => office.sandbox.waitFor(isTrue, { timeout: 20_000 });
const have = (people: CastMember[]) => people.every(({ staffNo }) => cardsOf(office, staffNo) > 0);
const sent = () => office.sandbox.requests.filter(({ method, ok }) => method === 'sendMessage' && ok).length;

async function broadcast(speed: number, count = PEOPLE): Promise<void> {
  const people = crowdOf(count, [...few, ...kin]);
  office = await openTestOffice({ people, clock: new FastClock(speed), rate: 30 });
  await submit(office, ['H1']);
  await until(() => sent() > 60);
}

test('a directive to five people does not wait for one to hundreds, and an immediate one goes before both', async () => {
  await broadcast(5);
  const before = sent();
  await submit(office, ['TL'], { title: 'Cho năm người' });
  await submit(office, ['VP'], { title: 'Hỏa tốc', urgency: 'immediate' });
  await until(() => have(kin));
  expect(sent() - before).toBeLessThan(100);
  await until(() => have(few));
  expect(sent()).toBeLessThan(PEOPLE / 2);
});

test('during a broadcast questions and presses are answered before it is over, and the card changes behind it', async () => {
  await broadcast(5);
  const { sandbox } = office;
  const helper = office.as('w0');
  const before = helper.messages().length;
  helper.send('/help');
  await until(() => helper.messages().length > before + 1);
  expect(sent()).toBeLessThan(PEOPLE);

  const reader = [...Array(PEOPLE).keys()].map((index) => `p${index}`).find((staffNo) => cardsOf(office, staffNo) > 0)!;
  office.as(reader).press(/Xác nhận đã đọc/);
  await until(() => sandbox.requests.some(({ method }) => method === 'answerCallbackQuery'));
  expect(sent()).toBeLessThan(PEOPLE);
  expect(cardsOf(office, reader)).toBe(1);
});

test('the card acknowledged during a broadcast is changed when the broadcast is over', async () => {
  await broadcast(20);
  const reader = [...Array(PEOPLE).keys()].map((index) => `p${index}`).find((staffNo) => cardsOf(office, staffNo) > 0)!;
  office.as(reader).press(/Xác nhận đã đọc/);
  await until(() => sent() >= PEOPLE);
  await office.settle();
  expect(cardsOf(office, reader)).toBe(0);
});

test('stopped in mid-broadcast the bot has nothing to complain of, and its successor doubles nothing', async () => {
  await broadcast(1, 120);
  // What waited at the gate of the one that stopped learns of it only now, with the database closed.
  await office.restart(() => new Promise((resolve) => setTimeout(resolve, 1_500)));
  const people = [...Array(120).keys()].map((index) => `p${index}`);
  await until(() => people.every((staffNo) => cardsOf(office, staffNo) > 0));
  expect(people.filter((staffNo) => cardsOf(office, staffNo) !== 1)).toEqual([]);
});
