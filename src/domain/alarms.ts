import { addMilliseconds, MINUTE } from '../lib/clock.ts';
import { dayOf } from '../lib/day.ts';
import type { Office } from './stores.ts';

/**
 * What an office's administrators must know of: `webhook` somebody set a webhook for this bot, `conflict` somebody else takes its
 * updates (the token may be stolen), `stuck` something is owed and nothing has left for a while.
 */
export const alarms = ['webhook', 'conflict', 'stuck'] as const;
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

/** Whether something has been due for longer than a standstill while nothing has left in that time. */
export async function isStuck(office: Office): Promise<boolean> {
  const since = addMilliseconds(office.clock.now(), -STANDSTILL);
  return await office.read.deliveries.isStuckSince(since);
}
