import { SECOND } from '../lib/clock.ts';

/**
 * Even spacing stays below 0.97 of the limit and the exact limit draws 429s. What is left free of Telegram's one second of burst is
 * what the network may delay: a burst of 0.9 forgives 0.1 s and drew 429s on a busy machine; one of two thirds forgives 0.33 s
 * and, with a steadier rate, is as fast: 900 people at 30 per second take 0.982 of the ideal either way.
 */
const BURST = 2 / 3;
const STEADY = 0.993;
/** A 429 takes a fifth of the rate away; it comes back by a hundredth per second, and never falls below four tenths. */
const SLOWER = 0.8;
const SLOWEST = 0.4;
const RECOVERY = 0.01;

/** Tokens for messages: some at once, then at a steady rate, in the clock's monotonic milliseconds. */
export class Bucket {
  readonly #burst: number;
  readonly #perMillisecond: number;
  // Empty at first: the process before this one may have spent the last second's worth just before it ended.
  #tokens = 0;
  #at: number;
  #share = 1;

  constructor(rate: number, at: number) {
    this.#burst = Math.max(1, Math.floor(rate * BURST));
    this.#perMillisecond = (rate * STEADY) / SECOND;
    this.#at = at;
  }

  take(now: number): boolean {
    this.#refill(now);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** A token that was taken and not used. */
  giveBack(): void {
    this.#tokens += 1;
  }

  /** Nothing is left, and nothing comes before this moment. */
  emptyUntil(at: number): void {
    this.#tokens = 0;
    this.#at = Math.max(this.#at, at);
  }

  slowDown(now: number): void {
    this.#refill(now);
    this.#share = Math.max(SLOWEST, this.#share * SLOWER);
  }

  /** Milliseconds until the next token. */
  wait(): number {
    return Math.max(1, Math.ceil((1 - this.#tokens) / (this.#perMillisecond * this.#share)));
  }

  #refill(now: number): void {
    if (now <= this.#at) return;
    const passed = now - this.#at;
    this.#tokens = Math.min(this.#burst * this.#share, this.#tokens + passed * this.#perMillisecond * this.#share);
    this.#share = Math.min(1, this.#share + (passed / SECOND) * RECOVERY);
    this.#at = now;
  }
}
