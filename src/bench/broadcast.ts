import { systemClock as clock, SECOND } from '../lib/clock.ts';
import { type BenchOptions, withOffice } from './bench-office.ts';
import { round } from './figures.ts';

/** A broadcast against Telegram's limits; `ratio` is the ideal time, (people − burst) / rate, over the time it took. */
export async function broadcast(options: BenchOptions): Promise<object> {
  const { people, rate, paid = false } = options;
  return await withOffice({ ...options, flood: true }, async ({ sandbox, bot, issue, accepted, untilAccepted }) => {
    await issue();
    await untilAccepted(people);
    await clock.sleep(SECOND); // for doubles
    const sends = accepted();
    const seconds = (sends.at(-1)!.at.getTime() - sends[0]!.at.getTime()) / SECOND;
    const ratio = round((people - rate) / rate / seconds);
    const refused = sandbox.requests.filter(({ errorCode }) => errorCode === 429).length;
    const lost = people - new Set(sends.map(({ params }) => params.chat_id)).size;
    const doubles = sends.length - people;
    const goal = { ratio: paid ? 0.95 : 0.98, refused: 0, lost: 0 };
    return { people, rate, seconds, ratio, refused, lost, doubles, ...bot.memory(), goal };
  });
}
