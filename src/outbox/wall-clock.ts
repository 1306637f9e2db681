import type { Office } from '../domain/stores.ts';
import { addMilliseconds, type Clock, MINUTE, SECOND } from '../lib/clock.ts';

/** No wait is longer: what is due later than this was written down before the clock was set back. */
const LONGEST_WAIT = 10 * MINUTE;
/** The wall clock may be off by so many milliseconds against the monotonic one before it counts as having been set. */
const CLOCK_SET = SECOND;
/** Rows per transaction, and milliseconds left to others between two. */
const CHUNK = 1_000;
const BREATH = 5;

/** What is due stands in the database by the wall clock: where that one is set back, nobody waits until it has come so far again. */
export class WallClock {
  readonly #office: Office;
  /** How far it is ahead of the monotonic one. */
  #ahead: number;

  constructor(office: Office) {
    this.#office = office;
    this.#ahead = aheadOf(office.clock);
  }

  /** It may have been set while nobody looked. */
  async start(): Promise<void> {
    await bringForward(LONGEST_WAIT, this.#office);
  }

  /** Whether it was set since the last look; what waits has been brought forward by then. */
  async follow(): Promise<boolean> {
    const ahead = aheadOf(this.#office.clock);
    const by = ahead - this.#ahead;
    if (Math.abs(by) < CLOCK_SET) return false;
    if (by < 0) await bringForward(0, this.#office);
    this.#ahead = ahead;
    return true;
  }
}

const aheadOf = (clock: Clock): number => clock.now().getTime() - clock.monotonic();

/** What waits for longer than so many milliseconds is due now. */
async function bringForward(longerThan: number, { clock, inTransaction }: Office): Promise<void> {
  const now = clock.now();
  const after = addMilliseconds(now, longerThan);
  while ((await inTransaction(({ deliveries }) => deliveries.bringForward(after, now, CHUNK))) === CHUNK) {
    await clock.sleep(BREATH);
  }
}
