import { systemClock as clock, SECOND } from '../lib/clock.ts';
import type { RequestRecord } from '../sandbox/request-log.ts';
import { withOffice } from './bench-office.ts';
import { round } from './figures.ts';

const FLOODS = 8;

/** A broadcast that Telegram interrupts now and then, asking for 1 to 5 seconds of silence. */
export async function floods(people: number): Promise<object> {
  return await withOffice({ people, rate: 30, flood: true }, async ({ sandbox, issue, accepted, untilAccepted }) => {
    await issue();
    for (let flood = 1; flood <= FLOODS; flood += 1) {
      await untilAccepted(Math.floor((flood - Math.random() / 2) * (people / (FLOODS + 1))));
      sandbox.faults.add({ method: 'sendMessage', effect: { retryAfter: 1 + Math.floor(Math.random() * 5) } });
    }
    await untilAccepted(people);
    await clock.sleep(2 * SECOND);
    const sends = sandbox.requests.filter(({ method }) => method === 'sendMessage');
    const refused = sends.filter(({ errorCode }) => errorCode === 429);
    const lost = people - new Set(accepted().map(({ params }) => params.chat_id)).size;
    const doubles = accepted().length - (people - lost);
    const onTheirWay = Math.max(...refused.map((one) => countInto(one, sends, 0)));
    const intoPause = Math.max(...refused.map((one) => countInto(one, sends, WIRE)));
    const seconds = round((accepted().at(-1)!.at.getTime() - sends[0]!.at.getTime()) / SECOND);
    return {
      people,
      refused: refused.length,
      lost,
      doubles,
      onTheirWay,
      intoPause,
      seconds,
      goal: { lost: 0, doubles: 0, intoPause: 1 },
    };
  });
}

/** Milliseconds until the bot knows that it was refused: the answer takes 40, and both processes their turn. */
const WIRE = 60;

/** How many requests came into the pause that one refusal asked for, later than so many milliseconds after it. */
function countInto({ at, retryAfter = 0 }: RequestRecord, sends: RequestRecord[], after: number): number {
  const [from, to] = [at.getTime() + after, at.getTime() + retryAfter * SECOND];
  return sends.filter((one) => one.at.getTime() > from && one.at.getTime() < to).length;
}
