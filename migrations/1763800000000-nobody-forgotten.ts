import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

const UP = [
  `CREATE TABLE absences (
    id $ID, person_id $REF NOT NULL REFERENCES people (id), from_on text NOT NULL, to_on text NOT NULL,
    marked_by_id $REF REFERENCES people (id), marked_at $INSTANT NOT NULL, cancelled_at $INSTANT, asked_at $INSTANT)`,
  'CREATE INDEX absences_by_person ON absences (person_id, to_on) WHERE cancelled_at IS NULL',
  'CREATE INDEX absences_until ON absences (to_on) WHERE cancelled_at IS NULL',
  'CREATE INDEX absences_over ON absences (to_on) WHERE cancelled_at IS NULL AND asked_at IS NULL',

  `CREATE TABLE attestations (
    id $ID, receipt_id $REF NOT NULL REFERENCES receipts (id), directive_id $REF NOT NULL REFERENCES directives (id), way text NOT NULL CHECK (way IN ('phone','paper')),
    note text, by_id $REF NOT NULL REFERENCES people (id), at $INSTANT NOT NULL, disputed_at $INSTANT)`,
  'CREATE UNIQUE INDEX attestations_once ON attestations (receipt_id, way)',
  'CREATE INDEX attestations_by_directive ON attestations (directive_id)',

  `CREATE TABLE escalations (
    id $ID, directive_id $REF NOT NULL REFERENCES directives (id), version integer NOT NULL,
    unit_id $REF NOT NULL REFERENCES units (id), level integer NOT NULL, told_unit_id $REF NOT NULL REFERENCES units (id),
    person_id $REF NOT NULL REFERENCES people (id), at $INSTANT NOT NULL)`,
  'CREATE UNIQUE INDEX escalations_once ON escalations (directive_id, version, unit_id, level, person_id)',
  'CREATE INDEX escalations_by_person ON escalations (person_id, directive_id)',
  'ALTER TABLE directives ADD COLUMN escalated_at $INSTANT',

  'ALTER TABLE directive_units ADD COLUMN to_know $FLAG NOT NULL DEFAULT $FALSE',
  'ALTER TABLE receipts ADD COLUMN to_know $FLAG NOT NULL DEFAULT $FALSE',
  'ALTER TABLE tallies ADD COLUMN to_know $FLAG NOT NULL DEFAULT $FALSE',

  'ALTER TABLE deliveries ADD COLUMN doubts integer NOT NULL DEFAULT 0',
  'CREATE INDEX deliveries_doubtful ON deliveries (directive_id) WHERE doubts > 0',

  'DROP INDEX drafts_one_per_person',
  'CREATE UNIQUE INDEX drafts_one_per_form ON drafts (person_id, form)',
];

const DOWN = [
  'DROP INDEX drafts_one_per_form',
  'DELETE FROM drafts WHERE id NOT IN (SELECT max(id) FROM drafts GROUP BY person_id)',
  'CREATE UNIQUE INDEX drafts_one_per_person ON drafts (person_id)',
  'DROP INDEX deliveries_doubtful',
  'ALTER TABLE deliveries DROP COLUMN doubts',
  'ALTER TABLE tallies DROP COLUMN to_know',
  'ALTER TABLE receipts DROP COLUMN to_know',
  'ALTER TABLE directive_units DROP COLUMN to_know',
  'ALTER TABLE directives DROP COLUMN escalated_at',
  'DROP TABLE escalations',
  'DROP TABLE attestations',
  'DROP TABLE absences',
];

/** How often a card may have come twice, leave, a leader's word for somebody, escalation, units addressed to know, and a draft of each form beside the others. */
export class NobodyForgotten1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, DOWN);
  }
}
