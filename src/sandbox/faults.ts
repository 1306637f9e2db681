/**
 * What can go wrong between a bot and Telegram.
 * `reset-before`: the connection breaks and nothing happened. `reset-after`: it breaks, but the request was carried out.
 * `time-out`: the request was carried out and is never answered. `status`: answered with this body, not carried out.
 * `retryAfter`: refused with 429. `delay`: carried out, answered later by so many milliseconds.
 */
export type FaultEffect =
  | 'reset-before'
  | 'reset-after'
  | 'time-out'
  | { status: number; body: string }
  | { retryAfter: number }
  | { delay: number };

export interface Fault {
  /** A method's name (in any case) or a pattern; every method when left out. */
  method?: string | RegExp;
  chatId?: number;
  /** Of the requests that fit it hits only every so-manieth; every one when left out. */
  every?: number;
  /** How many requests it hits; 1 when left out, Infinity for all until `clear()`. */
  times?: number;
  effect: FaultEffect;
}

/** The faults that wait for a request to hit; the first that fits is used. */
export class Faults {
  readonly #waiting: { fault: Fault; left: number; seen: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1, seen: 0 });
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  /** The effect on this request, if any; uses it up. */
  hit(method: string, chatId: unknown): FaultEffect | undefined {
    if (this.#waiting.length === 0) return undefined;
    const index = this.#waiting.findIndex((one) => {
      if (!fits(one.fault, method, chatId)) return false;
      one.seen++;
      return one.seen % (one.fault.every ?? 1) === 0;
    });
    const found = this.#waiting[index];
    if (!found) return undefined;
    found.left--;
    if (found.left <= 0) this.#waiting.splice(index, 1);
    return found.fault.effect;
  }
}

function fits({ method, chatId }: Fault, requested: string, requestedChat: unknown): boolean {
  if (chatId !== undefined && String(chatId) !== String(requestedChat)) return false;
  if (method instanceof RegExp) return method.test(requested);
  return method === undefined || method.toLowerCase() === requested.toLowerCase();
}
