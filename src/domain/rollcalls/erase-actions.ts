import { addMilliseconds, DAY } from '../../lib/clock.ts';
import { entryOf } from '../evidence/evidence.ts';
import type { Office } from '../stores.ts';

const CHUNK = 200;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;

/**
 * `rollcall.erase`: what people said with a call for help (that they are hurt, where they are) is kept as long as what they declare of
 * their health; that they called stays. Running it twice changes nothing.
 */
export async function eraseOldSaid(office: Office): Promise<void> {
  const before = addMilliseconds(office.clock.now(), -office.retention.health * DAY);
  let all = 0;
  for (let some = CHUNK; some === CHUNK; all += some) {
    some = await office.inTransaction(async ({ rollCalls, evidence }) => {
      const erased = await rollCalls.eraseSaidBefore(before, CHUNK, 'retention');
      if (erased === 0) return 0;
      const fact = { stream: 'office', action: 'rollcall.erase', at: office.clock.now(), way: 'clock' as const };
      const details = { erased, why: 'retention' };
      await evidence.append(entryOf({ ...fact, actor: 'office:retention', subject: 'office', details }));
      return erased;
    });
    await office.clock.sleep(BREATH);
  }
  if (all > 0) await office.sweepErased();
}
