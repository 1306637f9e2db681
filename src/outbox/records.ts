import type { SettledDelivery } from '../domain/deliveries/delivery.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';

/** Milliseconds that an outcome may wait for others to be committed with: one commit per message is 152 per second on a slow disk. */
const RECORD_EVERY = 50;
/** After a commit that failed (a full disk) the same outcomes are tried again after so many milliseconds. */
const TRY_AGAIN = 500;

export interface RecordParts {
  clock: Clock;
  log: Log;
  write(batch: SettledDelivery[]): Promise<void>;
  onRecorded(batch: SettledDelivery[]): void;
  /** Everything that was handed over has been written down. */
  onIdle(): void;
}

/** Writes outcomes down in batches; what could not be written is kept and tried again. */
export class Records {
  readonly #parts: RecordParts;
  /** In the order in which they came, with the moment (monotonic); those that are just being written among them. */
  readonly #unwritten: { settled: SettledDelivery; since: number }[] = [];
  #isRecording = false;

  constructor(parts: RecordParts) {
    this.#parts = parts;
  }

  get isRecording(): boolean {
    return this.#isRecording;
  }

  /**
   * An outcome has waited for longer than it should. Whatever leaves now would be doubled by a crash as well: held back until this
   * is over, that is never more than what left within 50 ms and what is on the wire.
   */
  get isOverdue(): boolean {
    const [oldest] = this.#unwritten;
    return oldest !== undefined && this.#parts.clock.monotonic() - oldest.since > RECORD_EVERY;
  }

  add(settled: SettledDelivery): void {
    this.#unwritten.push({ settled, since: this.#parts.clock.monotonic() });
    if (!this.#isRecording) void this.#record();
  }

  async #record(): Promise<void> {
    const { clock, onIdle } = this.#parts;
    this.#isRecording = true;
    for (let oldest = this.#unwritten[0]; oldest; oldest = this.#unwritten[0]) {
      await clock.sleep(Math.max(0, oldest.since + RECORD_EVERY - clock.monotonic()));
      await this.#write(this.#unwritten.map(({ settled }) => settled));
    }
    this.#isRecording = false;
    onIdle();
  }

  async #write(batch: SettledDelivery[]): Promise<void> {
    const { clock, log, write, onRecorded } = this.#parts;
    try {
      await write(batch);
      this.#unwritten.splice(0, batch.length);
      onRecorded(batch);
    } catch (error) {
      log.error({ error, outcomes: batch.length }, 'outbox.record failed');
      await clock.sleep(TRY_AGAIN);
    }
  }
}
