import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

/** Indexes that speak of the state, and go while it is given its new words. */
const INDEXES = (uncounted: string) => [
  `CREATE UNIQUE INDEX directives_by_number ON directives (issuing_unit_id, number_year, number_key)
    WHERE number_key IS NOT NULL AND state NOT IN (${uncounted})`,
  "CREATE INDEX directives_in_force ON directives (issued_at) WHERE state = 'issued'",
  "CREATE INDEX directives_unsettled ON directives (id) WHERE state = 'issued' AND settled_at IS NULL",
];
const NAMES = ['directives_by_number', 'directives_in_force', 'directives_unsettled', 'directives_unready'];

/** SQLite changes no CHECK in place: a column with the new one takes the old one's place and name. */
const newStates = (words: string, written: string) => [
  ...NAMES.map((name) => `DROP INDEX ${name}`),
  `ALTER TABLE directives ADD COLUMN stage text NOT NULL DEFAULT 'preparing' CHECK (stage IN (${words}))`,
  `UPDATE directives SET stage = ${written}`,
  'ALTER TABLE directives DROP COLUMN state',
  'ALTER TABLE directives RENAME COLUMN stage TO state',
];

const UP = [
  ...newStates("'awaiting','scheduled','preparing','issued','closed','refused','cancelled'", 'state'),
  ...INDEXES("'refused','cancelled'"),
  "CREATE INDEX directives_unready ON directives (id) WHERE state IN ('awaiting','scheduled','preparing')",
  // Whose yes it needed: a second person's (it is immediate) or a leader's signature (the unit's setting).
  "ALTER TABLE directives ADD COLUMN approval text CHECK (approval IN ('second','signature'))",
  "UPDATE directives SET approval = 'second' WHERE state = 'awaiting' OR approver_id IS NOT NULL",
  // Null: as the unit above has it.
  'ALTER TABLE units ADD COLUMN signs_off $FLAG',
  `CREATE TABLE amendment_requests (
    id $ID, directive_id $REF NOT NULL REFERENCES directives (id), base_version integer NOT NULL,
    approval text NOT NULL CHECK (approval IN ('second','signature')), title text NOT NULL, text text NOT NULL,
    text_hash text NOT NULL, deadline_at $INSTANT, reason text NOT NULL, keeps_acknowledged $FLAG NOT NULL,
    author_id $REF NOT NULL REFERENCES people (id), author_name text NOT NULL, created_at $INSTANT NOT NULL,
    state text NOT NULL CHECK (state IN ('awaiting','approved','refused','cancelled')),
    approver_id $REF REFERENCES people (id), decided_at $INSTANT, end_reason text)`,
  "CREATE UNIQUE INDEX amendment_requests_awaiting ON amendment_requests (directive_id) WHERE state = 'awaiting'",
];

const DOWN = [
  'DROP TABLE amendment_requests',
  'ALTER TABLE units DROP COLUMN signs_off',
  'ALTER TABLE directives DROP COLUMN approval',
  ...newStates(
    "'awaiting','preparing','issued','closed','refused'",
    "CASE WHEN state IN ('scheduled','cancelled') THEN 'refused' ELSE state END",
  ),
  ...INDEXES("'refused'"),
  "CREATE INDEX directives_unready ON directives (id) WHERE state IN ('awaiting','preparing')",
];

/** A leader's signature before a directive leaves, and the hour at which it does. */
export class SignOff1763950000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, DOWN);
  }
}
