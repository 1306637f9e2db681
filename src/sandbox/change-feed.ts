/** What has just become different, for the page and for whoever waits in a test. */
export type Change =
  | { type: 'message'; chatId: number; messageId: number }
  | { type: 'deleted'; chatId: number; messageId: number }
  | { type: 'person'; chatId: number }
  | { type: 'answered'; chatId: number; queryId: string; text?: string | undefined; showAlert: boolean }
  | { type: 'request' };

/** Tells its listeners of every change, at once and in order. */
export class ChangeFeed {
  readonly #listeners = new Set<(change: Change) => void>();

  /** Returns the function that ends the listening. */
  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}
