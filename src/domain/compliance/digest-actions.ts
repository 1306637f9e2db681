import { setImmediate } from 'node:timers/promises';
import { dayOf } from '../../lib/day.ts';
import { nextAllowed } from '../calendar.ts';
import { RESTORED_AT } from '../settings.ts';
import type { Office } from '../stores.ts';
import { digestMoment } from './digest.ts';
import { viewDigest } from './digest-views.ts';

/** Setting under which the last morning is kept on which everybody was looked at. */
const SENT = 'digest.sent';

/**
 * `digest.send` by the clock: on working mornings whoever leads a unit (a deputy in their place) is told what needs them, where anything
 * does; not on the morning on which the office begins. Each once; running it twice adds nothing. What needs them when it leaves is
 * looked at again then.
 */
export async function sendDigests(office: Office, ending: AbortSignal | null = null): Promise<void> {
  const { digest, read, clock, zone, calendar } = office;
  const now = clock.now();
  const moment = digest && digestMoment(digest, now, calendar);
  const today = dayOf(now, zone);
  if (!moment || (await read.settings.find(SENT)) === today || !(await read.reports.hasBegun(moment))) return;
  const restoredAt = await read.settings.find(RESTORED_AT);
  // They have it, from before the backup was brought back.
  const isTold = restoredAt !== null && restoredAt >= moment.toISOString();
  for (const personId of isTold ? [] : await listHeads(today, office)) {
    if (ending?.aborted) return;
    if (await viewDigest(personId, office)) {
      const word = { personId, kind: 'digest.morning' as const, purpose: `digest:${today}`, subjectId: personId };
      const delivery = { ...word, lane: 'alert' as const, dueAt: nextAllowed(now, calendar) };
      await office.inTransaction(({ deliveries }) => deliveries.add(delivery));
      office.wake();
    }
    await setImmediate();
  }
  await office.inTransaction(({ settings }) => settings.save(SENT, today));
}

/** All leaders and deputies who can be told today; whose turn it is the view says. */
async function listHeads(today: string, { read }: Office): Promise<number[]> {
  const units = await read.units.listAll();
  const heads = await read.people.listReachableHeads(
    units.map(({ id }) => id),
    today,
  );
  return [...new Set(heads.map(({ personId }) => personId))];
}
