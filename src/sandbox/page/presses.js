import { buttonKey } from './message-bubble.js';

/** After this Telegram takes no answer to a press any more. */
const LIFETIME = 150_000;

/** The presses of one chat that the bot has not answered yet. */
export class Presses {
  #waiting = new Map();
  #queries = new Map();
  #early = new Map();
  #on;

  constructor(on) {
    this.#on = on;
  }

  isWaiting(key) {
    return this.#waiting.has(key);
  }

  /** Presses, and remembers the button until its answer comes. */
  async press(message, button, send) {
    const key = buttonKey(message, button);
    this.#set(key, 1);
    const sent = await send();
    if (!sent?.queryId) return this.#set(key, -1);
    // The answer can be faster than the word that the press has gone out.
    const early = this.#early.get(sent.queryId);
    if (early) return this.#settle(sent.queryId, key, early);
    this.#queries.set(sent.queryId, key);
    setTimeout(() => this.#queries.has(sent.queryId) && this.#settle(sent.queryId, key, {}), LIFETIME);
  }

  answered(answer) {
    const key = this.#queries.get(answer.queryId);
    if (key === undefined) this.#early.set(answer.queryId, answer);
    else this.#settle(answer.queryId, key, answer);
  }

  #settle(queryId, key, answer) {
    this.#queries.delete(queryId);
    this.#early.delete(queryId);
    this.#set(key, -1);
    this.#on.onAnswer(answer);
  }

  #set(key, change) {
    const count = (this.#waiting.get(key) ?? 0) + change;
    if (count > 0) this.#waiting.set(key, count);
    else this.#waiting.delete(key);
    this.#on.onChange(key);
  }
}
