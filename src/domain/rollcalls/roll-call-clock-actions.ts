import { addMilliseconds, MINUTE } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { entryOf } from '../evidence/evidence.ts';
import type { Office } from '../stores.ts';
import { dueChase, MADE_BEFORE, type RollCall, type SentAccount, staleAccounts } from './roll-call.ts';

const CHUNK = 1_000;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;

/** `rollcall.chase`: whoever is silent is asked again, day and night, until they answer or the roll call ends. Running it twice adds nothing. */
export async function chaseSilent(office: Office): Promise<void> {
  for (const call of await office.read.rollCalls.listRunning()) {
    const round = dueChase(call, office.clock.now());
    if (round !== null) await chase(call, round, office);
  }
}

async function chase({ id }: RollCall, round: number, office: Office): Promise<void> {
  const at = office.clock.now();
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after;
    after = (await office.inTransaction(({ rollCalls }) => rollCalls.chaseChunk(id, round, from, CHUNK, at))).last;
    if (after !== null) await office.clock.sleep(BREATH);
  }
  await office.inTransaction(async ({ rollCalls, evidence }) => {
    await rollCalls.markChased(id, round);
    const stream = `rollcall:${id}`;
    const fact = { stream, action: 'rollcall.chase', at, way: 'clock' as const, actor: 'office:clock' };
    await evidence.append(entryOf({ ...fact, subject: stream, details: { round } }));
  });
  office.wake();
}

/** So long after the end an account that was on its way is still brought up to date. */
const AFTERWARDS = 10 * MINUTE;

/** So many accounts of one roll call are brought up to date at once: others want to send as well. */
const ACCOUNTS = 100;

/** Brings the accounts in chats up to date in whose part something has changed, those first that were not for longest. */
export async function showRollCalls(office: Office): Promise<void> {
  const now = office.clock.now();
  let renewed = 0;
  for (const call of await office.read.rollCalls.listSince(addMilliseconds(now, -AFTERWARDS))) {
    const stale = (await listStale(call, now, office)).slice(0, ACCOUNTS).map(({ deliveryId }) => deliveryId);
    if (stale.length > 0) await office.inTransaction(({ rollCalls }) => rollCalls.renewAccounts(call.id, stale, now));
    renewed += stale.length;
  }
  if (renewed > 0) office.wake();
}

async function listStale(
  { id, openedAt, endedAt }: RollCall,
  now: Date,
  { read, zone }: Office,
): Promise<SentAccount[]> {
  const accounts = await read.rollCalls.listAccounts(id, dayOf(now, zone));
  const [oldest] = accounts;
  if (!oldest) return [];
  const changed = await read.rollCalls.listChanged(id, addMilliseconds(oldest.sentAt, -MADE_BEFORE));
  return staleAccounts(accounts, changed, endedAt ?? openedAt);
}
