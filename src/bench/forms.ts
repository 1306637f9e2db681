import { NOTICE_VERSION } from '../domain/declarations/consent.ts';
import type { Office } from '../domain/stores.ts';
import { systemClock as clock, SECOND } from '../lib/clock.ts';
import type { SandboxUser } from '../sandbox/sandbox-user.ts';
import { withOffice } from './bench-office.ts';
import { percentiles, round } from './figures.ts';
import { pressAll, WARM_UP, warmUp } from './presses.ts';

const SECONDS = 10;
const CALM = 100;
const ASKED = 300;

/** Answers to a form's questions, so many per second, each kept sealed before its press is answered; the milliseconds that each waits, and those of processor time that each costs. */
export async function forms(): Promise<object> {
  const people = WARM_UP + (CALM + ASKED) * SECONDS;
  return await withOffice({ people, rate: 1_000 }, async ({ sandbox, office, bot, untilAccepted }) => {
    const users = sandbox.users().slice(0, people);
    await agreeAll(office);
    await openForms(users);
    await untilAccepted(people);
    await warmUp(users.slice(0, WARM_UP), KIND);
    const calm = await pressAll(users.slice(WARM_UP, WARM_UP + CALM * SECONDS), CALM, KIND);
    const before = bot.cpuSeconds();
    const busy = await pressAll(users.slice(WARM_UP + CALM * SECONDS), ASKED, KIND);
    const figures = { [`at${CALM}`]: percentiles(calm), [`at${ASKED}`]: percentiles(busy) };
    const cpuPerAnswer = round(((bot.cpuSeconds() - before) * SECOND) / busy.length);
    const goal = { answered: (CALM + ASKED) * SECONDS, [`p95At${CALM}`]: 50 };
    return { answered: calm.length + busy.length, ...figures, cpuPerAnswer, ...bot.memory(), goal };
  });
}

/** The first question's first answer. */
const KIND = /Công tác/;

async function agreeAll(office: Office): Promise<void> {
  const people = await office.read.people.listAll();
  const at = clock.now();
  await office.inTransaction(async ({ consents }) => {
    for (const { id } of people) await consents.add(id, NOTICE_VERSION, at);
  });
}

async function openForms(users: SandboxUser[]): Promise<void> {
  for (const [index, user] of users.entries()) {
    user.send('/lichtrinh');
    if (index % 50 === 49) await clock.sleep(100);
  }
}
