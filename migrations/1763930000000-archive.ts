import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.ts';

/** Which version's words are in the index; the index itself is SQLite's or PostgreSQL's own. */
const UP = [
  'CREATE TABLE directive_words (directive_id $REF PRIMARY KEY NOT NULL REFERENCES directives (id), version integer NOT NULL)',
  'CREATE INDEX tallies_by_unit ON tallies (unit_id, directive_id)',
];

const INDEX = {
  sqlite: [
    `CREATE VIRTUAL TABLE directive_index USING fts5 (words, content = '', contentless_delete = 1, detail = none,
      prefix = '2 3 4', tokenize = 'unicode61')`,
  ],
  postgres: [
    'CREATE TABLE directive_index (directive_id bigint PRIMARY KEY NOT NULL REFERENCES directives (id), words tsvector NOT NULL)',
    // Kept in the row: the planner does not see what it costs to fetch them from elsewhere, and would look through all of them.
    'ALTER TABLE directive_index ALTER COLUMN words SET STORAGE MAIN',
    'CREATE INDEX directive_index_by_word ON directive_index USING gin (words) WITH (fastupdate = off)',
  ],
} as const;

/** The words of all that was issued, for `/directives`. */
export class Archive1763930000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, UP);
    for (const statement of INDEX[dialectOf(runner)]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP TABLE directive_index', 'DROP INDEX tallies_by_unit', 'DROP TABLE directive_words']);
  }
}
