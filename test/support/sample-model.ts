import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { checkedWords, columns, type Dialect } from '../../src/storage/columns.ts';

/** One table with every kind of column, for the tests of the ground that the real tables stand on. */
export interface Sample {
  id: number;
  name: string;
  telegramId: number | null;
  at: Date | null;
  day: string | null;
  flag: boolean;
  data: unknown;
  state: string;
  number: number;
  bytes: Uint8Array | null;
}

const states = ['waiting', 'done'] as const;

export const sampleEntities = (dialect: Dialect): EntitySchema[] => [sampleSchema(dialect)];

export function sampleSchema(dialect: Dialect): EntitySchema<Sample> {
  const column = columns(dialect);
  return new EntitySchema<Sample>({
    name: 'sample',
    columns: {
      id: column.id(),
      name: column.text({ unique: true }),
      telegramId: column.telegramId({ name: 'telegram_id', nullable: true }),
      at: column.instant({ nullable: true }),
      day: column.day({ nullable: true }),
      flag: column.flag(),
      data: column.json({ nullable: true }),
      state: column.words(states),
      number: column.count(),
      bytes: column.bytes({ nullable: true }),
    },
  });
}

class CreateSample1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const [id, big, instant, json, bytes] =
      runner.dataSource.options.type === 'postgres'
        ? ['bigserial PRIMARY KEY', 'bigint', 'timestamptz', 'jsonb', 'bytea']
        : ['integer PRIMARY KEY AUTOINCREMENT', 'integer', 'text', 'text', 'blob'];
    await runner.query(`CREATE TABLE sample (
      id ${id}, name text NOT NULL UNIQUE, telegram_id ${big}, at ${instant}, day text,
      flag boolean NOT NULL DEFAULT FALSE, data ${json}, state text NOT NULL DEFAULT 'waiting' ${checkedWords('state', states)},
      number integer NOT NULL DEFAULT 0, bytes ${bytes})`);
    await runner.query(
      'CREATE TABLE child (id integer PRIMARY KEY, parent integer REFERENCES child (id) DEFERRABLE INITIALLY DEFERRED)',
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE child');
    await runner.query('DROP TABLE sample');
  }
}

export const sampleMigrations = [CreateSample1700000000000];

export const sampleModel = { entities: sampleEntities, migrations: sampleMigrations };
