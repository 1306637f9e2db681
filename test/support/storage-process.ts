import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { sql } from '../../src/storage/sql.ts';
import { sampleModel } from './sample-model.ts';

// A process that uses a database beside others: `hammer` for some time, `report` until it is killed, or `migrate`.
const [url = '', task = '', name = '', milliseconds = '0'] = process.argv.slice(2);

const say = (words: unknown) => process.stdout.write(`${JSON.stringify(words)}\n`);

const write = (database: Database, row: string) =>
  database.inTransaction(async (connection) => {
    await connection.execute(sql`INSERT INTO sample (name) VALUES (${row})`);
    await connection.execute(sql`UPDATE sample SET number = number + 1 WHERE name = ${row}`);
  });

/** Eight callers that write one row after another, and a longest stall of the event loop in milliseconds. */
async function hammer(database: Database): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const end = performance.now() + Number(milliseconds);
  const written = await Promise.all(
    Array.from({ length: 8 }, async (_, caller) => {
      let count = 0;
      for (; performance.now() < end; count += 1) await write(database, `${name} ${caller} ${count}`);
      return count;
    }),
  );
  say({ written: written.reduce((sum, count) => sum + count), stall: delay.max / 1e6 });
}

/** Says the name of each row once its action is reported as done; only a kill ends it. */
async function report(database: Database): Promise<void> {
  await Promise.all(
    Array.from({ length: 8 }, async (_, caller) => {
      for (let count = 0; ; count += 1) {
        await write(database, `${name} ${caller} ${count}`);
        say(`${name} ${caller} ${count}`);
      }
    }),
  );
}

const tasks: Record<string, (database: Database) => Promise<void>> = {
  hammer,
  report,
  migrate: async (database) => void say(await database.migrate()),
};

const database = await openDatabase({ ...sampleModel, url });
await tasks[task]!(database);
await database.close();
