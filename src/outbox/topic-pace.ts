import { type Clock, SECOND } from '../lib/clock.ts';

/** So many at once, then one a second: Telegram takes short bursts and about one call per second in one chat. */
const BURST = 12;
const REFILL = SECOND;

/** How fast one topic in one chat is spoken about, such as the form that somebody pastes fifty messages into. */
export class TopicPace {
  readonly #clock: Clock;
  /** When the topic's bucket will be full again, the longest unused first. */
  readonly #fullAt = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when the next message or edit about it may leave. One waits at a time. */
  async take(topic: string): Promise<void> {
    const now = this.#clock.monotonic();
    const fullAt = Math.max(now, this.#fullAt.get(topic) ?? 0) + REFILL;
    this.#forgetFull(now);
    this.#fullAt.delete(topic);
    this.#fullAt.set(topic, fullAt);
    const wait = fullAt - now - BURST * REFILL;
    if (wait > 0) await this.#clock.sleep(wait);
  }

  #forgetFull(now: number): void {
    for (const [topic, fullAt] of this.#fullAt) {
      if (fullAt > now) return;
      this.#fullAt.delete(topic);
    }
  }
}
