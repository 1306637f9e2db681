import { type Clock, SECOND } from '../lib/clock.ts';
import { badRequest } from './bot-api-error.ts';

/** A press of an inline button, as the person's app sees it. */
export interface CallbackPress {
  id: string;
  answered: boolean;
  answer?: { text?: string; showAlert: boolean };
  /** Resolves when the bot has answered. */
  settled: Promise<void>;
}

interface Waiting {
  chatId: number;
  pressedAt: number;
  press: CallbackPress;
  settle: () => void;
}

/** After this a bot can no longer answer a press. */
const LIFETIME = 150 * SECOND;

/** The presses that wait for the bot's answer. */
export class CallbackQueries {
  readonly #clock: Clock;
  readonly #waiting = new Map<string, Waiting>();
  #lastId = 4_300_000_000_000_000n;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(chatId: number): CallbackPress {
    const id = String(++this.#lastId);
    const { promise, resolve } = withResolver();
    const press: CallbackPress = { id, answered: false, settled: promise };
    this.#waiting.set(id, { chatId, pressedAt: this.#clock.now().getTime(), press, settle: resolve });
    return press;
  }

  /** Answers a press once, within its lifetime; returns the chat it came from. */
  answer(id: string | undefined, answer: { text?: string; showAlert: boolean }): number {
    const found = id === undefined ? undefined : this.#waiting.get(id);
    if (id !== undefined) this.#waiting.delete(id);
    if (!found || this.#clock.now().getTime() - found.pressedAt > LIFETIME)
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    found.press.answered = true;
    found.press.answer = answer;
    found.settle();
    return found.chatId;
  }
}

function withResolver() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
