import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

const UP = [
  `CREATE TABLE health_campaigns (
    id $ID, unit_id $REF NOT NULL REFERENCES units (id), time text NOT NULL, every_day $FLAG NOT NULL, from_on text NOT NULL,
    to_on text, begun_at $INSTANT NOT NULL, begun_by_id $REF NOT NULL REFERENCES people (id), ended_at $INSTANT,
    ended_by_id $REF REFERENCES people (id), reminded text, draft_id $REF NOT NULL)`,
  'CREATE UNIQUE INDEX health_campaigns_by_draft ON health_campaigns (draft_id)',
  'CREATE UNIQUE INDEX health_campaigns_open ON health_campaigns (unit_id) WHERE ended_at IS NULL',
  // That somebody declared stands in the open, since those who have not are reminded; what they said is sealed (`details_id`).
  `CREATE TABLE health_declarations (
    id $ID, person_id $REF NOT NULL REFERENCES people (id), unit_id $REF NOT NULL REFERENCES units (id),
    declared_on text NOT NULL, version integer NOT NULL, declared_at $INSTANT NOT NULL, details_id $REF)`,
  'CREATE UNIQUE INDEX health_declarations_by_day ON health_declarations (person_id, declared_on)',
  'CREATE INDEX health_declarations_readable ON health_declarations (declared_on, id) WHERE details_id IS NOT NULL',
  `CREATE TABLE health_acts (
    declaration_id $REF NOT NULL REFERENCES health_declarations (id), version integer NOT NULL, at $INSTANT NOT NULL,
    way text NOT NULL CHECK (way IN ('form','same')), draft_id $REF, PRIMARY KEY (declaration_id, version))`,
  'CREATE UNIQUE INDEX health_acts_by_draft ON health_acts (draft_id) WHERE draft_id IS NOT NULL',
  `CREATE TABLE health_looks (
    id $ID, declaration_id $REF NOT NULL REFERENCES health_declarations (id), person_id $REF NOT NULL REFERENCES people (id),
    by_id $REF NOT NULL REFERENCES people (id), what text NOT NULL CHECK (what IN ('declaration','list')), at $INSTANT NOT NULL)`,
  'CREATE INDEX health_looks_by_person ON health_looks (person_id, id)',
];

const DOWN = [
  'DROP TABLE health_looks',
  'DROP TABLE health_acts',
  'DROP TABLE health_declarations',
  'DROP TABLE health_campaigns',
];

/** Daily health declarations: for which units, by whom, and who has looked at them. */
export class Health1763980000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, DOWN);
  }
}
