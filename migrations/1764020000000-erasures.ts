import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.ts';

// What was sealed before takes the nonce that it was sealed with last, so that a backup from before this step gets the same marks.
const MARKS = {
  sqlite: 'UPDATE vault_values SET mark = lower(hex(substr(sealed, 1, 12)))',
  postgres: "UPDATE vault_values SET mark = encode(substring(sealed from 1 for 12), 'hex')",
};

// A value that is erased once more after a restore has to be found by its number.
const INDEXES = [
  'CREATE INDEX trips_sealed ON trips (details_id) WHERE details_id IS NOT NULL',
  'CREATE INDEX health_declarations_sealed ON health_declarations (details_id) WHERE details_id IS NOT NULL',
  'CREATE INDEX drafts_sealed ON drafts (sealed_id) WHERE sealed_id IS NOT NULL',
];

/** Each sealed value has a mark of its own, by which its erasure is remembered outside the database. */
export class Erasures1764020000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ['ALTER TABLE vault_values ADD COLUMN mark text', MARKS[dialectOf(runner)], ...INDEXES]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      ...['drafts_sealed', 'health_declarations_sealed', 'trips_sealed'].map((name) => `DROP INDEX ${name}`),
      'ALTER TABLE vault_values DROP COLUMN mark',
    ]);
  }
}
