import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.ts';

/**
 * What seals the record. An entry stands in `evidence_unsealed` until it has its number, put there by a trigger in its own
 * transaction: neither ids nor times are in the order of commits, so nothing else tells for sure what is still to be sealed.
 */
const TABLES = [
  'CREATE TABLE evidence_unsealed (entry_id $REF PRIMARY KEY NOT NULL)',
  `CREATE TABLE evidence_streams (
    id $ID, name text NOT NULL, key $BYTES NOT NULL, number $BIG NOT NULL, link $BYTES NOT NULL, seal $BIG NOT NULL)`,
  'CREATE UNIQUE INDEX evidence_streams_by_name ON evidence_streams (name)',
  'CREATE UNIQUE INDEX evidence_streams_by_key ON evidence_streams (key)',
  `CREATE TABLE evidence_links (
    stream_id $REF NOT NULL, number $BIG NOT NULL, entry_id $REF NOT NULL, link $BYTES NOT NULL, seal $BIG NOT NULL,
    PRIMARY KEY (stream_id, number)) $LEAN`,
  `CREATE TABLE evidence_seals (
    number $BIG PRIMARY KEY NOT NULL, kind text NOT NULL, line text NOT NULL, signature text NOT NULL, heads $BYTES NOT NULL,
    parts $BYTES NOT NULL)`,
  "CREATE INDEX evidence_seals_besides ON evidence_seals (number) WHERE kind <> 'entries'",
  `CREATE TABLE evidence_rosters (
    roster text NOT NULL, place $BIG NOT NULL, ids $JSON NOT NULL, leaves $BYTES NOT NULL, PRIMARY KEY (roster, place))`,
  'INSERT INTO evidence_unsealed (entry_id) SELECT id FROM evidence_entries',
];

/** What was sealed is never changed; only the heads of the streams move on. */
const FIXED = ['evidence_links', 'evidence_seals'];

const TRIGGERS = {
  sqlite: [
    `CREATE TRIGGER evidence_entries_to_seal AFTER INSERT ON evidence_entries
      BEGIN INSERT INTO evidence_unsealed (entry_id) VALUES (NEW.id); END`,
    ...FIXED.flatMap((table) => [
      `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} are never changed'); END`,
      `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} are never deleted'); END`,
    ]),
  ],
  postgres: [
    `CREATE FUNCTION evidence_entries_to_seal() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN INSERT INTO evidence_unsealed (entry_id) VALUES (NEW.id); RETURN NULL; END $$`,
    `CREATE TRIGGER evidence_entries_to_seal AFTER INSERT ON evidence_entries
      FOR EACH ROW EXECUTE FUNCTION evidence_entries_to_seal()`,
    ...FIXED.flatMap((table) => [
      `CREATE TRIGGER ${table}_no_update BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION evidence_entries_refuse()`,
      `CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION evidence_entries_refuse()`,
    ]),
  ],
} as const;

/** The chain of seals over the record of evidence. */
export class Seals1764030000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, TABLES);
    for (const trigger of TRIGGERS[dialectOf(runner)]) await runner.query(trigger);
  }

  async down(runner: QueryRunner): Promise<void> {
    const isPostgres = dialectOf(runner) === 'postgres';
    await runner.query(`DROP TRIGGER evidence_entries_to_seal${isPostgres ? ' ON evidence_entries' : ''}`);
    if (isPostgres) await runner.query('DROP FUNCTION evidence_entries_to_seal()');
    const tables = TABLES.flatMap((table) => /^CREATE TABLE (\w+)/.exec(table)?.[1] ?? []);
    for (const table of tables.reverse()) await runner.query(`DROP TABLE ${table}`);
  }
}
