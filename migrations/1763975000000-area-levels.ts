import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

const UP = [
  // `told_after`: the last trip of whose traveller and leaders it is settled that they were told; null when all were.
  `CREATE TABLE area_levels (
    id $ID, hazard text NOT NULL, province text NOT NULL, level integer NOT NULL, from_on text NOT NULL, to_on text,
    directive_id $REF REFERENCES directives (id), set_by_name text NOT NULL, set_at $INSTANT NOT NULL, ended_at $INSTANT,
    told_after $BIG)`,
  'CREATE UNIQUE INDEX area_levels_once ON area_levels (hazard, province) WHERE ended_at IS NULL',
  'CREATE INDEX area_levels_to_tell ON area_levels (id) WHERE told_after IS NOT NULL',
];

const DOWN = ['DROP TABLE area_levels'];

/** At which level of a hazard a province stands. */
export class AreaLevels1763975000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, DOWN);
  }
}
