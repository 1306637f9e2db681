import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

const UP = [
  `CREATE TABLE follow_ups (
    id $ID, person_id $REF NOT NULL REFERENCES people (id), trip_id $REF REFERENCES trips (id),
    declaration_id $REF REFERENCES health_declarations (id), from_on text NOT NULL, to_on text NOT NULL,
    opened_at $INSTANT NOT NULL, ended_at $INSTANT,
    ended text CHECK (ended IN ('done', 'lifted', 'corrected', 'withdrawn', 'left')))`,
  'CREATE INDEX follow_ups_by_person ON follow_ups (person_id)',
  'CREATE UNIQUE INDEX follow_ups_of_trip ON follow_ups (trip_id) WHERE ended_at IS NULL AND trip_id IS NOT NULL',
  'CREATE INDEX follow_ups_by_trip ON follow_ups (trip_id) WHERE trip_id IS NOT NULL',
  'CREATE INDEX follow_ups_open ON follow_ups (to_on, id) WHERE ended_at IS NULL',
  'CREATE INDEX follow_ups_ended ON follow_ups (ended_at, id) WHERE ended_at IS NOT NULL',
];

/** Who declares each day for some days, after a trip or a contact. */
export class FollowUps1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP TABLE follow_ups']);
  }
}
