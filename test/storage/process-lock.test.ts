import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acquireProcessLock } from '../../src/storage/process-lock.ts';
import { sampleModel } from '../support/sample-model.ts';
import { openTestDatabase, type TestDatabase, testDialect } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase(sampleModel);
});
afterAll(() => database.close());

test('one process at a time has the lock, and another gets it once it is released', async () => {
  const first = await acquireProcessLock(database.url);
  expect(first).not.toBeNull();
  expect(await acquireProcessLock(database.url)).toBeNull();
  expect(await acquireProcessLock(database.url)).toBeNull();
  await first!.release();
  const second = await acquireProcessLock(database.url);
  expect(second).not.toBeNull();
  await second!.release();
});

test.runIf(testDialect === 'sqlite')(
  'a killed process leaves no lock, and the lock file is for its owner only',
  async () => {
    const file = `${database.url.replace('sqlite:', '')}.lock`;
    const driver = createRequire(import.meta.url).resolve('better-sqlite3');
    const holds = `const db = new (require(process.argv[1]))(process.argv[2]); db.exec('BEGIN EXCLUSIVE'); console.log('held'); setInterval(() => {}, 1000)`;
    const child = spawn(process.execPath, ['-e', holds, driver, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    expect(await acquireProcessLock(database.url)).toBeNull();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lock = await acquireProcessLock(database.url);
    expect(lock).not.toBeNull();
    await lock!.release();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  },
);

test.runIf(testDialect === 'postgres')(
  'a holder whose connection is cut is told so, and another can take over',
  async () => {
    const first = await acquireProcessLock(database.url);
    await database.read.manager.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'bao-nhan-lock'`,
    );
    await first!.lost;
    const second = await acquireProcessLock(database.url);
    expect(second).not.toBeNull();
    await second!.release();
    await first!.release();
  },
);
