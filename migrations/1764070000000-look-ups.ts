import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

/** Whoever is in the office, in the order of their given names: looked through for words of a name, without a look at any row. */
export class LookUps1764070000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ['CREATE INDEX people_by_name ON people (name_sort, id) WHERE left_on IS NULL']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP INDEX people_by_name']);
  }
}
