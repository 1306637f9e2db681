import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../lib/clock.ts';
import { ActionConnection, type Connection } from './connection.ts';
import { StorageRefusal } from './storage-problem.ts';

/** How many rows a process writes in one transaction at most; others wait meanwhile. */
export const ROWS_PER_CHUNK = 1_000;

const PAUSE = 5;

/** Leaves the database to others for 5 ms, as every process does between two chunks of bulk work. */
export const pauseBetweenChunks = (clock: Clock): Promise<void> => clock.sleep(PAUSE);

/** The items in arrays of at most `size`. */
export function* chunksOf<Item>(items: Iterable<Item>, size: number = ROWS_PER_CHUNK): Generator<Item[]> {
  let chunk: Item[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** An action that has begun, and that in which it was begun where the two are of different databases. */
interface Running {
  readonly scope: ActionScope;
  readonly outer: Running | undefined;
  isOver: boolean;
}

// One for all databases: every promise is told to each such storage there is, and they stay until the process ends.
const running = new AsyncLocalStorage<Running>();

function underWay(): Running | undefined {
  let one = running.getStore();
  while (one?.isOver) one = one.outer;
  return one;
}

/** Knows whether the code that asks runs inside an action: waiting there for another transaction would wait for itself. */
export class ActionScope {
  /** Throws StorageRefusal `nestedTransaction` when called from inside an action that has not ended. */
  mustBeOutside(): void {
    for (let one = running.getStore(); one; one = one.outer) {
      if (one.scope !== this || one.isOver) continue;
      throw new StorageRefusal(
        'nestedTransaction',
        'inTransaction inside inTransaction: hand the connection on instead',
      );
    }
  }

  /** Runs the work as an action with a connection that ends with it. */
  async run<T>(connection: Connection, work: (connection: Connection) => Promise<T>): Promise<T> {
    const action: Running = { scope: this, outer: underWay(), isOver: false };
    const own = new ActionConnection(connection);
    try {
      return await running.run(action, () => work(own));
    } finally {
      action.isOver = true;
      own.end();
    }
  }
}
