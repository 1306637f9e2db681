import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock as clock, SECOND } from '../lib/clock.ts';
import { TEXT, withOffice } from './bench-office.ts';
import { percentiles, round } from './figures.ts';
import { pressAll, WARM_UP, warmUp } from './presses.ts';

const PER_SECOND = 100;

/**
 * From the command to "issued" for everybody, by the command line while the bot works: how long the bot's event loop stands still
 * meanwhile, and how long those wait who acknowledge an earlier directive.
 */
export async function issue(people: number): Promise<object> {
  return await withOffice({ people, rate: 1_000 }, async ({ sandbox, bot, folder, issue, untilAccepted }) => {
    for (const code of ['U1', 'U2']) await issue(code);
    const readers = sandbox.users().filter(({ id }) => id <= people && id % 100 < 2);
    await untilAccepted(readers.length);
    await bot.stop();
    await bot.start(30);
    await warmUp(readers.slice(0, WARM_UP));
    const file = join(folder, 'directive.txt');
    writeFileSync(file, TEXT);
    await bot.stall();
    const pressing = pressAll(readers.slice(WARM_UP, WARM_UP + 5 * PER_SECOND), PER_SECOND);
    const began = clock.monotonic();
    await bot.cli('issue', file, '--to', 'U0');
    const seconds = round((clock.monotonic() - began) / SECOND);
    const stall = await bot.stall();
    const waits = await pressing;
    const acknowledged = { answered: waits.length, ...percentiles(waits) };
    const goal = { seconds: 5, stall: 50, max: 150 };
    return { people, seconds, stall, ...acknowledged, ...bot.memory(), goal };
  });
}
