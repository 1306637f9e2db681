import type { Office } from '../domain/stores.ts';
import type { Begun } from '../domain/updates.ts';

/**
 * Which updates were begun and which are done: a batch is begun in one transaction, and what was done is written down with the next
 * one, since a second handling is kept from doing harm by each action itself.
 */
export class UpdateLedger {
  readonly #office: Office;
  readonly #begun = new Map<number, Begun>();
  readonly #done = new Set<number>();

  constructor(office: Office) {
    this.#office = office;
  }

  /** Counts a try of each of these updates. */
  async begin(ids: number[]): Promise<void> {
    if (ids.length === 0) return;
    const done = [...this.#done];
    const begun = await this.#office.inTransaction(async ({ updates }) => {
      await updates.finish(done);
      return await updates.begin(ids, this.#office.clock.now());
    });
    for (const id of done) this.#done.delete(id);
    for (const [id, state] of begun) this.#begun.set(id, state);
  }

  /** What is known of an update that is about to be handled; counts a try when its batch did not. */
  async take(id: number): Promise<Begun> {
    if (!this.#begun.has(id)) await this.begin([id]);
    return this.#begun.get(id)!;
  }

  /** The next try will be counted anew. */
  forget(id: number): void {
    this.#begun.delete(id);
  }

  finish(id: number): void {
    this.#begun.set(id, { state: 'done', tries: 0 });
    this.#done.add(id);
  }

  /** A batch is over: what is known of it stands in the database. */
  endBatch(): void {
    this.#begun.clear();
  }
}
