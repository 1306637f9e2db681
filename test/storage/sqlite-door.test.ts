import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/lib/clock.ts';
import { openSqliteWriter, placeOf, sqliteBeneath } from '../../src/storage/data-source.ts';
import { doorFigures, SqliteDoor } from '../../src/storage/sqlite-door.ts';
import { sampleModel } from '../support/sample-model.ts';

let folder: string;
let source: DataSource;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bao-nhan-'));
  source = await openSqliteWriter(join(folder, 'office.sqlite'), sampleModel);
});
afterEach(async () => {
  await source.destroy();
  rmSync(folder, { recursive: true });
});

const doorOf = (figures = doorFigures) => new SqliteDoor(source, source.createQueryRunner(), systemClock, figures);

function work(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end; );
}

test('actions come in one at a time and in the order in which they asked', async () => {
  const door = doorOf();
  const order: number[] = [];
  let inside = 0;
  await Promise.all(
    Array.from({ length: 300 }, (_, index) =>
      door.enter(async () => {
        inside += 1;
        await null;
        expect(inside).toBe(1);
        order.push(index);
        inside -= 1;
      }),
    ),
  );
  expect(order).toEqual(Array.from({ length: 300 }, (_, index) => index));
});

test('many actions at once leave the event loop free in between', async () => {
  const door = doorOf();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await Promise.all(Array.from({ length: 100 }, () => door.enter(async () => work(4))));
  expect(delay.max / 1e6).toBeLessThan(150);
});

test('an action whose turn does not come in time is refused in words', async () => {
  const door = doorOf({ ...doorFigures, lockTime: 60 });
  const other = await openSqliteWriter(join(folder, 'office.sqlite'), sampleModel);
  sqliteBeneath(other).exec('BEGIN IMMEDIATE');
  await expect(door.enter(async () => {})).rejects.toMatchObject({ code: 'writeLockTimeout' });
  sqliteBeneath(other).exec('ROLLBACK');
  expect(await door.enter(async () => 'next')).toBe('next');
  await other.destroy();
});

test('an action that leaves a transaction of its own open is undone, and the door still works', async () => {
  const runner = source.createQueryRunner();
  const door = doorOf();
  await expect(door.enter(() => runner.startTransaction())).rejects.toThrow('left a transaction of its own open');
  expect(await door.enter(async () => 'next')).toBe('next');
  expect(runner.isTransactionActive).toBe(false);
});

test('each action keeps the asynchronous context that it was asked from', async () => {
  const door = doorOf();
  const context = new AsyncLocalStorage<string>();
  const seen = ['a', 'b', 'c'].map((name) => context.run(name, () => door.enter(async () => context.getStore())));
  expect(await Promise.all(seen)).toEqual(['a', 'b', 'c']);
});

test('an address names a SQLite file or a PostgreSQL server and nothing else', () => {
  expect(placeOf('sqlite:/srv/office.sqlite')).toEqual({ dialect: 'sqlite', file: '/srv/office.sqlite' });
  expect(placeOf('sqlite:data/office.sqlite')).toEqual({
    dialect: 'sqlite',
    file: join(process.cwd(), 'data/office.sqlite'),
  });
  expect(placeOf('postgres://u@h/d')).toEqual({ dialect: 'postgres', url: 'postgres://u@h/d' });
  for (const bad of ['sqlite::memory:', 'sqlite:', 'mysql://x', 'data.sqlite']) {
    expect(() => placeOf(bad)).toThrow(expect.objectContaining({ code: 'databaseUrlInvalid' }));
  }
});
