import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.ts';

const WHAT = "what IN ('declaration','list','pass')";

/** SQLite takes NOT NULL from no column in place, so that both directions fill a new table; nothing points to it. */
const rebuilt = (columns: string, filling: string) => [
  'ALTER TABLE health_looks RENAME TO looks_before',
  `CREATE TABLE health_looks (
    id $ID, seen_on text NOT NULL, person_id $REF NOT NULL REFERENCES people (id), at $INSTANT NOT NULL, ${columns})`,
  `INSERT INTO health_looks (seen_on, person_id, at, by_id, what)
    SELECT seen_on, person_id, at, by_id, what FROM looks_before ${filling} ORDER BY id`,
  'DROP TABLE looks_before',
  'CREATE INDEX health_looks_by_person ON health_looks (person_id, id)',
];

// Who looked, and at what, is sealed (`details_id`). What stands in the open from before is sealed by a routine, which has the key.
const UP = [
  ...rebuilt(`details_id $REF, by_id $REF REFERENCES people (id), what text CHECK (${WHAT})`, ''),
  'CREATE INDEX health_looks_kept ON health_looks (at, id)',
  'CREATE INDEX health_looks_open ON health_looks (id) WHERE what IS NOT NULL',
  'CREATE INDEX health_looks_sealed ON health_looks (details_id) WHERE details_id IS NOT NULL',
  'ALTER TABLE health_acts DROP COLUMN way',
  'ALTER TABLE health_acts RENAME COLUMN draft_id TO draft_mark',
];

/** A mark of every act, so that none stands out as the one press that says "nothing noticed". */
const MARKED = {
  sqlite: 'UPDATE health_acts SET draft_mark = abs(random() % 140737488355328)',
  postgres: 'UPDATE health_acts SET draft_mark = floor(random() * 140737488355328)::bigint',
};

const FOUND = "CREATE INDEX deliveries_of_health ON deliveries (subject_id) WHERE kind = 'health.alert'";

/** Looks that were sealed cannot be opened here. */
const DOWN = [
  'DROP INDEX deliveries_of_health',
  'UPDATE health_acts SET draft_mark = NULL',
  'ALTER TABLE health_acts RENAME COLUMN draft_mark TO draft_id',
  "ALTER TABLE health_acts ADD COLUMN way text NOT NULL DEFAULT 'form' CHECK (way IN ('form','same'))",
  'DROP INDEX health_looks_kept',
  'DROP INDEX health_looks_open',
  'DROP INDEX health_looks_sealed',
  ...rebuilt(
    `by_id $REF NOT NULL REFERENCES people (id), what text NOT NULL CHECK (${WHAT})`,
    'WHERE what IS NOT NULL',
  ),
];

/** Nothing that stands in the open says what somebody's declaration said: neither who looked at it, nor how it was made. */
export class SealedLooks1764110000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [...UP, MARKED[dialectOf(runner)], FOUND]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, DOWN);
  }
}
