import type { ClaimedDelivery, Outcome } from '../domain/deliveries/delivery.ts';
import { backOff } from '../lib/back-off.ts';
import { addMilliseconds, type Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Halting } from './halting.ts';
import { type Failure, failureOf } from './outcome.ts';

const UNKNOWN_TRIES = 3;
/** While nothing gets through to anybody it is nobody's own fault; even then somebody may not be told for ever. */
const UNKNOWN_TRIES_AWAY = 20;
/** Milliseconds until a card that was refused is tried once more. */
const AFTER_REFUSAL = 5_000;

type Later = Outcome & { state: 'later' };

export interface VerdictParts {
  clock: Clock;
  log: Log;
  halting: Halting;
  /** Whether nothing gets through to Telegram, whoever it is for. */
  isAway(): boolean;
}

/** What follows for a delivery from an attempt that failed. */
export class Verdicts {
  readonly #parts: VerdictParts;
  /** How often it was unknown what became of a delivery while others got through. */
  readonly #unknowns = new Map<number, number>();

  constructor(parts: VerdictParts) {
    this.#parts = parts;
  }

  /** `since` is when it was claimed, in monotonic milliseconds. */
  failed(delivery: ClaimedDelivery, error: unknown, since: number): Outcome {
    const failure = failureOf(error);
    if (failure.kind === 'later') return this.#refusedForNow(delivery, failure);
    this.#parts.log.warn({ error, delivery: delivery.id }, 'outbox.send failed');
    if (failure.kind !== 'never') {
      return this.#unknown(delivery, failure.kind === 'unknown' ? failure.reason : failure.kind);
    }
    const { reason, personGone } = failure;
    if (!personGone && this.#parts.halting.refused(delivery, reason, since)) return this.#later(AFTER_REFUSAL, reason);
    return { state: 'never', reason, personGone };
  }

  /** Nothing left the house: it is tried again, and nobody else's message waits for it. */
  notRendered({ id, kind, attempts }: ClaimedDelivery, error: Error): Outcome {
    this.#parts.log.error({ error, delivery: id, kind }, 'outbox.render failed');
    return this.#later(backOff(attempts + 1), 'notRendered');
  }

  /** Its turn came too late: what it says is looked at anew. */
  waited(delivery: ClaimedDelivery): Outcome {
    return this.#again(delivery, 'waited', false);
  }

  /** What became of it is known for good. */
  forget({ id }: ClaimedDelivery): void {
    this.#unknowns.delete(id);
  }

  /** Silence that Telegram asked for is the gate's to keep, for everybody; nobody loses their place by it. */
  #refusedForNow(delivery: ClaimedDelivery, { reason, isFlood }: Failure & { kind: 'later' }): Outcome {
    return isFlood ? this.#again(delivery, reason, false) : this.#later(backOff(delivery.attempts + 1), reason);
  }

  /** A double is better than a gap: what may not have arrived is sent again, a few times, before all that still waits. */
  #unknown(delivery: ClaimedDelivery, reason: string): Outcome {
    const { id, attempts } = delivery;
    const isAway = this.#parts.isAway();
    const tries = (this.#unknowns.get(id) ?? 0) + (isAway ? 0 : 1);
    if (isAway ? attempts + 1 >= UNKNOWN_TRIES_AWAY : tries >= UNKNOWN_TRIES) return { state: 'unknown', reason };
    this.#unknowns.set(id, tries);
    const next = isAway ? this.#later(backOff(attempts + 1), reason) : this.#again(delivery, reason, true);
    return { ...next, isDoubtful: true };
  }

  /** At once and in its old place, which a clock that was set back may have moved into the future. */
  #again({ dueAt }: ClaimedDelivery, reason: string, counts: boolean): Later {
    const now = this.#parts.clock.now();
    return { state: 'later', dueAt: dueAt < now ? dueAt : now, reason, counts };
  }

  #later(milliseconds: number, reason: string): Later {
    return { state: 'later', dueAt: addMilliseconds(this.#parts.clock.now(), milliseconds), reason, counts: true };
  }
}
