import { addMilliseconds, MINUTE } from '../lib/clock.ts';
import { dayOf } from '../lib/day.ts';
import type { Office } from './stores.ts';

/**
 * What an office's administrators must know of: `webhook` somebody set a webhook for this bot, `conflict` somebody else takes its
 * updates (the token may be stolen), `stuck` something is owed and nothing has left for a while, `unsealed` the key that signs the
 * record of evidence is not at hand.
 */
export const alarms = ['webhook', 'conflict', 'stuck', 'unsealed'] as const;
export type Alarm = (typeof alarms)[number];

/** Nothing sent for so many milliseconds while something is owed is no rest but a standstill. */
export const STANDSTILL = 5 * MINUTE;

/** Tells every administrator, once a day for each kind; it reaches them as soon as anything does. */
export async function raiseAlarm(alarm: Alarm, office: Office): Promise<void> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  await office.inTransaction(async ({ people, units, deliveries }) => {
    const roots = await units.listRoots();
    const admins = await people.listHolders(
      roots.map((root) => root.path),
      ['admin'],
      today,
    );
    for (const { id: personId } of admins) {
      const purpose = `alarm:${alarm}:${today}`;
      const subjectId = alarms.indexOf(alarm);
      await deliveries.add({ personId, kind: 'alarm', purpose, subjectId, lane: 'alert', dueAt: now });
    }
  });
  office.wake();
}

/** A look that comes so many milliseconds after the last one begins anew; one comes every minute. */
const OVERSLEPT = 4 * MINUTE;

/** Looks, now and then, whether anything leaves while something is owed. */
export class StandstillWatch {
  #owedSince: Date | null = null;
  #lookedAt: Date | null = null;

  /** True when something has been owed for longer than a standstill and nothing has left in that time. */
  async isStuck({ read, clock }: Office): Promise<boolean> {
    const now = clock.now();
    // Who has not looked for a while (the machine slept, the clock was set) knows nothing of the time between.
    if (this.#lookedAt && Math.abs(now.getTime() - this.#lookedAt.getTime()) > OVERSLEPT) this.#owedSince = null;
    this.#lookedAt = now;
    if (!(await read.deliveries.isAnyOwed(now))) this.#owedSince = null;
    else this.#owedSince ??= now;
    if (this.#owedSince === null) return false;
    const lastSentAt = await read.deliveries.lastSentAt();
    if (lastSentAt && lastSentAt > this.#owedSince) this.#owedSince = lastSentAt < now ? lastSentAt : now;
    return addMilliseconds(this.#owedSince, STANDSTILL) <= now;
  }
}
