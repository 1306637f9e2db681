import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type BetterSqlite3 from 'better-sqlite3';
import type { types } from 'pg';
import { DataSource, type DataSourceOptions, type EntitySchema, type MigrationInterface } from 'typeorm';
import type { Dialect } from './columns.ts';
import { isBusy, StorageRefusal } from './storage-problem.ts';

/** Where the database is, read out of its address. */
export type Place =
  | { readonly dialect: 'sqlite'; readonly file: string }
  | { readonly dialect: 'postgres'; readonly url: string };

/** What the tables are: given by whoever opens the database. */
export interface Model {
  readonly entities: (dialect: Dialect) => EntitySchema[];
  readonly migrations: (new () => MigrationInterface)[];
}

/** `sqlite:data/office.sqlite` or `postgres://…` as a place. Throws StorageRefusal `databaseUrlInvalid`. */
export function placeOf(url: string): Place {
  if (/^postgres(ql)?:\/\//.test(url)) return { dialect: 'postgres', url };
  const file = /^sqlite:(?:\/\/)?(.+)$/.exec(url)?.[1];
  if (file === undefined || file === ':memory:') {
    throw new StorageRefusal('databaseUrlInvalid', 'a database is sqlite:FILE or postgres://…');
  }
  return { dialect: 'sqlite', file: resolve(file) };
}

/** Makes the file, for its owner only, where there is none; SQLite gives its side files the same mode. */
export function createPrivateFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Never opened when it is there: closing any descriptor of a file drops all POSIX locks that this process has on it.
  if (existsSync(file)) return;
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** The one connection that writes to a SQLite file. */
export async function openSqliteWriter(file: string, model: Model): Promise<DataSource> {
  createPrivateFile(file);
  const prepareDatabase = (database: BetterSqlite3.Database) => prepared(database, setUpWriter);
  return connected({ type: 'better-sqlite3', database: file, timeout: 0, prepareDatabase, ...tables('sqlite', model) });
}

/** The connection that screens and reports read from; it cannot write. */
export async function openSqliteReader(file: string, model: Model): Promise<DataSource> {
  const prepareDatabase = (database: BetterSqlite3.Database) => prepared(database, setUpReader);
  const timeout = READER_BUSY_TIMEOUT;
  return connected({
    type: 'better-sqlite3',
    database: file,
    readonly: true,
    timeout,
    prepareDatabase,
    ...tables('sqlite', model),
  });
}

/** The driver's own connection beneath TypeORM's. */
export const sqliteBeneath = (source: DataSource): BetterSqlite3.Database =>
  (source.driver as unknown as { databaseConnection: BetterSqlite3.Database }).databaseConnection;

// A reader in WAL mode waits only while another process recovers or removes the WAL; that takes a few milliseconds.
const READER_BUSY_TIMEOUT = 100;
const OPENING_ATTEMPTS = 200;

function setUpWriter(database: BetterSqlite3.Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  // Without it 4 of 7,000 overwritten keys were still in the file, where pages had been split; it costs nothing there.
  database.pragma('secure_delete = ON');
  database.pragma('temp_store = MEMORY');
  database.pragma('cache_size = -16000');
  database.pragma('journal_size_limit = 67108864');
  database.prepare('SELECT count(*) FROM sqlite_schema').get();
}

function setUpReader(database: BetterSqlite3.Database): void {
  database.pragma('temp_store = MEMORY');
  database.pragma('cache_size = -16000');
  database.prepare('SELECT count(*) FROM sqlite_schema').get();
}

// Changing to WAL mode and recovering after a crash need the file alone for a moment.
async function prepared(
  database: BetterSqlite3.Database,
  setUp: (database: BetterSqlite3.Database) => void,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return setUp(database);
    } catch (error) {
      if (!isBusy(error) || attempt === OPENING_ATTEMPTS) {
        database.close();
        throw error;
      }
      await sleep(Math.min(attempt, 25));
    }
  }
}

/** A pool of connections to PostgreSQL; a read-only one cannot write, whatever it is asked. */
export async function openPostgres(
  url: string,
  model: Model,
  pool: { size: number; readOnly: boolean; onError: (error: unknown) => void },
): Promise<DataSource> {
  // Only where it is used: 10 MB that an office on SQLite does without.
  const { default: pg } = await import('pg');
  return connected({
    type: 'postgres',
    url,
    poolSize: pool.size,
    connectTimeoutMS: 15_000,
    applicationName: 'bao-nhan',
    installExtensions: false,
    poolErrorHandler: pool.onError,
    extra: {
      types: { getTypeParser: parserOver(pg.types) },
      keepAlive: true,
      statement_timeout: 60_000,
      lock_timeout: 15_000,
      idle_in_transaction_session_timeout: 60_000,
      ...(pool.readOnly ? { options: '-c default_transaction_read_only=on' } : {}),
    },
    ...tables('postgres', model),
  });
}

const INT8 = 20;
const NUMERIC = 1700;

// Counts are int8 and sums of them numeric, which pg hands out as text; the office counts nothing beyond 2^53.
const parserOver =
  (usual: typeof types) =>
  (oid: number, format?: 'text' | 'binary'): unknown =>
    oid === INT8 || oid === NUMERIC ? Number : usual.getTypeParser(oid, format as 'text');

const tables = (dialect: Dialect, model: Model) => ({
  entities: model.entities(dialect),
  migrations: model.migrations,
  logging: false as const,
});

async function connected(options: DataSourceOptions): Promise<DataSource> {
  const source = new DataSource(options);
  return source.initialize();
}
