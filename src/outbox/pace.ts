import { backOff } from '../lib/back-off.ts';
import type { Clock } from '../lib/clock.ts';
import { Bucket } from './bucket.ts';
import { ChatPace } from './chat-pace.ts';

/**
 * Who goes first: a person's own reply and a call for help, then what the deliveries' lanes say (1 alerts and immediate directives, 2 other directives,
 * 4 reminders). Cards that were acknowledged are edited behind the broadcast that they belong to.
 */
export const REPLY_LANE = 0;
export const CARD_LANE = 3;

/** Telegram's limit for everything that is not paid for, in messages per second. */
const UNPAID_RATE = 30;

/** So many calls in a row without an answer, and Telegram is taken to be away; a single one may be anybody's bad luck. */
const AWAY_AFTER = 3;

export interface Ask {
  lane: number;
  isPaid: boolean;
  chatId: number | null;
  /** Asked when its turn has come; while it may not leave, whoever stands behind it waits too. At once when left out. */
  mayLeave?: () => boolean;
}

interface Waiting {
  leave: () => void;
  mayLeave: () => boolean;
}

/**
 * The one gate for everything that the bot sends or edits. Tokens go to the lowest lane first and within a lane in the order of
 * asking. Where broadcasts are paid for, what cannot be paid (edits, replies) keeps a budget of its own. A 429 pauses all and lowers
 * the rate, which climbs back; while nothing gets through, one message at a time tries whether it does again.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #unpaid: Queue;
  readonly #paid: Queue;
  readonly #chats: ChatPace;
  readonly #probe: Probe = { isOn: false, isUnderWay: false };
  #failures = 0;
  #pausedUntil = 0;

  constructor(clock: Clock, options: { rate: number; paid: boolean }) {
    this.#clock = clock;
    const unpaid = options.paid ? Math.min(options.rate, UNPAID_RATE) : options.rate;
    this.#chats = new ChatPace(clock, unpaid);
    this.#unpaid = new Queue(clock, unpaid, this.#probe);
    this.#paid = options.paid ? new Queue(clock, options.rate, this.#probe) : this.#unpaid;
  }

  /** Resolves when this message may leave. Whoever takes says afterwards what became of it. */
  async take({ lane, isPaid, chatId, mayLeave = () => true }: Ask): Promise<void> {
    if (chatId !== null) await this.#chats.take(chatId);
    await (isPaid ? this.#paid : this.#unpaid).take(lane, mayLeave);
  }

  /** Telegram answered, with yes or no. */
  answered(): void {
    this.#failures = 0;
    this.#probe.isOn = false;
    this.#probe.isUnderWay = false;
  }

  /** Nothing was said after all: the token is there for the next one. */
  unused(isPaid: boolean): void {
    this.#probe.isUnderWay = false;
    (isPaid ? this.#paid : this.#unpaid).giveBack();
  }

  /** Whether nothing gets through, whoever it is for. */
  get isAway(): boolean {
    return this.#failures >= AWAY_AFTER;
  }

  /** Telegram asked for silence: nothing that takes tokens leaves for so many milliseconds, and then more slowly. */
  flooded(milliseconds: number): void {
    this.answered();
    // What was in flight when the first was refused is refused as well, and is no reason to slow down once more.
    if (!this.#isPaused()) for (const queue of this.#queues()) queue.slowDown();
    this.#pause(milliseconds);
  }

  /** No connection, no answer, or a fault on Telegram's side: a few in a row, and it waits longer each time, then tries with one message. */
  failed(): void {
    this.#probe.isUnderWay = false;
    if (this.#isPaused()) return;
    this.#failures += 1;
    if (!this.isAway) return;
    this.#probe.isOn = true;
    this.#pause(backOff(Math.min(this.#failures - AWAY_AFTER + 1, 5)));
  }

  #isPaused(): boolean {
    return this.#clock.monotonic() < this.#pausedUntil;
  }

  #pause(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.monotonic() + milliseconds);
    for (const queue of this.#queues()) queue.pauseUntil(this.#pausedUntil);
  }

  #queues(): Set<Queue> {
    return new Set([this.#unpaid, this.#paid]);
  }
}

/** While it is on, one message at a time is under way, paid for or not. */
interface Probe {
  isOn: boolean;
  isUnderWay: boolean;
}

class Queue {
  readonly #clock: Clock;
  readonly #bucket: Bucket;
  readonly #lanes: Waiting[][] = [];
  #pausedUntil = 0;
  #isRunning = false;
  readonly #probe: Probe;

  constructor(clock: Clock, rate: number, probe: Probe) {
    this.#clock = clock;
    this.#probe = probe;
    this.#bucket = new Bucket(rate, clock.monotonic());
  }

  take(lane: number, mayLeave: () => boolean): Promise<void> {
    return new Promise((leave) => {
      this.#lanes[lane] ??= [];
      this.#lanes[lane].push({ leave, mayLeave });
      if (!this.#isRunning) void this.#run();
    });
  }

  pauseUntil(until: number): void {
    this.#pausedUntil = until;
    // What would gather in the meantime is not there for Telegram either.
    this.#bucket.emptyUntil(this.#pausedUntil);
  }

  slowDown(): void {
    this.#bucket.slowDown(this.#clock.monotonic());
  }

  giveBack(): void {
    this.#bucket.giveBack();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (let next = this.#nextLane(); next; next = this.#nextLane()) {
      const now = this.#clock.monotonic();
      if (now < this.#pausedUntil) await this.#clock.sleep(this.#pausedUntil - now);
      else if (this.#probe.isOn && this.#probe.isUnderWay) await this.#clock.sleep(PROBE_LOOK);
      else if (!next[0]!.mayLeave()) await this.#clock.sleep(HELD_LOOK);
      else if (this.#bucket.take(now)) {
        this.#probe.isUnderWay = true;
        next.shift()!.leave();
      } else await this.#clock.sleep(this.#bucket.wait());
    }
    this.#isRunning = false;
  }

  #nextLane(): Waiting[] | undefined {
    return this.#lanes.find((lane) => lane !== undefined && lane.length > 0);
  }
}

/** Milliseconds between two looks whether the probe has come back. */
const PROBE_LOOK = 20;
/** And whether what may not leave yet now may. */
const HELD_LOOK = 2;
