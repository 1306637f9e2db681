import type { ClaimedDelivery } from '../domain/deliveries/delivery.ts';

/** So many cards of a directive are under way at most until one was accepted. */
const FEW = 3;

interface Beginning {
  underWay: number;
  waiting: (() => void)[];
}

/**
 * Each directive's sending begins with a few cards: where they are refused for everybody, nobody else's was spent. With the first that
 * is accepted all others may go; that costs one answer's time once, which the gate's burst makes up for.
 */
export class Opening {
  readonly #accepted = new Set<number>();
  readonly #beginnings = new Map<number, Beginning>();

  /** Resolves when this one may go, with what is to be called when it was answered or not said after all. */
  async enter({ directiveId, kind }: ClaimedDelivery): Promise<() => void> {
    if (directiveId === null || kind !== 'directive.card' || this.#accepted.has(directiveId)) return () => {};
    const beginning = this.#beginnings.get(directiveId) ?? { underWay: 0, waiting: [] };
    this.#beginnings.set(directiveId, beginning);
    if (beginning.underWay < FEW) beginning.underWay += 1;
    else await new Promise<void>((go) => beginning.waiting.push(go));
    return () => {
      const next = beginning.waiting.shift();
      if (next) next();
      else beginning.underWay -= 1;
    };
  }

  accepted({ directiveId, kind }: ClaimedDelivery): void {
    if (directiveId === null || kind !== 'directive.card' || this.#accepted.has(directiveId)) return;
    this.#accepted.add(directiveId);
    const waiting = this.#beginnings.get(directiveId)?.waiting ?? [];
    this.#beginnings.delete(directiveId);
    for (const go of waiting) go();
  }

  /** What is sent of it from now on begins anew. */
  halted(directiveId: number): void {
    this.#accepted.delete(directiveId);
  }
}
