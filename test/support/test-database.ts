import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Database, type DatabaseOptions, openDatabase } from '../../src/storage/database.ts';

/** PostgreSQL when it is set, otherwise SQLite. */
export const testDatabaseUrl = process.env.TEST_DATABASE_URL;
export const testDialect = testDatabaseUrl ? 'postgres' : 'sqlite';

/** A database that is the test's alone; closing it also takes it away. */
export interface TestDatabase extends Database {
  readonly url: string;
  /** Lets go of the database and leaves it where it is, for somebody who wants it alone. */
  disconnect(): Promise<void>;
}

export interface TestDatabaseOptions extends Omit<DatabaseOptions, 'url'> {
  /** False leaves it without any table. */
  readonly migrated?: boolean;
  /** Where the file of a SQLite database is to be; a folder of its own when left out. */
  readonly folder?: string;
}

/** A fresh, migrated database: a SQLite file in a folder of its own, or one on the server of TEST_DATABASE_URL. */
export async function openTestDatabase(options: TestDatabaseOptions): Promise<TestDatabase> {
  const { url, remove } = testDatabaseUrl ? await freshPostgres(testDatabaseUrl, options) : await freshSqlite(options);
  const database = await openDatabase({ ...options, url });
  const close = async () => {
    await database.close();
    await remove();
  };
  return { ...database, url, close, disconnect: () => database.close() };
}

interface Fresh {
  readonly url: string;
  remove(): Promise<void>;
}

async function freshSqlite(options: TestDatabaseOptions): Promise<Fresh> {
  const folder = mkdtempSync(join(options.folder ?? tmpdir(), 'bao-nhan-'));
  const file = join(folder, 'office.sqlite');
  if (options.migrated !== false) copyFileSync(await sqliteTemplate(options), file);
  return { url: `sqlite:${file}`, remove: async () => rmSync(folder, { recursive: true, force: true }) };
}

// Migrated once for all test files; put in its place whole, since several files may make it at the same time.
async function sqliteTemplate(options: TestDatabaseOptions): Promise<string> {
  const template = join(tmpdir(), `bao-nhan-template-${fingerprint(options)}.sqlite`);
  if (existsSync(template)) return template;
  const making = `${template}.${randomBytes(4).toString('hex')}`;
  await migrateOnce(`sqlite:${making}`, options);
  renameSync(making, template);
  return template;
}

async function freshPostgres(server: string, options: TestDatabaseOptions): Promise<Fresh> {
  const name = `bao_nhan_test_${randomBytes(8).toString('hex')}`;
  await withServer(server, async (client) => {
    const from = options.migrated === false ? 'template0' : await postgresTemplate(server, client, options);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${from}`);
  });
  const remove = () => withServer(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  return { url: urlOf(server, name), remove: async () => void (await remove()) };
}

async function postgresTemplate(server: string, client: pg.Client, options: TestDatabaseOptions): Promise<string> {
  const name = `bao_nhan_template_${fingerprint(options)}`;
  await client.query(`SELECT pg_advisory_lock(${TEMPLATE_LOCK})`);
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return name;
    await client.query(`DROP DATABASE IF EXISTS ${name}_making WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name}_making TEMPLATE template0`);
    await migrateOnce(urlOf(server, `${name}_making`), options);
    await client.query(`ALTER DATABASE ${name}_making RENAME TO ${name}`);
    return name;
  } finally {
    await client.query(`SELECT pg_advisory_unlock(${TEMPLATE_LOCK})`);
  }
}

const TEMPLATE_LOCK = 620_117;

async function withServer<T>(server: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function migrateOnce(url: string, options: TestDatabaseOptions): Promise<void> {
  const database = await openDatabase({ ...options, url });
  await database.migrate();
  await database.close();
}

// A template is as good as the migrations that made it: their own text, and all in the folder that they may share code in.
function fingerprint(options: TestDatabaseOptions): string {
  const hash = createHash('sha256');
  for (const migration of options.migrations) hash.update(`${migration.name}\n${migration.toString()}\n`);
  const folder = join(import.meta.dirname, '../../migrations');
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() : [];
  for (const file of files.filter((name) => name.endsWith('.ts'))) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}
