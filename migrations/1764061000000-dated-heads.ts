import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

const UP = [
  "CREATE INDEX posts_of_dated_heads ON posts (unit_id, person_id) WHERE role IN ('leader','deputy') AND to_on IS NOT NULL",
];

/** Who leads a unit up to a day is found as fast as who leads it without one. */
export class DatedHeads1764061000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP INDEX posts_of_dated_heads']);
  }
}
