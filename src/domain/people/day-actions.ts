import { dayOf } from '../../lib/day.ts';
import type { Office } from '../stores.ts';

/** The last day for which this was done. */
const FOLLOWED_ON = 'roster.followedOn';
const CHUNK = 1_000;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;

/** `roster.day`: a post that begins or ends by its own day is followed like one of an import: what is owed, tasks, roll calls. */
export async function followDays(office: Office): Promise<void> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  const last = await office.read.settings.find(FOLLOWED_ON);
  if (last === today) return;
  const turning = last === null ? [] : await office.read.people.listTurning(last, today);
  for (let start = 0; start < turning.length; start += CHUNK) {
    const some = turning.slice(start, start + CHUNK);
    await office.inTransaction((stores) => office.consequences.rosterChanged(stores, some, now));
    await office.clock.sleep(BREATH);
  }
  await office.inTransaction(({ settings }) => settings.save(FOLLOWED_ON, today));
  if (turning.length > 0) office.wake();
}
