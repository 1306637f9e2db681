import { setTimeout as sleep } from 'node:timers/promises';
import type BetterSqlite3 from 'better-sqlite3';
import type { DataSource, EntityManager } from 'typeorm';
import type { Connection } from './connection.ts';
import { sqliteBeneath } from './data-source.ts';
import type { OutsideLines } from './outside-lines.ts';
import { render, type Sql } from './sql.ts';
import { isBusy, StorageRefusal } from './storage-problem.ts';

const STATEMENTS_KEPT = 500;

/** Statements run straight on the driver, which is several times faster than through TypeORM; the rows are the same. */
abstract class SqliteConnection implements Connection {
  readonly dialect = 'sqlite';
  readonly manager: EntityManager;
  readonly #database: BetterSqlite3.Database;
  readonly #statements = new Map<string, BetterSqlite3.Statement>();

  constructor(source: DataSource, manager: EntityManager) {
    this.#database = sqliteBeneath(source);
    this.manager = manager;
  }

  abstract query<Row>(statement: Sql): Promise<Row[]>;
  abstract execute(statement: Sql): Promise<number>;
  abstract leaveOutside(line: string): void;

  protected rows<Row>(statement: Sql): Row[] {
    const { text, values } = render(statement, 'sqlite');
    const prepared = this.#prepared(text);
    if (prepared.reader) return prepared.all(...values) as Row[];
    prepared.run(...values);
    return [];
  }

  protected changes(statement: Sql): number {
    const { text, values } = render(statement, 'sqlite');
    const prepared = this.#prepared(text);
    return prepared.reader ? prepared.all(...values).length : prepared.run(...values).changes;
  }

  #prepared(text: string): BetterSqlite3.Statement {
    const known = this.#statements.get(text);
    if (known) return known;
    const statement = this.#database.prepare(text);
    this.#statements.set(text, statement);
    if (this.#statements.size > STATEMENTS_KEPT) this.#statements.delete(this.#statements.keys().next().value!);
    return statement;
  }
}

/** The writing side; only the door hands it out. */
export class SqliteWriting extends SqliteConnection {
  readonly #isInTransaction: () => boolean;
  readonly #outside: OutsideLines;

  constructor(source: DataSource, manager: EntityManager, outside: OutsideLines) {
    super(source, manager);
    this.#outside = outside;
    const database = sqliteBeneath(source);
    this.#isInTransaction = () => database.inTransaction;
  }

  async query<Row>(statement: Sql): Promise<Row[]> {
    this.#mustBeInTransaction();
    return this.rows<Row>(statement);
  }

  async execute(statement: Sql): Promise<number> {
    this.#mustBeInTransaction();
    return this.changes(statement);
  }

  leaveOutside(line: string): void {
    this.#outside.add(line);
  }

  // A full disk may make SQLite end the transaction by itself; what came after would each be committed at once.
  #mustBeInTransaction(): void {
    if (!this.#isInTransaction()) throw new StorageRefusal('swallowedError', 'SQLite has rolled this transaction back');
  }
}

/** The reading side, on a connection of its own that cannot write. */
export class SqliteReading extends SqliteConnection {
  constructor(source: DataSource) {
    super(source, source.manager);
  }

  async query<Row>(statement: Sql): Promise<Row[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return this.rows<Row>(statement);
      } catch (error) {
        if (!isBusy(error) || attempt === 20) throw error;
        await sleep(attempt);
      }
    }
  }

  async execute(statement: Sql): Promise<number> {
    return (await this.query(statement)).length;
  }

  leaveOutside(): never {
    throw new TypeError('nothing is written on the side that reads');
  }
}
