import { addMilliseconds, DAY } from '../../lib/clock.ts';
import { type Erasing, eraseTelling } from '../evidence/erase-actions.ts';
import { entryOf } from '../evidence/evidence.ts';
import type { Office, Stores } from '../stores.ts';
import type { ErasedWords } from './roll-call-store.ts';

const CHUNK = 200;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;

/** `rollcall.erase`: words and places that were said with calls for help are gone when their time is over; who called and when stays. */
export async function eraseOldWords(office: Office): Promise<void> {
  let all = 0;
  for (let some = CHUNK; some === CHUNK; all += some) {
    some = await office.inTransaction((stores) => eraseSome(office, stores));
    await office.clock.sleep(BREATH);
  }
  if (all > 0) await office.sweepErased();
}

async function eraseSome(office: Office, stores: Stores): Promise<number> {
  const at = office.clock.now();
  const how: Erasing = { by: 'office:retention', at, way: 'clock', because: 'retention' };
  const words = await stores.rollCalls.eraseSaidBefore(addMilliseconds(at, -office.retention.rollCalls * DAY), CHUNK);
  const erased = words.length;
  if (erased === 0) return 0;
  const fact = { stream: 'office', action: 'rollcall.erase', at, way: how.way, actor: how.by, subject: 'office' };
  await stores.evidence.append(entryOf({ ...fact, details: { erased, why: how.because } }));
  await eraseTold(words, how, stores);
  return erased;
}

/** What the record tells of such words, a hash with a random part, goes with them. */
export async function eraseTold(words: readonly ErasedWords[], how: Erasing, stores: Stores): Promise<void> {
  for (const rollCallId of new Set(words.map((one) => one.rollCallId))) {
    const said = words.filter((one) => one.rollCallId === rollCallId);
    const [from, until] = [said.map(({ at }) => at).reduce(earlier), said.map(({ at }) => at).reduce(later)];
    const people = new Set(said.map(({ staffNo }) => `person:${staffNo}`));
    const telling = { streams: [`rollcall:${rollCallId}`], actions: ['rollcall.say'], from, until };
    await eraseTelling(telling, ({ subject }) => subject !== null && people.has(subject), how, stores);
  }
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
const later = (one: Date, other: Date): Date => (one > other ? one : other);
