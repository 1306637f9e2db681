import type { SettledDelivery } from '../domain/deliveries/delivery.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';

/** Milliseconds between two commits of outcomes: one commit per message is 152 per second on a slow disk. */
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
  #outcomes: SettledDelivery[] = [];
  #isRecording = false;

  constructor(parts: RecordParts) {
    this.#parts = parts;
  }

  get isRecording(): boolean {
    return this.#isRecording;
  }

  add(settled: SettledDelivery): void {
    this.#outcomes.push(settled);
    if (!this.#isRecording) void this.#record();
  }

  async #record(): Promise<void> {
    const { clock, log, write, onRecorded, onIdle } = this.#parts;
    this.#isRecording = true;
    while (this.#outcomes.length > 0) {
      await clock.sleep(RECORD_EVERY);
      const batch = this.#outcomes.splice(0, this.#outcomes.length);
      try {
        await write(batch);
        onRecorded(batch);
      } catch (error) {
        log.error({ error, outcomes: batch.length }, 'outbox.record failed');
        this.#outcomes.unshift(...batch);
        await clock.sleep(TRY_AGAIN);
      }
    }
    this.#isRecording = false;
    onIdle();
  }
}
