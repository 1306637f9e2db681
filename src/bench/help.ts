import { systemClock as clock, SECOND } from '../lib/clock.ts';
import type { SandboxUser } from '../sandbox/sandbox-user.ts';
import { type BenchOffice, type BenchOptions, withOffice } from './bench-office.ts';
import { percentiles, round } from './figures.ts';
import { ASKERS } from './settling.ts';

const PER_SECOND = 5;

/**
 * `/help` during a large broadcast, some times per second: how long from the update to the message that answers it, at the sandbox.
 * The broadcast itself goes on for so many seconds only; `sentRatio` is what it sent in that time over what was allowed.
 */
export async function help(options: BenchOptions, seconds: number): Promise<object> {
  const { people, rate } = options;
  return await withOffice({ ...options, flood: true }, async (bench) => {
    const { sandbox, bot, issue, accepted, untilAccepted } = bench;
    await issue();
    await untilAccepted(rate * 2);
    const [before, began] = [accepted().length, clock.monotonic()];
    await bot.stall();
    const waits = await askAll(bench, people, seconds);
    const sent = accepted().length - before - waits.length;
    const allowed = ((clock.monotonic() - began) / SECOND) * rate - (options.paid ? 0 : waits.length);
    const refused = sandbox.requests.filter(({ errorCode }) => errorCode === 429).length;
    const asked = { asked: PER_SECOND * seconds, answered: waits.length, ...percentiles(waits) };
    const goal = { answered: PER_SECOND * seconds, p95: 100, max: 500, peakMegabytes: 200 };
    const stall = await bot.stall();
    return { people, rate, ...asked, sentRatio: round(sent / allowed), refused, stall, ...bot.memory(), goal };
  });
}

/** One after another ask those who stand beside the broadcast; gives the milliseconds until each was answered. */
export async function askAll({ sandbox }: BenchOffice, people: number, seconds: number): Promise<number[]> {
  const askers = sandbox.users().slice(people, people + ASKERS);
  const asked: { user: SandboxUser; at: number }[] = [];
  const from = sandbox.requests.length;
  const began = clock.monotonic();
  for (let count = 0; count < PER_SECOND * seconds; count += 1) {
    const user = askers[count % ASKERS]!;
    asked.push({ user, at: clock.now().getTime() });
    user.send('/help');
    // Not in step with the broadcast.
    const next = ((count + 1) * SECOND) / PER_SECOND + Math.random() * 100;
    await clock.sleep(began + next - clock.monotonic());
  }
  await clock.sleep(2 * SECOND);
  const answers = sandbox.requests.slice(from).filter(({ method, ok }) => ok && method === 'sendMessage');
  return asked.flatMap(({ user, at }) => {
    const answer = answers.find((one) => one.params.chat_id === user.id && one.at.getTime() >= at);
    return answer ? [answer.at.getTime() - at] : [];
  });
}
