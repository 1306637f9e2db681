import { type Clock, SECOND } from '../lib/clock.ts';
import { tooManyRequests } from './bot-api-error.ts';

export interface FloodLimits {
  perSecond?: number;
  burst?: number;
  perChatPerSecond?: number;
  perChatBurst?: number;
}

/** What Telegram documents: 30 messages per second, 1,000 when paid for, 20 per minute in one group. */
const NORMAL_RATE = 30;
const PAID_RATE = 1_000;
const GROUP_RATE = 20 / 60;
const SHORT_BURST = 20;

/** Token buckets for the whole bot, for paid broadcasts and for each chat; a refused request takes no token. */
export class FloodControl {
  readonly #clock: Clock;
  readonly #normal: Bucket;
  readonly #paid: Bucket;
  readonly #chats = new Map<number, Bucket>();
  readonly #limits: FloodLimits;

  constructor(clock: Clock, limits: FloodLimits = {}) {
    this.#clock = clock;
    this.#limits = limits;
    const rate = limits.perSecond ?? NORMAL_RATE;
    const now = clock.monotonic();
    this.#normal = new Bucket(rate, limits.burst ?? rate, now);
    this.#paid = new Bucket(Math.max(PAID_RATE, rate), Math.max(PAID_RATE, rate), now);
  }

  /** Takes `count` tokens, or throws 429 with the seconds until they will be there. */
  take(chatId: number, count: number, options: { paid: boolean; group: boolean }): void {
    const now = this.#clock.monotonic();
    const whole = options.paid ? this.#paid : this.#normal;
    const chat = this.#chatBucket(chatId, options.group, now);
    const wait = Math.max(whole.wait(count, now), chat.wait(count, now));
    if (wait > 0) throw tooManyRequests(Math.max(1, Math.ceil(wait)));
    whole.take(count);
    chat.take(count);
  }

  #chatBucket(chatId: number, isGroup: boolean, now: number): Bucket {
    const known = this.#chats.get(chatId);
    if (known) return known;
    const rate = isGroup ? GROUP_RATE : (this.#limits.perChatPerSecond ?? 1);
    const bucket = new Bucket(rate, this.#limits.perChatBurst ?? SHORT_BURST, now);
    this.#chats.set(chatId, bucket);
    return bucket;
  }
}

class Bucket {
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #filledAt: number;

  constructor(perSecond: number, burst: number, now: number) {
    this.#perSecond = perSecond;
    this.#burst = Math.max(1, burst);
    this.#tokens = this.#burst;
    this.#filledAt = now;
  }

  /** Seconds until `count` tokens are there; 0 when they are. */
  wait(count: number, now: number): number {
    const gained = ((now - this.#filledAt) / SECOND) * this.#perSecond;
    this.#tokens = Math.min(this.#burst, this.#tokens + Math.max(0, gained));
    this.#filledAt = now;
    // More than the bucket holds would never be there.
    const needed = Math.min(count, this.#burst);
    // Adding up many small refills is off by a hair.
    return this.#tokens + 1e-6 >= needed ? 0 : (needed - this.#tokens) / this.#perSecond;
  }

  take(count: number): void {
    this.#tokens -= count;
  }
}
