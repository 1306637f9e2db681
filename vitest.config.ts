import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * They mostly wait, on clocks that run fast or at Telegram's pace, or measure how long somebody waits: beside each other only, since a
 * busy machine would be late for them.
 */
const TIMED = [
  'test/flows/{alarms,broadcast,hammer,paste}.test.ts',
  'test/outbox/{fairness,flood,halt,in-flight,long-outage,outage,pace}.test.ts',
];

/** What takes longest begins first, so that no worker is left alone with it at the end. */
const LONG = 'broadcast kill long-outage memory outage full-disk first-day hammer papers document-text reading'.split(
  ' ',
);

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = LONG.indexOf(basename(moduleId, '.test.ts'));
      return place < 0 ? LONG.length : place;
    };
    return (await super.sort(files)).sort((one, other) => placeOf(one) - placeOf(other));
  }
}

/**
 * One more than there are processors: half of the time a story waits for a clock or for a process of its own. A PostgreSQL server as it
 * comes has too few connections for as many.
 */
const WORKERS = Math.max(2, availableParallelism() + (process.env.TEST_DATABASE_URL ? -1 : 1));

// Not by `exclude`, which would take the place of what the command line excludes.
const OTHERS = ['test/**/*.test.ts', ...TIMED.map((pattern) => `!${pattern}`)];

export default defineConfig({
  test: {
    globalSetup: ['test/support/build.ts'],
    // The bot is loaded once by each worker and not again by each file: nothing in it remembers anything outside of an office.
    isolate: false,
    // Stories with a bot as a process of its own share the machine with all others there: what fails twice has failed.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongFirst },
    projects: [
      { extends: true, test: { name: 'stories', include: OTHERS, maxWorkers: WORKERS, sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: 'timed', include: TIMED, maxWorkers: 4, sequence: { groupOrder: 1 } } },
    ],
  },
});
