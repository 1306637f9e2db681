import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

/**
 * The keys of details that go from the record one day stand in a table of their own: on PostgreSQL it is written anew after each
 * erasure, which with millions of keys of acknowledgements would keep everybody waiting. What was recorded before stays where it is.
 */
const UP = [
  'CREATE TABLE evidence_passing_keys (entry_id $REF PRIMARY KEY NOT NULL, key $BYTES NOT NULL)',
  // What somebody declared is looked for in their stream by its day.
  "CREATE INDEX evidence_entries_of_people ON evidence_entries (stream, at) WHERE stream LIKE 'person:%'",
];

const DOWN = [
  'DROP INDEX evidence_entries_of_people',
  'INSERT INTO evidence_keys (id, key) SELECT -entry_id, key FROM evidence_passing_keys',
  'UPDATE evidence_private SET key_id = -entry_id WHERE key_id = 0',
  'DROP TABLE evidence_passing_keys',
];

/** What the record says of what people declared can be erased for good. */
export class Passing1764080000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, DOWN);
  }
}
