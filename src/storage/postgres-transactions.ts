import type { ClientBase } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { Clock } from '../lib/clock.ts';
import { takingTurns } from '../lib/turns.ts';
import type { Connection } from './connection.ts';
import { OutsideLines, type WriteOutside } from './outside-lines.ts';
import { render, type Sql } from './sql.ts';
import { isConnectionLost, isGivenUp, StorageRefusal } from './storage-problem.ts';

const ATTEMPTS = 6;

/** A transaction on PostgreSQL that is under way. */
class PostgresWriting implements Connection {
  readonly dialect = 'postgres';
  readonly #runner: QueryRunner;
  readonly #outside: OutsideLines;
  /** A connection takes one statement at a time: of several that an action asks for at once, each waits for the one before. */
  readonly #inTurn = takingTurns();
  constructor(runner: QueryRunner, outside: OutsideLines) {
    this.#runner = runner;
    this.#outside = outside;
  }
  get manager(): EntityManager {
    return this.#runner.manager;
  }
  leaveOutside(line: string): void {
    this.#outside.add(line);
  }
  async query<Row>(statement: Sql): Promise<Row[]> {
    return (await this.#run(statement)).records as Row[];
  }
  async execute(statement: Sql): Promise<number> {
    return (await this.#run(statement)).affected ?? 0;
  }
  /** When all that was asked for has been answered: what still waits for its turn belongs into the transaction, not after it. */
  settled(): Promise<void> {
    return this.#inTurn(async () => {});
  }
  #run(statement: Sql): ReturnType<typeof run> {
    return this.#inTurn(() => run(this.#runner, statement));
  }
}

/** The reading side: each statement on whichever connection is free, all of them read-only. */
export class PostgresReading implements Connection {
  readonly dialect = 'postgres';
  readonly #source: DataSource;
  constructor(source: DataSource) {
    this.#source = source;
  }
  get manager(): EntityManager {
    return this.#source.manager;
  }
  async query<Row>(statement: Sql): Promise<Row[]> {
    const runner = this.#source.createQueryRunner();
    try {
      return (await run(runner, statement)).records as Row[];
    } finally {
      await runner.release();
    }
  }
  async execute(statement: Sql): Promise<number> {
    return (await this.query(statement)).length;
  }
  leaveOutside(): never {
    throw new TypeError('nothing is written on the side that reads');
  }
}

function run(runner: QueryRunner, statement: Sql) {
  const { text, values } = render(statement, 'postgres');
  return runner.query(text, values, true);
}

/**
 * Transactions on PostgreSQL, as many at a time as there are connections. A deadlock, a serialisation failure or
 * a connection lost before COMMIT undoes everything and the work is run again, up to six times in about a second.
 */
export class PostgresTransactions {
  readonly #source: DataSource;
  readonly #clock: Clock;
  readonly #size: number;
  readonly #write: WriteOutside | undefined;
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(source: DataSource, size: number, clock: Clock, write?: WriteOutside) {
    this.#source = source;
    this.#write = write;
    this.#size = size;
    this.#free = size;
    this.#clock = clock;
  }

  /** Runs the work in a transaction of its own; settles after COMMIT. */
  async enter<T>(work: (connection: Connection, runner: QueryRunner) => Promise<T>): Promise<T> {
    await this.#takePlace();
    try {
      for (let attempt = 1; ; attempt += 1) {
        const outcome = await this.#once(work);
        if ('value' in outcome) return outcome.value;
        if (!outcome.mayRunAgain || attempt === ATTEMPTS) throw outcome.error;
        await this.#clock.sleep(Math.random() * 10 * 2 ** attempt);
      }
    } finally {
      this.#leavePlace();
    }
  }

  /** Resolves when all that was begun has ended; nothing can begin after that. */
  async drained(): Promise<void> {
    for (let taken = 0; taken < this.#size; taken += 1) await this.#takePlace();
  }

  // The pool's own queue would count its waiting as connecting and give up under load.
  async #takePlace(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #leavePlace(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }

  async #once<T>(
    work: (connection: Connection, runner: QueryRunner) => Promise<T>,
  ): Promise<{ value: T } | { error: unknown; mayRunAgain: boolean }> {
    const runner = this.#source.createQueryRunner();
    const outside = new OutsideLines(this.#write);
    const connection = new PostgresWriting(runner, outside);
    let committing = false;
    try {
      await runner.startTransaction();
      const value = await work(connection, runner).finally(() => connection.settled());
      await outside.flush();
      committing = true;
      await commit(runner);
      return { value };
    } catch (error) {
      await rollBack(runner);
      // A connection lost during COMMIT leaves it open whether it was committed: that is for the caller to find out.
      return { error, mayRunAgain: isGivenUp(error) || (!committing && isConnectionLost(error)) };
    } finally {
      await runner.release();
    }
  }
}

// After a failed statement PostgreSQL answers COMMIT with a rollback and no error, even when the action caught the failure.
// TypeORM does not look at that answer.
async function commit(runner: QueryRunner): Promise<void> {
  const client = (await runner.connect()) as ClientBase;
  const { command } = await client.query('COMMIT');
  if (command === 'COMMIT') return;
  throw new StorageRefusal(
    'swallowedError',
    'a statement failed in this action; on PostgreSQL nothing of it can be kept',
  );
}

async function rollBack(runner: QueryRunner): Promise<void> {
  if (!runner.isTransactionActive || runner.isReleased) return;
  try {
    while (runner.isTransactionActive) await runner.rollbackTransaction();
  } catch (error) {
    // Given back with its error the connection is thrown away instead of being used again within an open transaction.
    await (runner as unknown as { releasePostgresConnection(error: unknown): Promise<void> }).releasePostgresConnection(
      error,
    );
  }
}
