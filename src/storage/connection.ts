import type { EntityManager } from 'typeorm';
import type { Dialect } from './columns.ts';
import type { Sql } from './sql.ts';
import { StorageRefusal } from './storage-problem.ts';

/** What stores and reads speak to: a transaction that is under way, or the read-only side of the database. */
export interface Connection {
  readonly dialect: Dialect;
  /** TypeORM within this transaction. A `Date` given to its query builder as a bare parameter is written wrongly for SQLite: use `query`. */
  readonly manager: EntityManager;
  /** The rows of a SELECT or of RETURNING. */
  query<Row>(statement: Sql): Promise<Row[]>;
  /** How many rows were changed. */
  execute(statement: Sql): Promise<number>;
  /** A line that is safe outside the database before this transaction commits, and that nobody sees when it is undone. */
  leaveOutside(line: string): void;
}

/** A connection that refuses to be used once its action has ended, so that a forgotten `await` cannot write into somebody else's transaction. */
export class ActionConnection implements Connection {
  readonly #inner: Connection;
  #ended = false;
  constructor(inner: Connection) {
    this.#inner = inner;
  }
  get dialect(): Dialect {
    return this.#inner.dialect;
  }
  get manager(): EntityManager {
    return this.#open().manager;
  }
  async query<Row>(statement: Sql): Promise<Row[]> {
    return this.#open().query<Row>(statement);
  }
  async execute(statement: Sql): Promise<number> {
    return this.#open().execute(statement);
  }
  leaveOutside(line: string): void {
    this.#open().leaveOutside(line);
  }
  end(): void {
    this.#ended = true;
  }
  #open(): Connection {
    if (this.#ended) throw new StorageRefusal('transactionEnded', 'this transaction has ended; an await is missing');
    return this.#inner;
  }
}
