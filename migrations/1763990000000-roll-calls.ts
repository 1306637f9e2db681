import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

const UP = [
  `CREATE TABLE roll_calls (
    id $ID, about text NOT NULL, state text NOT NULL CHECK (state IN ('preparing','open','ended')),
    asked_by_id $REF NOT NULL REFERENCES people (id), asked_at $INSTANT NOT NULL, opened_at $INSTANT, ended_at $INSTANT,
    ended_by_id $REF REFERENCES people (id), chases integer NOT NULL, recard_after $REF, draft_id $REF NOT NULL)`,
  'CREATE UNIQUE INDEX roll_calls_by_draft ON roll_calls (draft_id)',
  "CREATE INDEX roll_calls_running ON roll_calls (id) WHERE state IN ('preparing','open')",
  'CREATE INDEX roll_calls_to_recard ON roll_calls (id) WHERE recard_after IS NOT NULL',
  'CREATE INDEX roll_calls_by_end ON roll_calls (ended_at)',
  `CREATE TABLE roll_call_units (
    roll_call_id $REF NOT NULL REFERENCES roll_calls (id), unit_id $REF NOT NULL REFERENCES units (id),
    PRIMARY KEY (roll_call_id, unit_id))`,
  // The frozen list: everybody at and below the units on that day, whether a message reaches them or not.
  `CREATE TABLE roll_call_people (
    id $ID, roll_call_id $REF NOT NULL REFERENCES roll_calls (id), person_id $REF NOT NULL REFERENCES people (id),
    unit_id $REF NOT NULL REFERENCES units (id), late_joiner $FLAG NOT NULL,
    answer text CHECK (answer IN ('safe','help')), answered_at $INSTANT, told_by_id $REF REFERENCES people (id),
    closed_at $INSTANT, changed_at $INSTANT NOT NULL)`,
  'CREATE UNIQUE INDEX roll_call_people_once ON roll_call_people (roll_call_id, person_id)',
  'CREATE INDEX roll_call_people_counted ON roll_call_people (roll_call_id, unit_id, answer, closed_at)',
  'CREATE INDEX roll_call_people_changed ON roll_call_people (roll_call_id, changed_at)',
  'CREATE INDEX roll_call_people_by_person ON roll_call_people (person_id)',
  // What was said with a call for help is sealed (`text_id`).
  `CREATE TABLE roll_call_entries (
    id $ID, listed_id $REF NOT NULL REFERENCES roll_call_people (id), at $INSTANT NOT NULL,
    by_id $REF NOT NULL REFERENCES people (id), step text NOT NULL CHECK (step IN ('safe','help','words','place')),
    text_id $REF, update_id $BIG)`,
  'CREATE INDEX roll_call_entries_by_listed ON roll_call_entries (listed_id, id)',
  'CREATE UNIQUE INDEX roll_call_entries_by_update ON roll_call_entries (update_id) WHERE update_id IS NOT NULL',
  "CREATE INDEX deliveries_of_roll_calls ON deliveries (subject_id) WHERE kind = 'rollcall.account'",
];

const DOWN = [
  'DROP INDEX deliveries_of_roll_calls',
  'DROP TABLE roll_call_entries',
  'DROP TABLE roll_call_people',
  'DROP TABLE roll_call_units',
  'DROP TABLE roll_calls',
];

/** Roll calls: who was asked whether they are safe, and what each answered. */
export class RollCalls1763990000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, DOWN);
  }
}
