import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

const KINDS = "'correct','erase','restrict','complain'";
const STATES = "'received','answered','refused','withdrawn'";

// What is asked and answered is sealed (`text_id`, `answer_id`); that it was, and until when, has to be found.
const UP = [
  `CREATE TABLE privacy_requests (
    id $ID, person_id $REF NOT NULL REFERENCES people (id), unit_id $REF NOT NULL REFERENCES units (id),
    kind text NOT NULL CHECK (kind IN (${KINDS})), state text NOT NULL CHECK (state IN (${STATES})),
    received_at $INSTANT NOT NULL, due_on text NOT NULL, ended_at $INSTANT, by_id $REF REFERENCES people (id),
    text_id $REF, answer_id $REF, draft_id $REF NOT NULL)`,
  'CREATE UNIQUE INDEX privacy_requests_by_draft ON privacy_requests (draft_id)',
  'CREATE INDEX privacy_requests_by_person ON privacy_requests (person_id, id)',
  "CREATE INDEX privacy_requests_open ON privacy_requests (due_on, id) WHERE state = 'received'",
  'CREATE INDEX privacy_requests_kept ON privacy_requests (ended_at) WHERE text_id IS NOT NULL',
];

/** What people ask of the office about their own data. */
export class PrivacyRequests1764021000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP TABLE privacy_requests']);
  }
}
