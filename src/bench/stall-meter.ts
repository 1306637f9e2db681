// Loaded into the bot's process by a benchmark, before the bot itself: how long the event loop stood still, told when it is asked for.
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Milliseconds between two looks; a loop that never stands still shows as much. */
const EVERY = 1;

const delay = monitorEventLoopDelay({ resolution: EVERY });
delay.enable();

/** The longest stall since it was last asked for, in milliseconds. */
process.on('message', () => {
  const stall = delay.max / 1e6;
  delay.reset();
  process.send?.({ stall });
});
