import { type Clock, SECOND } from '../lib/clock.ts';

/** Telegram takes short bursts in one chat and then about one call per second; so many at once stay below what it refuses. */
const BURST = 12;
const USUAL_RATE = 30;

/** How fast one chat is spoken to: whoever pastes fifty messages is not answered fifty times a second. */
export class ChatPace {
  readonly #clock: Clock;
  /** When each chat's bucket will be full again, the longest unused first. */
  readonly #fullAt = new Map<number, number>();

  readonly #refill: number;

  /** `rate` is what the whole bot may send per second without paying; a server with other limits has others per chat as well. */
  constructor(clock: Clock, rate: number) {
    this.#clock = clock;
    this.#refill = SECOND * Math.min(1, USUAL_RATE / rate);
  }

  /** Resolves when the next message or edit in this chat may leave; at once for those who are not spoken to all the time. */
  async take(chatId: number): Promise<void> {
    const now = this.#clock.monotonic();
    const fullAt = Math.max(now, this.#fullAt.get(chatId) ?? 0) + this.#refill;
    this.#forgetFull(now);
    this.#fullAt.delete(chatId);
    this.#fullAt.set(chatId, fullAt);
    const wait = fullAt - now - BURST * this.#refill;
    if (wait > 0) await this.#clock.sleep(wait);
  }

  #forgetFull(now: number): void {
    for (const [chatId, fullAt] of this.#fullAt) {
      if (fullAt > now) return;
      this.#fullAt.delete(chatId);
    }
  }
}
