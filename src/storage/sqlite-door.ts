import { AsyncResource } from 'node:async_hooks';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type BetterSqlite3 from 'better-sqlite3';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Clock } from '../lib/clock.ts';
import { sqliteBeneath } from './data-source.ts';
import { OutsideLines } from './outside-lines.ts';
import { isBusy, StorageRefusal } from './storage-problem.ts';

/** All that the door's figures are, in milliseconds but for the first. */
export interface DoorFigures {
  /** How many actions may share one COMMIT, that is, one fsync. */
  readonly actionsPerGroup: number;
  /** After this long a group takes in no more actions: everything in it runs without the event loop in between. */
  readonly groupTime: number;
  /** How long an action waits for a lock that another process holds before it is refused. */
  readonly lockTime: number;
  /** After this long without a rest the door is left open for `restTime`, so that other processes get in. */
  readonly busyTime: number;
  readonly restTime: number;
}

export const doorFigures: DoorFigures = {
  actionsPerGroup: 64,
  groupTime: 20,
  lockTime: 30_000,
  busyTime: 100,
  restTime: 5,
};

/**
 * Milliseconds between two looks whether another process has let go of the lock: fewer than it leaves between two chunks of bulk
 * work (`pauseBetweenChunks`), so that its pauses are not missed one after the other.
 */
const LOCK_LOOK = 2;

interface Waiting {
  readonly work: () => Promise<unknown>;
  readonly alone: boolean;
  readonly since: number;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

// TypeORM counts how deep in transactions it is; the outermost two levels are ours, so it is told.
interface Depth {
  isTransactionActive: boolean;
  transactionDepth: number;
}

/**
 * The one way to write to a SQLite file: actions come in one after another and those that wait share a transaction,
 * each in a savepoint of its own. What an action threw is undone alone; nothing is reported before it is committed.
 */
export class SqliteDoor {
  readonly #clock: Clock;
  readonly #figures: DoorFigures;
  readonly #database: BetterSqlite3.Database;
  readonly #depth: Depth;
  readonly #outside: OutsideLines;
  readonly #waiting: Waiting[] = [];
  readonly #statements = new Map<string, BetterSqlite3.Statement>();
  #serving: Promise<void> | undefined;

  constructor(
    source: DataSource,
    runner: QueryRunner,
    clock: Clock,
    figures: DoorFigures = doorFigures,
    outside: OutsideLines = new OutsideLines(),
  ) {
    this.#clock = clock;
    this.#outside = outside;
    this.#figures = figures;
    this.#database = sqliteBeneath(source);
    this.#depth = runner as unknown as Depth;
  }

  /** Runs the work when its turn has come; settles after COMMIT. An action that is `alone` shares its transaction with no other and foreign keys are not enforced in it. */
  enter<T>(work: () => Promise<T>, alone = false): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const since = this.#clock.monotonic();
      this.#waiting.push({
        work: AsyncResource.bind(work),
        alone,
        since,
        resolve: resolve as Waiting['resolve'],
        reject,
      });
      this.#serving ??= this.#serve();
    });
  }

  /** Resolves when nobody waits any more. */
  async drained(): Promise<void> {
    await this.#serving;
  }

  async #serve(): Promise<void> {
    let busySince = this.#clock.monotonic();
    while (this.#waiting.length > 0) {
      await (this.#waiting[0]?.alone ? this.#serveAlone() : this.#serveGroup());
      await yieldToEventLoop();
      if (this.#clock.monotonic() - busySince < this.#figures.busyTime) continue;
      await this.#clock.sleep(this.#figures.restTime);
      busySince = this.#clock.monotonic();
    }
    this.#serving = undefined;
  }

  // Within a transaction this setting cannot be changed, and a table is rebuilt by dropping the old one.
  async #serveAlone(): Promise<void> {
    this.#database.pragma('foreign_keys = OFF');
    await this.#serveGroup();
    this.#database.pragma('foreign_keys = ON');
  }

  async #serveGroup(): Promise<void> {
    if (!(await this.#takeLock())) return;
    const { actionsPerGroup, groupTime } = this.#figures;
    const startedAt = this.#clock.monotonic();
    const group: { waiting: Waiting; report: () => void }[] = [];
    let broken: unknown;
    let next: Waiting | undefined = this.#waiting.shift();
    while (next) {
      const waiting: Waiting = next;
      const outcome = await this.#inSavepoint(waiting);
      group.push({ waiting, report: outcome.report });
      if (!this.#database.inTransaction) broken = outcome.error;
      const full = group.length === actionsPerGroup || this.#clock.monotonic() - startedAt > groupTime;
      const mayJoin = !full && !waiting.alone && this.#waiting[0]?.alone === false && this.#database.inTransaction;
      next = mayJoin ? this.#waiting.shift() : undefined;
    }
    const failure = await this.#commit(broken);
    for (const { waiting, report } of group) failure ? waiting.reject(failure.error) : report();
  }

  // BEGIN IMMEDIATE fails at once when the lock is taken: the driver's busy time-out is 0, since it would block the process.
  async #takeLock(): Promise<boolean> {
    for (let delay = 1; this.#waiting.length > 0; delay = Math.min(delay * 2, LOCK_LOOK)) {
      try {
        this.#run('BEGIN IMMEDIATE');
        this.#setDepth(1);
        return true;
      } catch (error) {
        if (!isBusy(error)) for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
      }
      this.#rejectOverdue();
      if (this.#waiting.length > 0) await this.#clock.sleep(delay);
    }
    return false;
  }

  #rejectOverdue(): void {
    const limit = this.#clock.monotonic() - this.#figures.lockTime;
    while (this.#waiting[0] && this.#waiting[0].since <= limit) {
      const message = `another process has held the write lock for ${this.#figures.lockTime / 1000} s`;
      this.#waiting.shift()!.reject(new StorageRefusal('writeLockTimeout', message));
    }
  }

  async #inSavepoint(waiting: Waiting): Promise<{ report: () => void; error?: unknown }> {
    const lines = this.#outside.count;
    try {
      this.#run('SAVEPOINT action');
      this.#setDepth(2);
      const value = await waiting.work();
      if (this.#depth.transactionDepth !== 2) throw new Error('an action left a transaction of its own open');
      this.#run('RELEASE action');
      return { report: () => waiting.resolve(value) };
    } catch (error) {
      this.#outside.cutTo(lines);
      if (this.#database.inTransaction) {
        this.#run('ROLLBACK TO action');
        this.#run('RELEASE action');
      }
      return { report: () => waiting.reject(error), error };
    } finally {
      this.#setDepth(1);
    }
  }

  async #commit(broken: unknown): Promise<{ error: unknown } | undefined> {
    try {
      if (!this.#database.inTransaction) return { error: broken };
      await this.#outside.flush();
      this.#run('COMMIT');
      return undefined;
    } catch (error) {
      if (this.#database.inTransaction) this.#run('ROLLBACK');
      return { error };
    } finally {
      this.#outside.cutTo(0);
      this.#setDepth(0);
    }
  }

  #setDepth(depth: number): void {
    this.#depth.transactionDepth = depth;
    this.#depth.isTransactionActive = depth > 0;
  }

  #run(text: string): void {
    let statement = this.#statements.get(text);
    if (!statement) {
      statement = this.#database.prepare(text);
      this.#statements.set(text, statement);
    }
    statement.run();
  }
}
