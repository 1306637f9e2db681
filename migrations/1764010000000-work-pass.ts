import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

/** SQLite changes neither a CHECK nor NOT NULL in place, so that both directions fill a new table; nothing points to it. */
const rebuilt = (columns: string, kinds: string, filling: string) => [
  'ALTER TABLE health_looks RENAME TO looks_before',
  `CREATE TABLE health_looks (
    id $ID, ${columns}, person_id $REF NOT NULL REFERENCES people (id), by_id $REF NOT NULL REFERENCES people (id),
    what text NOT NULL CHECK (what IN (${kinds})), at $INSTANT NOT NULL)`,
  filling,
  'DROP TABLE looks_before',
  'CREATE INDEX health_looks_by_person ON health_looks (person_id, id)',
];

const UP = rebuilt(
  'seen_on text NOT NULL',
  "'declaration','list','pass'",
  `INSERT INTO health_looks (seen_on, person_id, by_id, what, at)
    SELECT h.declared_on, l.person_id, l.by_id, l.what, l.at FROM looks_before l
    JOIN health_declarations h ON h.id = l.declaration_id ORDER BY l.id`,
);

/** A pass that was looked at where nothing had been declared was no look at a declaration. */
const DOWN = rebuilt(
  'declaration_id $REF NOT NULL REFERENCES health_declarations (id)',
  "'declaration','list'",
  `INSERT INTO health_looks (declaration_id, person_id, by_id, what, at)
    SELECT h.id, l.person_id, l.by_id, CASE l.what WHEN 'pass' THEN 'declaration' ELSE l.what END, l.at FROM looks_before l
    JOIN health_declarations h ON h.person_id = l.person_id AND h.declared_on = l.seen_on ORDER BY l.id`,
);

/** Looks at somebody's health are of a day and no longer of a declaration: a work pass is scanned also where there is none. */
export class WorkPass1764010000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, DOWN);
  }
}
