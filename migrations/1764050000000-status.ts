import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

const HOME = `UPDATE people SET home_unit_id = (SELECT o.unit_id FROM posts o JOIN units u ON u.id = o.unit_id
  WHERE o.person_id = people.id AND o.to_on IS NULL ORDER BY length(u.path) DESC, o.id LIMIT 1)`;

const REACH = `UPDATE people SET reach = (SELECT CASE WHEN a.unreachable_at IS NULL THEN 'reachable' ELSE 'unreachable' END
  FROM accounts a WHERE a.person_id = people.id AND a.ended_at IS NULL)
  WHERE id IN (SELECT a.person_id FROM accounts a WHERE a.ended_at IS NULL)`;

const IMPLEMENTED = `UPDATE tallies SET implemented = (SELECT count(*) FROM receipts r
  WHERE r.directive_id = tallies.directive_id AND r.version = tallies.version AND r.unit_id = tallies.unit_id
    AND r.implemented_at IS NOT NULL AND r.status <> 'closed')
  WHERE directive_id IN (SELECT d.id FROM directives d WHERE d.audience = 'heads')`;

const UP = [
  'ALTER TABLE people ADD COLUMN home_unit_id $REF',
  `ALTER TABLE people ADD COLUMN reach text NOT NULL DEFAULT 'notEnrolled'
    CHECK (reach IN ('notEnrolled','unreachable','reachable'))`,
  HOME,
  REACH,
  'CREATE INDEX people_by_home ON people (home_unit_id, reach) WHERE left_on IS NULL',
  "CREATE INDEX posts_of_heads ON posts (unit_id, person_id) WHERE role IN ('leader','deputy') AND to_on IS NULL",
  'ALTER TABLE tallies ADD COLUMN implemented integer NOT NULL DEFAULT 0',
  IMPLEMENTED,
  "CREATE INDEX trips_awaiting ON trips (decider_id) WHERE state = 'awaiting'",
  "CREATE INDEX trips_returned ON trips (ended_at) WHERE state = 'returned'",
  'CREATE INDEX task_entries_by_time ON task_entries (at)',
];

/** What leaders' figures are read from at a glance: where everybody belongs and whether they are reached, and what heads have set going. */
export class Status1764050000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'DROP INDEX task_entries_by_time',
      'DROP INDEX trips_returned',
      'DROP INDEX trips_awaiting',
      'ALTER TABLE tallies DROP COLUMN implemented',
      'DROP INDEX posts_of_heads',
      'DROP INDEX people_by_home',
      'ALTER TABLE people DROP COLUMN reach',
      'ALTER TABLE people DROP COLUMN home_unit_id',
    ]);
  }
}
