import { systemClock as clock, SECOND } from '../lib/clock.ts';
import { withOffice } from './bench-office.ts';

const KILLS = 5;

/** A broadcast whose bot is killed five times, at random moments, and started again each time. */
export async function kills(people: number): Promise<object> {
  const options = { people, rate: 1_000, latency: 20 };
  return await withOffice(options, async ({ bot, office, issue, accepted, untilAccepted }) => {
    const began = clock.monotonic();
    const id = await issue();
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await untilAccepted(Math.floor((kill - Math.random() / 2) * (people / (KILLS + 1))));
      await bot.stop('SIGKILL');
      await bot.start(1_000);
    }
    await untilAccepted(people);
    await clock.sleep(3 * SECOND);
    const lost = people - new Set(accepted().map(({ params }) => params.chat_id)).size;
    const doubles = accepted().length - (people - lost);
    const seconds = Math.round((clock.monotonic() - began) / SECOND);
    const inAccount = await office.read.deliveries.countDoubled(id);
    return { people, kills: KILLS, lost, doubles, inAccount, seconds, goal: { lost: 0, doubles: inAccount } };
  });
}
