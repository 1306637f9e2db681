import { type Clock, instant, systemClock } from '../../src/lib/clock.ts';

/** So many times faster than in life are the milliseconds that somebody waits for, a chat's pace among them: stories wait for little else. */
const SPEED = 3;

/** Wall time that a test moves. */
export class TestClock implements Clock {
  #ahead: number;

  constructor(start = '2026-11-21T07:00:00Z') {
    this.#ahead = instant(start).getTime() - systemClock.now().getTime();
  }

  now = (): Date => instant(systemClock.now().getTime() + this.#ahead);
  monotonic = (): number => systemClock.monotonic() * SPEED;
  sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    systemClock.sleep(milliseconds / SPEED, signal);

  advance({ days = 0, hours = 0, minutes = 0 }: { days?: number; hours?: number; minutes?: number }): void {
    this.#ahead += ((days * 24 + hours) * 60 + minutes) * 60_000;
  }
}

/** Everything so many times faster: for stories in which Telegram's limits pass. */
export class FastClock implements Clock {
  readonly #speed: number;
  readonly #begin = systemClock.monotonic();
  readonly #start: number;

  constructor(speed: number, start = '2026-11-21T07:00:00Z') {
    this.#speed = speed;
    this.#start = instant(start).getTime();
  }

  monotonic = (): number => (systemClock.monotonic() - this.#begin) * this.#speed;
  now = (): Date => instant(this.#start + this.monotonic());
  sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    systemClock.sleep(milliseconds / this.#speed, signal);
}
