import { SECOND } from './clock.ts';

/** Milliseconds to wait before the next attempt when nobody said how long: 1, 2, 4 … 60 seconds. */
export function backOff(attempts: number): number {
  return Math.min(60, 2 ** Math.max(0, attempts - 1)) * SECOND;
}
