import type { Parameters } from '../parameters.ts';
import type { World } from '../world.ts';

/** One request to a method: what was asked, and of whom. */
export interface Call {
  world: World;
  parameters: Parameters;
  /** Calls back when the one who asks has hung up. */
  onGone(callback: () => void): void;
}

/** What a method of the Bot API does; it returns the `result` of the answer or throws a BotApiError. */
export interface Method {
  run(call: Call): unknown;
  /** How many tokens of flood control it takes; none when left out. */
  cost?(call: Call): number;
  /** Whether `allow_paid_broadcast` counts for it. */
  isPayable?: boolean;
}
