import type { Clock } from '../lib/clock.ts';

/** A person's own reply goes first; the deliveries' lanes (1 alert, 2 directive, 3 reminder) follow. */
export const REPLY_LANE = 0;

/** Telegram's limit for everything that is not paid for, in messages per second. */
const UNPAID_RATE = 30;
/**
 * Even spacing stays below 0.97 of the limit and the exact limit draws 429s. What is left free of Telegram's one second of burst is
 * what the network may delay: a burst of 0.9 forgives 0.1 s and drew 429s on a busy machine; one of two thirds forgives 0.33 s
 * and, with a steadier rate, is as fast: 900 people at 30 per second take 0.982 of the ideal either way.
 */
const BURST = 2 / 3;
const STEADY = 0.993;

class Bucket {
  readonly #burst: number;
  readonly #perMillisecond: number;
  #tokens: number;
  #at: number;

  constructor(rate: number, at: number) {
    this.#burst = Math.max(1, Math.floor(rate * BURST));
    this.#perMillisecond = (rate * STEADY) / 1_000;
    // Empty at first: the process before this one may have spent the last second's worth just before it ended.
    this.#tokens = 0;
    this.#at = at;
  }

  take(now: number): boolean {
    if (now > this.#at) {
      this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#at) * this.#perMillisecond);
      this.#at = now;
    }
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Nothing is left, and nothing comes before this moment. */
  emptyUntil(at: number): void {
    this.#tokens = 0;
    this.#at = Math.max(this.#at, at);
  }

  /** Milliseconds until the next token. */
  wait(): number {
    return Math.max(1, Math.ceil((1 - this.#tokens) / this.#perMillisecond));
  }
}

/**
 * The one gate for everything that the bot sends or edits. Tokens go to the lowest lane first and within a lane in the order of
 * asking. Where broadcasts are paid for, what cannot be paid (edits, replies) keeps a budget of its own.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #unpaid: Queue;
  readonly #paid: Queue;

  constructor(clock: Clock, options: { rate: number; paid: boolean }) {
    this.#clock = clock;
    this.#unpaid = new Queue(clock, options.paid ? Math.min(options.rate, UNPAID_RATE) : options.rate);
    this.#paid = options.paid ? new Queue(clock, options.rate) : this.#unpaid;
  }

  /** Resolves when one message may leave. */
  take(lane: number, isPaid = false): Promise<void> {
    return (isPaid ? this.#paid : this.#unpaid).take(lane);
  }

  /** Telegram asked for silence: nothing that takes tokens leaves for so many milliseconds. */
  pause(milliseconds: number): void {
    const until = this.#clock.monotonic() + milliseconds;
    this.#unpaid.pauseUntil(until);
    this.#paid.pauseUntil(until);
  }
}

class Queue {
  readonly #clock: Clock;
  readonly #bucket: Bucket;
  readonly #lanes: (() => void)[][] = [];
  #pausedUntil = 0;
  #isRunning = false;

  constructor(clock: Clock, rate: number) {
    this.#clock = clock;
    this.#bucket = new Bucket(rate, clock.monotonic());
  }

  take(lane: number): Promise<void> {
    return new Promise((resolve) => {
      this.#lanes[lane] ??= [];
      this.#lanes[lane].push(resolve);
      if (!this.#isRunning) void this.#run();
    });
  }

  pauseUntil(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
    // What would gather in the meantime is not there for Telegram either.
    this.#bucket.emptyUntil(this.#pausedUntil);
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (let next = this.#nextLane(); next; next = this.#nextLane()) {
      const now = this.#clock.monotonic();
      if (now < this.#pausedUntil) await this.#clock.sleep(this.#pausedUntil - now);
      else if (this.#bucket.take(now)) next.shift()!();
      else await this.#clock.sleep(this.#bucket.wait());
    }
    this.#isRunning = false;
  }

  #nextLane(): (() => void)[] | undefined {
    return this.#lanes.find((lane) => lane !== undefined && lane.length > 0);
  }
}
