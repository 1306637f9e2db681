import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

/**
 * `wrapped` always has 60 bytes (nonce, key, tag) and its table no index that holds it: on SQLite a row is then overwritten where
 * it stands, and no copy of it is left when pages are split. For the same reason its rows are never deleted; an erased one is all
 * zeros. A value's key points at the check of the data key that wraps it, so the database itself refuses a key out of use.
 */
const TABLES = [
  'CREATE TABLE vault_checks (key_id text PRIMARY KEY NOT NULL, sealed $BYTES NOT NULL)',
  `CREATE TABLE vault_keys (
    id $ID, key_id text NOT NULL REFERENCES vault_checks (key_id), wrapped $BYTES NOT NULL CHECK (length(wrapped) = 60))`,
  'CREATE TABLE vault_values (id $REF PRIMARY KEY NOT NULL REFERENCES vault_keys (id), sealed $BYTES NOT NULL)',
  'CREATE TABLE vault_erasures (id $ID)',
];

/** What is kept sealed, and the key of each value. */
export class Vault1763960000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = TABLES.map((table) => /^CREATE TABLE (\w+)/.exec(table)![1]);
    await run(
      runner,
      tables.reverse().map((table) => `DROP TABLE ${table}`),
    );
  }
}
