import { type AskTime, stampAnchor } from '../domain/evidence/stamp-actions.ts';
import { TimeStampRefused } from '../domain/evidence/time-stamp.ts';
import type { Office } from '../domain/stores.ts';
import { addMilliseconds, MINUTE, SECOND } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { PostFailed, post } from '../lib/post.ts';
import { takingTurns } from '../lib/turns.ts';
import type { Routine } from './ticker.ts';

/** A token with all certificates has some 6,000 bytes. */
const LIMIT = 64 * 1024;
const PATIENCE = 10 * SECOND;
/** After a failure the service is left alone for so long. */
const PAUSE = 10 * MINUTE;

const UNSTAMPED =
  'evidence.unstamped: the time-stamp service gave no time for the newest anchor; it is asked again every ten minutes, everything else goes on';

export const askAt =
  (url: string): AskTime =>
  (request, ending) =>
    post(request, {
      url,
      type: 'application/timestamp-query',
      accepts: 'application/timestamp-reply',
      limit: LIMIT,
      patience: PATIENCE,
      ending,
    });

/** Has the newest anchor stamped; each kind of failure is said once until it works again. */
export function stamping(ask: AskTime): Routine {
  let said: string | null = null;
  let pausedUntil: Date | null = null;
  const inTurn = takingTurns();
  const look = async (office: Office, log: Log, ending: AbortSignal): Promise<void> => {
    if (pausedUntil && office.clock.now() < pausedUntil) return;
    try {
      const seal = await stampAnchor(ask, office, ending);
      pausedUntil = null;
      if (seal !== null) said = null;
    } catch (error) {
      if (!(error instanceof TimeStampRefused || error instanceof PostFailed)) throw error;
      if (ending.aborted) return;
      pausedUntil = addMilliseconds(office.clock.now(), PAUSE);
      const reason = error.message;
      if (said !== reason) log.warn({ reason }, UNSTAMPED);
      said = reason;
    }
  };
  // Two at once would ask twice for the same anchor.
  const run: Routine['run'] = (...about) => inTurn(() => look(...about));
  return { name: 'evidence.stamp', every: MINUTE, run };
}
