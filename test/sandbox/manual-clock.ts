import { addMilliseconds, type Clock, instant } from '../../src/lib/clock.ts';

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
  #passed = 0;
  #sleepers: { until: number; wake: () => void }[] = [];

  now(): Date {
    return addMilliseconds(instant('2026-11-21T07:00:00Z'), this.#passed);
  }

  monotonic(): number {
    return this.#passed;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      signal?.addEventListener('abort', () => resolve(), { once: true });
      this.#sleepers.push({ until: this.#passed + milliseconds, wake: resolve });
    });
  }

  advance(milliseconds: number): void {
    this.#passed += milliseconds;
    const due = this.#sleepers.filter(({ until }) => until <= this.#passed);
    this.#sleepers = this.#sleepers.filter(({ until }) => until > this.#passed);
    for (const { wake } of due) wake();
  }
}
