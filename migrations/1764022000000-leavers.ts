import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

/** When what somebody who has left had said of themselves was erased. */
export class Leavers1764022000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE people ADD COLUMN forgotten_at $INSTANT',
      'CREATE INDEX people_to_forget ON people (left_on) WHERE left_on IS NOT NULL AND forgotten_at IS NULL',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP INDEX people_to_forget', 'ALTER TABLE people DROP COLUMN forgotten_at']);
  }
}
