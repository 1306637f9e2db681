import { raiseAlarm } from '../domain/alarms.ts';
import { type KeyKeeper, KeyRefusal } from '../domain/evidence/evidence-key.ts';
import { sealNext } from '../domain/evidence/seal-actions.ts';
import type { Office } from '../domain/stores.ts';
import { SECOND } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { takingTurns } from '../lib/turns.ts';
import type { Routine } from './ticker.ts';

/** Milliseconds left to others between two seals: where a million old entries wait, acknowledgements go before them. */
const BREATH = 20;
/** After so long the clock gets a look in, so that a bot that is stopped stops. */
const STINT = 2 * SECOND;

const UNSEALED = 'evidence.unsealed: nothing is sealed, entries wait for the key; everything else goes on';

/** Puts seals on the record about once a second, while there is something to seal; a ticker of its own runs it. */
export function sealing(keys: KeyKeeper): Routine {
  let refused: string | null = null;
  const inTurn = takingTurns();
  const seal = async (office: Office, log: Log) => {
    const until = office.clock.monotonic() + STINT;
    try {
      while ((await sealNext(keys, office)) && office.clock.monotonic() < until) await office.clock.sleep(BREATH);
      refused = null;
    } catch (error) {
      if (!(error instanceof KeyRefusal)) throw error;
      if (refused === error.code) return;
      refused = error.code;
      log.error({ code: error.code, ...error.params }, UNSEALED);
      await raiseAlarm('unsealed', office);
    }
  };
  // Two at once would only take each other's numbers.
  const run: Routine['run'] = (office, log) => inTurn(() => seal(office, log));
  return { name: 'evidence.seal', every: SECOND, run };
}
