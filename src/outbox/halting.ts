import type { ClaimedDelivery } from '../domain/deliveries/delivery.ts';
import { haltSending } from '../domain/directives/sending-actions.ts';
import type { Office } from '../domain/stores.ts';
import type { Log } from '../lib/log.ts';
import { Opening } from './opening.ts';

/** So many people in a row whose card of one directive was refused, and it is taken for the directive's own fault. */
const REFUSALS_IN_A_ROW = 3;
/** A card that was refused is tried so often, unless its directive was halted meanwhile. */
const REFUSED_TRIES = 2;

/** Tells an error that is the same for everybody (bad entities, a file too large) from one person's bad luck, and stops that sending. */
export class Halting {
  readonly #office: Office;
  readonly #log: Log;
  readonly #opening = new Opening();
  /** Deliveries refused in a row, by directive. */
  readonly #refused = new Map<number, Set<number>>();
  /** When (monotonic) a directive was halted: nothing of it that was claimed before then leaves. */
  readonly #haltedAt = new Map<number, number>();

  constructor(office: Office, log: Log) {
    this.#office = office;
    this.#log = log;
  }

  /** Whether what was claimed at this moment belongs to a sending that was halted since. */
  isHalted(directiveId: number | null, since: number): boolean {
    return directiveId !== null && since <= (this.#haltedAt.get(directiveId) ?? -1);
  }

  /** Resolves when this one may go: the first few of a sending go before all others. What it gives is called afterwards. */
  enter(delivery: ClaimedDelivery): Promise<() => void> {
    return this.#opening.enter(delivery);
  }

  accepted(delivery: ClaimedDelivery): void {
    if (delivery.directiveId !== null) this.#refused.delete(delivery.directiveId);
    this.#opening.accepted(delivery);
  }

  /** True when a refusal may be the directive's own fault and not the person's: it waits for a second try. */
  refused(delivery: ClaimedDelivery, reason: string, since: number): boolean {
    const { id, directiveId, kind, attempts, messageId } = delivery;
    // A card that cannot be edited (its person deleted it) says nothing of the directive.
    if (directiveId === null || kind !== 'directive.card' || messageId !== null) return false;
    if (this.isHalted(directiveId, since)) return true;
    const inARow = (this.#refused.get(directiveId) ?? new Set()).add(id);
    this.#refused.set(directiveId, inARow);
    if (inARow.size >= REFUSALS_IN_A_ROW) this.#halt(directiveId, reason);
    return inARow.size >= REFUSALS_IN_A_ROW || attempts + 1 < REFUSED_TRIES;
  }

  #halt(directiveId: number, reason: string): void {
    this.#log.error({ directiveId, reason }, 'outbox.halt: refused for everybody');
    this.#refused.delete(directiveId);
    this.#opening.halted(directiveId);
    // Whatever is claimed until the halt is written down is halted as well; what is claimed afterwards was resumed by somebody.
    this.#haltedAt.set(directiveId, Number.POSITIVE_INFINITY);
    haltSending(directiveId, reason, this.#office)
      .catch((error: unknown) => this.#log.error({ error }, 'outbox.halt failed'))
      .finally(() => this.#haltedAt.set(directiveId, this.#office.clock.monotonic()));
  }
}
