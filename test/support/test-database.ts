import { createHash, randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { systemClock } from '../../src/lib/clock.ts';
import { type Database, type DatabaseOptions, openDatabase } from '../../src/storage/database.ts';

/** Settings of a database's own, so that nothing is left in the folder of the tests. */
export const besideOf = (url: string): Record<string, string> =>
  url.startsWith('sqlite:')
    ? {}
    : {
        ERASURE_JOURNAL_FILE: join(
          tmpdir(),
          `bao-nhan-erasures-${createHash('sha256').update(url).digest('hex').slice(0, 16)}`,
        ),
      };

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

/** For stories whose bot is never killed, where no COMMIT has to wait for a disk; undefined where there is no such folder with room. */
export const memoryFolder = existsSync('/dev/shm') && roomIn('/dev/shm') > 1 << 30 ? '/dev/shm' : undefined;

function roomIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** A fresh, migrated database: a SQLite file in a folder of its own, or one on the server of TEST_DATABASE_URL. */
export async function openTestDatabase(options: TestDatabaseOptions): Promise<TestDatabase> {
  const { url, remove } = testDatabaseUrl ? await freshPostgres(testDatabaseUrl, options) : await freshSqlite(options);
  const database = await openDatabase({ ...options, url });
  let closing: Promise<void> | undefined;
  const close = () => {
    // Once, since by a second time somebody else may have it.
    closing ??= database.close().then(remove);
    return closing;
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
  const kind = options.migrated === false ? 'template0' : await postgresTemplate(server, options);
  const name = emptied.get(kind)?.pop() ?? (await createPostgres(server, kind));
  const remove = async () => {
    const { ERASURE_JOURNAL_FILE: journal } = besideOf(urlOf(server, name));
    for (const file of [journal!, `${journal}.old`]) rmSync(file, { force: true });
    if (kind !== 'template0' && (await emptyPostgres(server, name)))
      emptied.set(kind, [...(emptied.get(kind) ?? []), name]);
    else await withServer(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { url: urlOf(server, name), remove };
}

// By their template. Making and dropping a database costs the server some tenths of a second and a checkpoint, emptying one a few
// milliseconds; what is here at the end is dropped after all tests.
const emptied = new Map<string, string[]>();
// The form that databases made from a template have.
const forms = new Map<string, string>();

async function createPostgres(server: string, template: string): Promise<string> {
  const name = `${runPrefix()}${randomBytes(8).toString('hex')}`;
  await withServer(server, async (client) => {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    // Bots are killed in tests, the server never is: what it has confirmed is there for the next bot, on disk or not.
    await client.query(`ALTER DATABASE ${name} SET synchronous_commit = off`);
  });
  if (template !== 'template0' && !forms.has(template))
    forms.set(template, await withServer(urlOf(server, name), formOf));
  return name;
}

/** As if just made: no rows but those of the migrations, identities from 1, nobody connected. False when it cannot be. */
async function emptyPostgres(server: string, name: string): Promise<boolean> {
  return await withServer(urlOf(server, name), async (client) => {
    const others = `FROM pg_stat_activity WHERE datname = '${name}' AND pid <> pg_backend_pid()`;
    // Not by its own waiting, which looks every 100 ms only; those who have just hung up are gone within a few.
    while ((await client.query(`SELECT pg_terminate_backend(pid) ${others}`)).rowCount) await systemClock.sleep(2);
    if (![...forms.values()].includes(await formOf(client))) return false;
    const { rows } = await client.query<{ table: string }>(`
      SELECT quote_ident(relname) AS table FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'migrations'`);
    // Without triggers and foreign keys, since the record of evidence refuses to lose a row; only a superuser may.
    const deleted = await client.query(`
      SET session_replication_role = replica; BEGIN;
      ${rows.map(({ table }) => `DELETE FROM ${table};`).join(' ')}
      COMMIT; SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'`);
    const count = (deleted as unknown as pg.QueryResult[])
      .filter(({ command }) => command === 'DELETE')
      .reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
    return count <= FEW_ROWS;
  }).catch(() => false);
}

// What is deleted still takes room in its tables: more than this and the next test would feel it.
const FEW_ROWS = 2_000;

/** Tables, columns, constraints, triggers and functions: a database that a test has altered is not given to another. */
async function formOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ form: string }>(`
    WITH tables AS (SELECT * FROM pg_class WHERE relnamespace = 'public'::regnamespace)
    SELECT md5(string_agg(thing, ',' ORDER BY thing)) AS form FROM (
      SELECT concat_ws(' ', oid, relname, relkind) AS thing FROM tables
      UNION ALL SELECT concat_ws(' ', attrelid, attname, atttypid, attnotnull, atthasdef) FROM pg_attribute
        WHERE attrelid IN (SELECT oid FROM tables)
      UNION ALL SELECT concat_ws(' ', oid, conname, condeferrable, convalidated) FROM pg_constraint
      UNION ALL SELECT concat_ws(' ', tgrelid, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
      UNION ALL SELECT concat_ws(' ', oid, proname, prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    ) things`);
  return rows[0]!.form;
}

/** Drops what the tests of this run have left on the server to be used again. */
export async function dropEmptied(server: string): Promise<void> {
  await withServer(server, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT datname AS name FROM pg_database WHERE starts_with(datname, '${runPrefix()}')`,
    );
    for (const { name } of rows) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
}

// The tests of one run, in however many processes, name their databases alike.
const runPrefix = (): string => `bao_nhan_test_${process.env.BAO_NHAN_TEST_RUN ?? '0'}_`;

async function postgresTemplate(server: string, options: TestDatabaseOptions): Promise<string> {
  const name = `bao_nhan_template_${fingerprint(options)}`;
  // Looked for once; a template that this process has seen stays.
  if (!templates.has(name)) await withServer(server, (client) => makePostgresTemplate(server, client, name, options));
  templates.add(name);
  return name;
}

const templates = new Set<string>();

async function makePostgresTemplate(
  server: string,
  client: pg.Client,
  name: string,
  options: TestDatabaseOptions,
): Promise<void> {
  await client.query(`SELECT pg_advisory_lock(${TEMPLATE_LOCK})`);
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    await client.query(`DROP DATABASE IF EXISTS ${name}_making WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name}_making TEMPLATE template0`);
    await migrateOnce(urlOf(server, `${name}_making`), options);
    await client.query(`ALTER DATABASE ${name}_making RENAME TO ${name}`);
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
