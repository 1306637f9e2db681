import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

const KINDS = "'mission','private','abroad'";
const STATES = "'awaiting','planned','refused','cancelled','returned'";
const STEPS = "'declare','change','extend','approve','refuse','ask','answer','cancel','return'";

const UP = [
  `CREATE TABLE consents (
    id $ID, person_id $REF NOT NULL REFERENCES people (id), notice integer NOT NULL, given_at $INSTANT NOT NULL,
    withdrawn_at $INSTANT)`,
  'CREATE INDEX consents_by_person ON consents (person_id, id)',
  // Where and when stands in the open, since a change of a level has to find it; why, how and with whom is sealed (`details_id`).
  `CREATE TABLE trips (
    id $ID, person_id $REF NOT NULL REFERENCES people (id), unit_id $REF NOT NULL REFERENCES units (id),
    decider_id $REF NOT NULL REFERENCES units (id), kind text NOT NULL CHECK (kind IN (${KINDS})),
    state text NOT NULL CHECK (state IN (${STATES})), from_on text NOT NULL, to_on text NOT NULL, details_id $REF,
    version integer NOT NULL, draft_id $REF NOT NULL, submitted_at $INSTANT NOT NULL, ended_at $INSTANT, asked_on text,
    contacts_erased_at $INSTANT, erased_at $INSTANT)`,
  'CREATE UNIQUE INDEX trips_by_draft ON trips (draft_id)',
  'CREATE INDEX trips_by_person ON trips (person_id, id)',
  "CREATE INDEX trips_open ON trips (unit_id, from_on) WHERE state IN ('awaiting','planned')",
  "CREATE INDEX trips_to_return ON trips (to_on) WHERE state = 'planned'",
  'CREATE INDEX trips_kept ON trips (to_on) WHERE erased_at IS NULL',
  `CREATE TABLE trip_stops (
    trip_id $REF NOT NULL REFERENCES trips (id), position integer NOT NULL, place text NOT NULL, province text,
    from_on text NOT NULL, to_on text NOT NULL, PRIMARY KEY (trip_id, position))`,
  'CREATE INDEX trip_stops_by_province ON trip_stops (province, to_on) WHERE province IS NOT NULL',
  `CREATE TABLE trip_entries (
    id $ID, trip_id $REF NOT NULL REFERENCES trips (id), at $INSTANT NOT NULL, by_id $REF NOT NULL REFERENCES people (id),
    step text NOT NULL CHECK (step IN (${STEPS})), text_id $REF, draft_id $REF)`,
  'CREATE INDEX trip_entries_by_trip ON trip_entries (trip_id, id)',
  'CREATE UNIQUE INDEX trip_entries_by_draft ON trip_entries (draft_id) WHERE draft_id IS NOT NULL',
  // Answers that are sealed while the form is still being filled.
  'ALTER TABLE drafts ADD COLUMN sealed_id $REF',
];

const DOWN = [
  'ALTER TABLE drafts DROP COLUMN sealed_id',
  'DROP TABLE trip_entries',
  'DROP TABLE trip_stops',
  'DROP TABLE trips',
  'DROP TABLE consents',
];

/** Trips that people declare, and what they agreed to before. */
export class Trips1763970000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, DOWN);
  }
}
