import { systemClock as clock, SECOND } from '../lib/clock.ts';
import type { SandboxUser } from '../sandbox/sandbox-user.ts';
import { withOffice } from './bench-office.ts';
import { percentiles } from './figures.ts';

/** Presses per second for some seconds while a broadcast runs; how long each waits for its answer, at the sandbox. */
export async function presses(perSecond: number, seconds: number): Promise<object> {
  const pressed = perSecond * seconds;
  const people = WARM_UP + pressed;
  return await withOffice({ people, rate: 1_000 }, async ({ sandbox, bot, issue, untilAccepted }) => {
    await issue();
    await untilAccepted(people);
    await bot.stop();
    await bot.start(30);
    await issue();
    const users = sandbox.users().slice(0, people);
    await warmUp(users.slice(0, WARM_UP));
    const waits = await pressAll(users.slice(WARM_UP), perSecond);
    const goal = { answered: pressed, p95: 100 };
    return { perSecond, pressed, answered: waits.length, ...percentiles(waits), ...bot.memory(), goal };
  });
}

/** A bot that has just begun is slow for its first presses, as every programme of its kind: so many come at leisure, so many each second. */
export const WARM_UP = 500;
export const WARM_UP_RATE = 100;

export async function warmUp(users: SandboxUser[], button?: RegExp): Promise<void> {
  await pressAll(users, WARM_UP_RATE, button);
}

/** Everybody presses once, so many per second, spread over its tenths; how long each waited for the answer, in milliseconds. */
export async function pressAll(users: SandboxUser[], perSecond: number, button = /✅/): Promise<number[]> {
  const waits: number[] = [];
  const size = perSecond / 10;
  const began = clock.monotonic();
  for (let start = 0; start < users.length; start += size) {
    for (const user of users.slice(start, start + size)) {
      const pressedAt = clock.monotonic();
      void user.press(button).settled.then(() => waits.push(clock.monotonic() - pressedAt));
    }
    await clock.sleep(began + (start / size + 1) * 100 - clock.monotonic());
  }
  const until = clock.monotonic() + 20 * SECOND;
  while (waits.length < users.length && clock.monotonic() < until) await clock.sleep(50);
  return waits;
}
