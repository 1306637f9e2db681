import BetterSqlite3 from 'better-sqlite3';
import type { Client } from 'pg';
import { type Clock, systemClock } from '../lib/clock.ts';
import { createPrivateFile, placeOf } from './data-source.ts';
import { isBusy, StorageRefusal } from './storage-problem.ts';

/** Held by the one active bot of a database; the operating system or the server gives it back when its process dies. */
export interface ProcessLock {
  /** Resolves when the lock was lost without having been released: another bot may be active by now, so this one must stop. */
  readonly lost: Promise<void>;
  release(): Promise<void>;
}

/** The lock of this database, or null when another process has it. Does not wait. */
export async function acquireProcessLock(url: string, clock: Clock = systemClock): Promise<ProcessLock | null> {
  const place = placeOf(url);
  return place.dialect === 'sqlite' ? lockFile(`${place.file}.lock`) : lockPostgres(place.url, clock);
}

/** Does the work while no bot can run on this database. Throws StorageRefusal `botIsActive` where one does. */
export async function withoutBot<Result>(url: string, work: () => Promise<Result>): Promise<Result> {
  const lock = await acquireProcessLock(url);
  if (!lock) throw new StorageRefusal('botIsActive', 'a bot is running on this database');
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

// A file of its own: an exclusive lock on the database itself would keep the command line out.
function lockFile(file: string): ProcessLock | null {
  createPrivateFile(file);
  const database = new BetterSqlite3(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
  return {
    // A lock on an open file cannot get lost.
    lost: new Promise(() => {}),
    release: async () => void database.close(),
  };
}

// Any number that no other programme on this database uses; advisory locks belong to one database of the server.
const BOT_LOCK = '7089049837178511727';

const HEARTBEAT = 10_000;
const HEARTBEAT_TIMEOUT = 10_000;

async function lockPostgres(url: string, clock: Clock): Promise<ProcessLock | null> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: url,
    application_name: 'bao-nhan-lock',
    keepAlive: true,
    connectionTimeoutMillis: 15_000,
    query_timeout: HEARTBEAT_TIMEOUT,
  });
  const stopped = new AbortController();
  const lost = new Promise<void>((resolve) => {
    const onLoss = () => !stopped.signal.aborted && resolve();
    client.on('error', onLoss).on('end', onLoss);
  });
  await client.connect();
  const { rows } = await client.query(`SELECT pg_try_advisory_lock(${BOT_LOCK}) AS locked`);
  const release = async () => {
    stopped.abort();
    await client.end().catch(() => {});
  };
  if (!rows[0].locked) {
    await release();
    return null;
  }
  return { lost: Promise.race([lost, heartbeatFails(client, clock, stopped.signal)]), release };
}

// A server that vanished without a word is noticed only by asking it.
async function heartbeatFails(client: Client, clock: Clock, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    await clock.sleep(HEARTBEAT, stopped);
    try {
      if (!stopped.aborted) await client.query('SELECT 1');
    } catch {
      if (!stopped.aborted) return;
    }
  }
  return new Promise(() => {});
}
