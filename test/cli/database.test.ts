import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acquireProcessLock } from '../../src/storage/process-lock.ts';
import { testDialect } from '../support/test-database.ts';
import { type CommandLine, openWithRoster } from './command-line.ts';

let line: CommandLine;

beforeEach(async () => {
  line = await openWithRoster();
});
afterEach(() => line.close());

test('a database that is up to date needs no step', async () => {
  expect(await line.json('migrate')).toEqual({ migrations: [] });
});

test('what is to be done after a restore waits until no bot runs, and a second time finds nothing more in doubt', async () => {
  const lock = await acquireProcessLock(line.database.url);
  expect(await line.run('after-restore')).toMatchObject({ status: 1, err: expect.stringContaining('bot is running') });
  await lock?.release();
  const { id: personId } = (await line.office.read.people.findByStaffNo('NV04'))!;
  const enrolledAt = line.clock.now();
  await line.office.inTransaction(({ people }) =>
    people.addAccount({ personId, telegramId: 7_004, enrolledAt, way: 'contact' }),
  );
  await line.json('issue', line.file('order.txt', 'Trực bão'), '--to', 'H1');
  const inDoubt = { messages: 1, directives: [{ id: 1, asked: [], messages: 1 }] };
  expect(await line.json('after-restore')).toMatchObject({ inDoubt, halted: [] });
  expect(await line.json('after-restore')).toMatchObject({ inDoubt, halted: [] });
  expect((await line.json('status')).directives).toMatchObject([{ owed: 2, unknown: 1, notEnrolled: 1, waiting: 0 }]);
});

describe.runIf(testDialect === 'sqlite')('a backup', () => {
  test('is made beside a running office and brings back what was there', async () => {
    const file = join(line.folder, 'backup.sqlite');
    expect(await line.json('backup', file)).toEqual({ file });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    line.environment.DATABASE_URL = `sqlite:${join(line.folder, 'elsewhere.sqlite')}`;
    await line.json('migrate');
    expect(await line.run('status')).toMatchObject({ status: 1, err: expect.stringContaining('no units yet') });
    const { before } = await line.json('restore', file);
    expect(existsSync(before)).toBe(true);
    expect((await line.json('invite', '--staff', 'NV06')).invites).toHaveLength(1);
  });

  test('is never written over another file', async () => {
    const file = line.file('there.sqlite', 'something');
    expect(await line.run('backup', file)).toMatchObject({ status: 1, err: expect.stringContaining('there already') });
  });

  test('is not restored from a damaged file, nor while the bot runs, nor while the office is open elsewhere', async () => {
    const damaged = line.file('damaged.sqlite', 'SQLite format 3\u0000 and nothing more');
    expect(await line.run('restore', damaged)).toMatchObject({ status: 1, err: expect.stringContaining('damaged') });
    const file = join(line.folder, 'backup.sqlite');
    await line.json('backup', file);
    expect(await line.run('restore', file)).toMatchObject({
      status: 1,
      err: expect.stringContaining('Another program'),
    });
    const lock = await acquireProcessLock(line.database.url);
    expect(await line.run('restore', file)).toMatchObject({
      status: 1,
      err: expect.stringContaining('bot is running'),
    });
    await lock?.release();
  });
});

describe.runIf(testDialect === 'postgres')('a backup of PostgreSQL', () => {
  test('is left to its own tools', async () => {
    expect(await line.run('backup', 'x')).toMatchObject({ status: 1, err: expect.stringContaining('pg_dump') });
    expect(await line.run('restore', 'x')).toMatchObject({ status: 1, err: expect.stringContaining('pg_restore') });
  });
});
