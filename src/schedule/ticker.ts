/** The clock comes in here: each routine runs when its time has come, one after another, and a fault in one keeps no other from running. */
import type { Office } from '../domain/stores.ts';
import type { Log } from '../lib/log.ts';

export interface Routine {
  name: string;
  /** Milliseconds from the end of one run to the next. */
  every: number;
  /** Runs at once when something was committed that may concern it. */
  onWake?: boolean;
  /** Running twice changes nothing. What takes long ends when the bot does: `ending` says so. */
  run(office: Office, log: Log, ending: AbortSignal): Promise<void>;
}

const TICK = 1_000;

export class Ticker {
  readonly #office: Office;
  readonly #log: Log;
  readonly #entries: { routine: Routine; nextAt: number }[];
  readonly #end = new AbortController();
  #nudge = new AbortController();
  #isNudged = false;
  #running: Promise<void> | undefined;

  constructor({ office, log, routines }: { office: Office; log: Log; routines: readonly Routine[] }) {
    this.#office = office;
    this.#log = log;
    this.#entries = routines.map((routine) => ({ routine, nextAt: 0 }));
  }

  start(): void {
    this.#running = this.#run();
  }

  wake(): void {
    this.#isNudged = true;
    this.#nudge.abort();
  }

  async stop(): Promise<void> {
    this.#end.abort();
    this.#nudge.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock } = this.#office;
    while (!this.#end.signal.aborted) {
      this.#nudge = new AbortController();
      const isNudged = this.#isNudged;
      this.#isNudged = false;
      await this.#runDue(isNudged);
      if (!this.#isNudged && !this.#end.signal.aborted) await clock.sleep(TICK, this.#nudge.signal);
    }
  }

  async #runDue(isNudged: boolean): Promise<void> {
    const { clock } = this.#office;
    for (const entry of this.#entries) {
      const isDue = clock.monotonic() >= entry.nextAt || (isNudged && entry.routine.onWake);
      if (!isDue || this.#end.signal.aborted) continue;
      await this.#runOne(entry.routine);
      entry.nextAt = clock.monotonic() + entry.routine.every;
    }
  }

  /** Runs every routine once, now: what a test does after it has moved the clock. */
  async runAll(): Promise<void> {
    for (const { routine } of this.#entries) await this.#runOne(routine);
  }

  async #runOne(routine: Routine): Promise<void> {
    try {
      await routine.run(this.#office, this.#log, this.#end.signal);
    } catch (error) {
      this.#log.error({ error, routine: routine.name }, 'routine failed');
    }
  }
}
