import type { DataSource } from 'typeorm';
import type { Clock } from '../lib/clock.ts';
import { sqliteBeneath } from './data-source.ts';
import { isLockTimeout } from './storage-problem.ts';

/** How long others are waited for: what the clock starts runs one after another. Whoever asked tries again some time. */
const PATIENCE = 1_000;
const LONGEST_PAUSE = 25;
/** So often a table is written anew where it still held something, after so many milliseconds. */
const TIMES = 4;
const BETWEEN = 50;

/**
 * Writes the WAL back into the file and cuts it to nothing, since it keeps every page as it was at each commit. False when others
 * read or wrote all the while. Blocks for as long as writing back takes: milliseconds, with a WAL of the usual few MB.
 */
export async function truncateWal(writer: DataSource, clock: Clock): Promise<boolean> {
  const database = sqliteBeneath(writer);
  const end = clock.monotonic() + PATIENCE;
  for (let pause = 1; database.open; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    // Between two groups of actions, at the latest in the door's rests.
    if (!database.inTransaction) {
      const [{ busy }] = database.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
      if (busy === 0) return true;
    }
    if (clock.monotonic() > end) return false;
    await clock.sleep(database.inTransaction ? 1 : pause);
  }
  return false;
}

/**
 * Writes the table anew, without what its rows were before. VACUUM alone will not do: it frees their room in a page and leaves the
 * bytes there (980 of 1,000). Takes the table for itself for as long as that lasts (100,000 keys: about 0.4 s). False when somebody
 * else had it all the while, when it is another role's table, or when a transaction still under way may see the rows as they were.
 */
export async function rewriteTable(url: string, table: string, clock: Clock): Promise<boolean> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: url,
    application_name: 'bao-nhan-sweep',
    connectionTimeoutMillis: 15_000,
    lock_timeout: PATIENCE,
  });
  let kept = 0;
  // "0 dead row versions cannot be removed yet. …"; in every language the number comes first. Whoever may not do it is only warned.
  client.on('notice', ({ detail, code }) => {
    kept += code === '00000' ? Number(/^\d+/.exec(detail ?? '')?.[0] ?? 0) : 1;
  });
  client.on('error', () => {});
  await client.connect();
  try {
    // Whoever is just connecting to the server, to whichever of its databases, keeps rows for a moment.
    for (let time = 1; ; time += 1) {
      kept = 0;
      await client.query(`VACUUM (FULL, VERBOSE) ${table}`);
      if (kept === 0 || time === TIMES) return kept === 0;
      await clock.sleep(BETWEEN);
    }
  } catch (error) {
    if (isLockTimeout(error)) return false;
    throw error;
  } finally {
    await client.end();
  }
}
