import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.ts';

/**
 * Those whom no message reaches are few, and each look of a leader counts them. SQLite finds them in `people_by_home`, unit by unit;
 * PostgreSQL goes through everybody unless there is an index of them alone.
 */
export class OutOfReach1764130000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    if (dialectOf(runner) !== 'postgres') return;
    await run(runner, [
      `CREATE INDEX people_out_of_reach ON people (home_unit_id, reach)
        WHERE left_on IS NULL AND reach IN ('notEnrolled', 'unreachable')`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    if (dialectOf(runner) === 'postgres') await run(runner, ['DROP INDEX people_out_of_reach']);
  }
}
