import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { sql } from '../../src/storage/sql.ts';
import { compiled } from '../support/compiled.ts';
import { sampleModel } from '../support/sample-model.ts';
import { openTestDatabase, type TestDatabase, testDialect } from '../support/test-database.ts';

let program: Awaited<ReturnType<typeof compiled>>;
let database: TestDatabase;
beforeAll(async () => {
  program = await compiled('test/support/storage-process.ts');
});
afterAll(() => program.remove());
beforeEach(async () => {
  database = await openTestDatabase(sampleModel);
});
afterEach(() => database.close());

function start(url: string, ...task: string[]) {
  const child = spawn(process.execPath, [program.path, url, ...task], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { text: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.text += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.errors += text;
  });
  const ended = once(child, 'close').then(() => output);
  return { child, output, ended };
}

async function count(): Promise<number> {
  const rows = await database.read.query<{ count: number }>(sql`SELECT count(*) AS count FROM sample`);
  return rows[0]!.count;
}

test('processes that write the same database at once all get through and none of them stalls', async () => {
  const processes = ['a', 'b', 'c'].map((name) => start(database.url, 'hammer', name, '2000'));
  const outputs = await Promise.all(processes.map((each) => each.ended));
  expect(outputs.map((output) => output.errors)).toEqual(['', '', '']);
  const reports = outputs.map((output) => JSON.parse(output.text) as { written: number; stall: number });
  expect(await count()).toBe(reports.reduce((sum, report) => sum + report.written, 0));
  for (const report of reports) {
    expect(report.written).toBeGreaterThan(20);
    expect(report.stall).toBeLessThan(250);
  }
});

test('what a process reported before it was killed is there afterwards', async () => {
  for (const name of ['first', 'second', 'third']) {
    const { child, output, ended } = start(database.url, 'report', name);
    while (output.text.split('\n').length < 100 && child.exitCode === null) await sleep(5);
    child.kill('SIGKILL');
    await ended;
    expect(output.errors).toBe('');
    const reported = output.text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as string);
    const rows = await database.read.query<{ name: string }>(sql`SELECT name FROM sample WHERE number = 1`);
    const kept = new Set(rows.map((row) => row.name));
    expect(reported.filter((row) => !kept.has(row))).toEqual([]);
    expect(await database.read.query(sql`SELECT name FROM sample WHERE number <> 1`)).toEqual([]);
    await database.inTransaction((connection) =>
      connection.execute(sql`INSERT INTO sample (name, number) VALUES (${name}, 1)`),
    );
  }
});

test('processes that start at once on an empty database migrate it once', async () => {
  const empty = await openTestDatabase({ ...sampleModel, migrated: false });
  const processes = [1, 2, 3].map(() => start(empty.url, 'migrate'));
  const outputs = await Promise.all(processes.map((each) => each.ended));
  expect(outputs.map((output) => output.errors)).toEqual(['', '', '']);
  expect(outputs.flatMap((output) => JSON.parse(output.text))).toEqual(['CreateSample1700000000000']);
  await empty.close();
});

test('migrations go down and up again', async () => {
  await database.revertLastMigration();
  await expect(count()).rejects.toThrow();
  expect(await database.migrate()).toHaveLength(1);
  expect(await database.migrate()).toEqual([]);
  expect(await count()).toBe(0);
});

test.runIf(testDialect === 'sqlite')('a new database is for its owner only and set up for safety', async () => {
  const file = `${dirname(database.url.replace('sqlite:', ''))}/new/office.sqlite`;
  const fresh = await openDatabase({ ...sampleModel, url: `sqlite:${file}` });
  expect(await fresh.read.query(sql`SELECT name FROM sqlite_schema`)).toEqual([]);
  await fresh.migrate();
  expect(await fresh.read.query(sql`SELECT * FROM sample`)).toEqual([]);
  expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
  for (const each of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(each).mode & 0o777).toBe(0o600);
  const settings = await fresh.inTransaction(async ({ manager }) => {
    const names = ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete', 'busy_timeout'];
    const rows = await Promise.all(names.map((name) => manager.query(`PRAGMA ${name}`)));
    return rows.map(([row]) => Object.values(row)[0]);
  });
  expect(settings).toEqual(['wal', 2, 1, 1, 0]);
  await fresh.close();
});

test.runIf(testDialect === 'sqlite')('a lock that another process holds is waited for without stalling', async () => {
  const other = await openDatabase({ ...sampleModel, url: database.url });
  const order: string[] = [];
  const holding = other.inTransaction(async (connection) => {
    await connection.execute(sql`INSERT INTO sample (name) VALUES ('held')`);
    await sleep(300);
    order.push('released');
  });
  await sleep(20);
  const waiting = ['a', 'b', 'c'].map((name) =>
    database.inTransaction(async (connection) => {
      await connection.execute(sql`INSERT INTO sample (name) VALUES (${name})`);
      order.push(name);
    }),
  );
  let ticks = 0;
  const ticking = setInterval(() => {
    ticks += 1;
  }, 10);
  await Promise.all([holding, ...waiting]);
  clearInterval(ticking);
  expect(order).toEqual(['released', 'a', 'b', 'c']);
  expect(ticks).toBeGreaterThan(15);
  await other.close();
});
