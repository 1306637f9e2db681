import { addMilliseconds, DAY } from '../../lib/clock.ts';
import { entryOf } from '../evidence/evidence.ts';
import type { Office } from '../stores.ts';

const CHUNK = 200;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;

/** `rollcall.erase`: words and places that were said with calls for help are gone when their time is over; who called and when stays. */
export async function eraseOldWords(office: Office): Promise<void> {
  let all = 0;
  for (let some = CHUNK; some === CHUNK; all += some) {
    some = await office.inTransaction(async ({ rollCalls, evidence }) => {
      const at = office.clock.now();
      const before = addMilliseconds(at, -office.retention.rollCalls * DAY);
      const erased = await rollCalls.eraseSaidBefore(before, CHUNK);
      if (erased === 0) return 0;
      const fact = { stream: 'office', action: 'rollcall.erase', at, way: 'clock' as const, actor: 'office:retention' };
      await evidence.append(entryOf({ ...fact, subject: 'office', details: { erased, why: 'retention' } }));
      return erased;
    });
    await office.clock.sleep(BREATH);
  }
  if (all > 0) await office.sweepErased();
}
