import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

const UP = [
  `CREATE TABLE reports (
    id $ID, unit_id $REF NOT NULL REFERENCES units (id), from_at $INSTANT NOT NULL, to_at $INSTANT NOT NULL,
    made_at $INSTANT NOT NULL, content $JSON NOT NULL)`,
  'CREATE UNIQUE INDEX reports_once ON reports (unit_id, to_at)',
  // When somebody of the unit acknowledged last; counted from receipts only here, and only for what is in force.
  'ALTER TABLE tallies ADD COLUMN acknowledged_at $INSTANT',
  `UPDATE tallies SET acknowledged_at = last.at FROM (
      SELECT r.directive_id, r.version, r.unit_id, max(r.acknowledged_at) AS at
      FROM receipts r JOIN directives d ON d.id = r.directive_id
      WHERE d.state = 'issued' AND r.acknowledged_at IS NOT NULL GROUP BY r.directive_id, r.version, r.unit_id) last
    WHERE last.directive_id = tallies.directive_id AND last.version = tallies.version AND last.unit_id = tallies.unit_id`,
  'CREATE INDEX directives_ended ON directives (ended_at) WHERE ended_at IS NOT NULL',
  'CREATE INDEX tasks_done ON tasks (done_at) WHERE done_at IS NOT NULL',
  'CREATE INDEX task_entries_in_order ON task_entries (at, id)',
];

const DOWN = [
  'DROP INDEX task_entries_in_order',
  'DROP INDEX tasks_done',
  'DROP INDEX directives_ended',
  'ALTER TABLE tallies DROP COLUMN acknowledged_at',
  'DROP TABLE reports',
];

/** The office's weekly reports, and what they are found by without touching a receipt. */
export class Reports1764060000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, DOWN);
  }
}
