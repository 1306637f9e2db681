/**
 * Time comes in here and nowhere else, so that a test can give its own.
 * `now` is wall time (may be set back), `monotonic` is milliseconds that only grow, `sleep` ends early when its signal aborts.
 */
export interface Clock {
  now(): Date;
  monotonic(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer = setTimeout(done, milliseconds);
      function done() {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      }
      signal?.addEventListener('abort', done, { once: true });
    }),
};

/** A given instant: ISO 8601 text with an offset, or milliseconds since 1970. Throws RangeError when it is neither. */
export function instant(value: string | number): Date {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) throw new RangeError(`not an instant: ${value}`);
  return date;
}

export const addMilliseconds = (date: Date, milliseconds: number): Date => new Date(date.getTime() + milliseconds);

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
