import { afterEach, expect, test } from 'vitest';
import { cardsOfAll, crowdOf } from '../support/crowd.ts';
import { figuresOf, submit } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { recount } from '../support/recount.ts';
import { FastClock } from '../support/test-clock.ts';

const PEOPLE = 400;
const FLOODS = 8;

let office: TestOffice;
afterEach(() => office.close());

test('bursts of 429 at random lose nobody and double nobody, and into a pause goes only what was on its way', async () => {
  office = await openTestOffice({ people: crowdOf(PEOPLE), clock: new FastClock(5), rate: 30, mayWarn: true });
  const { sandbox } = office;
  const directive = await submit(office, ['H1']);
  const sent = () => sandbox.requests.filter(({ method, ok }) => method === 'sendMessage' && ok).length;
  for (let flood = 1; flood <= FLOODS; flood += 1) {
    await sandbox.waitFor(() => sent() >= flood * 35 + Math.floor(Math.random() * 15), { timeout: 15_000 });
    sandbox.faults.add({ method: /^send|^edit/, effect: { retryAfter: 1 + Math.floor(Math.random() * 5) } });
  }
  await sandbox.waitFor(() => cardsOfAll(office, PEOPLE).every((count) => count > 0), { timeout: 20_000 });
  await office.settle();
  expect(cardsOfAll(office, PEOPLE)).toEqual(Array.from({ length: PEOPLE }, () => 1));
  expect(await figuresOf(office, directive.id, 'SO')).toMatchObject({ sent: PEOPLE, waiting: 0, unknown: 0 });
  expect(await recount(office.config.databaseUrl)).toEqual([]);

  const taking = sandbox.requests.filter(({ method }) => /^send|^edit/.test(method));
  const refusals = taking.filter(({ errorCode }) => errorCode === 429);
  expect(refusals).toHaveLength(FLOODS);
  for (const { at, retryAfter = 0 } of refusals) {
    // What is nearer was on its way: this clock's second is a fifth of the machine's. One process sends, and once it knows of the
    // refusal nothing more leaves (`Pace`); one is left for an answer that was read late.
    const [from, to] = [at.getTime() + 800, at.getTime() + retryAfter * 1_000];
    const into = taking.filter((request) => request.at.getTime() > from && request.at.getTime() < to);
    expect(into.length).toBeLessThanOrEqual(1);
  }
}, 60_000);
