import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    // One more than Vitest's own choice on a small machine: many stories wait for a clock or a process of their own.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // The bot is loaded once by each worker and not again by each file: nothing in it remembers anything outside of an office.
    isolate: false,
    // Stories with a bot as a process of its own share the machine with all others there: what fails twice has failed.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
