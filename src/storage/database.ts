import { MigrationExecutor } from 'typeorm';
import { type Clock, systemClock } from '../lib/clock.ts';
import type { Dialect } from './columns.ts';
import type { Connection } from './connection.ts';
import { type Model, openPostgres, openSqliteReader, openSqliteWriter, type Place, placeOf } from './data-source.ts';
import { OutsideLines, type WriteOutside } from './outside-lines.ts';
import { PostgresReading, PostgresTransactions } from './postgres-transactions.ts';
import { rewriteTable, truncateWal } from './scrubbing.ts';
import { sql } from './sql.ts';
import { SqliteReading, SqliteWriting } from './sqlite-connection.ts';
import { doorFigures, SqliteDoor } from './sqlite-door.ts';
import { StorageRefusal } from './storage-problem.ts';
import { ActionScope, pauseBetweenChunks } from './transactions.ts';

export type { Connection } from './connection.ts';

/** The office's database. Everything is written by `inTransaction`, everything shown is read from `read`. */
export interface Database {
  readonly dialect: Dialect;
  readonly place: Place;
  /** Sees only what is committed and cannot write. */
  readonly read: Connection;
  /**
   * Runs the work in a transaction and settles after COMMIT; what it throws undoes all that it wrote.
   * It may be run more than once (PostgreSQL), so it changes nothing but the database; it never waits for the network.
   */
  inTransaction<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** Runs the step in one transaction after another, 5 ms apart, until it says that there is no more to do. */
  inBulk(step: (connection: Connection) => Promise<'more' | 'done'>): Promise<void>;
  /**
   * Takes out of the database's own files what the rows of this table were before they were overwritten; after their commit. False
   * when others keep it from doing so just now.
   */
  scrub(table: string): Promise<boolean>;
  /** Runs the migrations that are still to be run, all or none, and gives their names. */
  migrate(): Promise<string[]>;
  /** Undoes the last migration; for tests. */
  revertLastMigration(): Promise<void>;
  /** Ends after all that was begun has ended; refuses what comes later. */
  close(): Promise<void>;
}

/** How to open a database. */
export interface DatabaseOptions extends Model {
  /** `sqlite:FILE` or `postgres://…` */
  readonly url: string;
  /** For waiting some milliseconds for locks only: a clock that a test moves would never come back from it. */
  readonly clock?: Clock;
  /** Told of broken connections that nobody was using. */
  readonly onWarning?: (error: unknown) => void;
  /** Where actions leave lines outside the database; whoever gives none has no action that leaves any. */
  readonly writeOutside?: WriteOutside;
}

/** Opens the database, makes its file when there is none, and changes nothing in it. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const place = placeOf(options.url);
  const clock = options.clock ?? systemClock;
  const backend =
    place.dialect === 'sqlite'
      ? await openSqlite(place.file, options, clock)
      : await openPool(place.url, options, clock);
  const scope = new ActionScope();
  let closing: Promise<void> | undefined;
  const mayBegin = () => {
    scope.mustBeOutside();
    if (closing) throw new StorageRefusal('databaseClosed', 'the database is being closed');
  };
  const inTransaction: Database['inTransaction'] = async (work) => {
    mayBegin();
    return backend.enter((connection) => scope.run(connection, work));
  };
  return {
    dialect: place.dialect,
    place,
    read: backend.read,
    inTransaction,
    inBulk: async (step) => {
      while ((await inTransaction(step)) === 'more') await pauseBetweenChunks(clock);
    },
    scrub: async (table) => {
      mayBegin();
      return backend.scrub(table);
    },
    migrate: async () => {
      mayBegin();
      return backend.migrating(async (executor) => (await executor.executePendingMigrations()).map(({ name }) => name));
    },
    revertLastMigration: async () => {
      mayBegin();
      await backend.migrating(async (executor) => {
        await executor.undoLastMigration();
        return ['undone'];
      });
    },
    close: () => {
      closing ??= backend.close();
      return closing;
    },
  };
}

interface Backend {
  readonly read: Connection;
  enter<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** Runs migrations while no other process can, and gives the names that the work gives: of none when nothing was changed. */
  migrating(work: (executor: MigrationExecutor) => Promise<string[]>): Promise<string[]>;
  scrub(table: string): Promise<boolean>;
  close(): Promise<void>;
}

type Outside = Pick<DatabaseOptions, 'writeOutside'>;

async function openSqlite(file: string, model: Model & Outside, clock: Clock): Promise<Backend> {
  const writer = await openSqliteWriter(file, model);
  const reader = await openSqliteReader(file, model).catch(async (error) => {
    await writer.destroy();
    throw error;
  });
  const runner = writer.createQueryRunner();
  const outside = new OutsideLines(model.writeOutside);
  const connection = new SqliteWriting(writer, runner.manager, outside);
  const door = new SqliteDoor(writer, runner, clock, doorFigures, outside);
  return {
    read: new SqliteReading(reader),
    enter: (work) => door.enter(() => work(connection)),
    migrating: (work) =>
      door.enter(async () => {
        const names = await work(allAtOnce(new MigrationExecutor(writer, runner)));
        // Looks at every row, which takes seconds on a large office; every command comes by here.
        if (names.length === 0) return names;
        const [orphan] = await connection.query<{ table: string }>(sql`PRAGMA foreign_key_check`);
        if (orphan) throw new Error(`the migrations leave rows in ${orphan.table} that point at nothing`);
        return names;
      }, true),
    scrub: () => truncateWal(writer, clock),
    close: async () => {
      await door.drained();
      await reader.destroy();
      await writer.destroy();
    },
  };
}

const WRITERS = 10;
const READERS = 6;
// Any number that no other programme on this database uses; this one is "bao-nhan" as ASCII.
const MIGRATION_LOCK = '7089049837178511726';

async function openPool(
  url: string,
  model: Model & Outside & Pick<DatabaseOptions, 'onWarning'>,
  clock: Clock,
): Promise<Backend> {
  // What breaks while the pools are being closed was let go of already.
  let isClosing = false;
  const onError = (error: unknown) => (isClosing ? undefined : model.onWarning?.(error));
  const writer = await openPostgres(url, model, { size: WRITERS, readOnly: false, onError });
  const reader = await openPostgres(url, model, { size: READERS, readOnly: true, onError }).catch(async (error) => {
    await writer.destroy();
    throw error;
  });
  const transactions = new PostgresTransactions(writer, WRITERS, clock, model.writeOutside);
  return {
    read: new PostgresReading(reader),
    enter: (work) => transactions.enter((connection) => work(connection)),
    migrating: (work) =>
      transactions.enter(async (_connection, runner) => {
        await runner.query('SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0');
        await runner.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
        return work(allAtOnce(new MigrationExecutor(writer, runner)));
      }),
    scrub: (table) => rewriteTable(url, table, clock),
    close: async () => {
      isClosing = true;
      await transactions.drained();
      await reader.destroy();
      await writer.destroy();
    },
  };
}

function allAtOnce(executor: MigrationExecutor): MigrationExecutor {
  executor.transaction = 'all';
  return executor;
}
