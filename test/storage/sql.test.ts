import { afterAll, beforeAll, expect, test } from 'vitest';
import { instant } from '../../src/lib/clock.ts';
import { render, type SqlValue, sql } from '../../src/storage/sql.ts';
import { sampleModel } from '../support/sample-model.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase(sampleModel);
});
afterAll(() => database.close());

test('pieces are put together with their values in the right order', () => {
  const open = sql`closed = ${false}`;
  const statement = sql`SELECT ${sql.raw('name')} FROM t WHERE ${open} AND id IN ${sql.list([1, 2])} AND at < ${instant(0)}`;
  expect(render(statement, 'sqlite')).toEqual({
    text: 'SELECT name FROM t WHERE closed = ? AND id IN (?, ?) AND at < ?',
    values: [0, 1n, 2n, '1970-01-01T00:00:00.000Z'],
  });
  expect(render(statement, 'postgres')).toEqual({
    text: 'SELECT name FROM t WHERE closed = $1::boolean AND id IN ($2, $3) AND at < $4::timestamptz',
    values: [false, 1, 2, '1970-01-01T00:00:00.000Z'],
  });
});

test('where the databases differ each gets its own words', () => {
  const now = sql.either({ sqlite: sql`a ${1}`, postgres: sql`b ${2} ${3}` });
  expect(render(sql`${now} ${'x'}`, 'sqlite')).toEqual({ text: 'a ? ?', values: [1n, 'x'] });
  expect(render(sql`${now} ${'x'}`, 'postgres')).toEqual({ text: 'b $1 $2 $3', values: [2, 3, 'x'] });
});

test('an empty list is in nothing, and nothing may be asked not to be in it', async () => {
  expect(await database.read.query(sql`SELECT 1 AS one WHERE 1 IN ${sql.list([])}`)).toEqual([]);
  expect(() => render(sql`SELECT 1 WHERE 1 NOT IN ${sql.list([])}`, 'sqlite')).toThrow('NOT IN with an empty list');
});

test('what a person typed stays a value', async () => {
  const name = `'); DROP TABLE sample; -- $1 ? \${x}`;
  const [row] = await database.read.query(sql`SELECT ${sql.text(name)} AS name`);
  expect(row).toEqual({ name });
});

test('whole numbers stay whole in text', async () => {
  const [row] = await database.read.query(sql`SELECT ${sql.text('order ')} || ${sql.count(5)} AS words`);
  expect(row).toEqual({ words: 'order 5' });
});

test('values that a database cannot hold are refused', () => {
  for (const value of [undefined, Number.NaN, {}, () => 1]) {
    expect(() => render(sql`SELECT ${value as unknown as SqlValue}`, 'sqlite')).toThrow(/not a value for SQL/);
  }
});

test('bytes come back as they were', async () => {
  const bytes = new Uint8Array([1, 0, 255]).subarray(1);
  await database.inTransaction((connection) =>
    connection.execute(sql`INSERT INTO sample (name, bytes) VALUES ('bytes', ${bytes})`),
  );
  const [row] = await database.read.query<{ bytes: Buffer }>(sql`SELECT bytes FROM sample WHERE name = 'bytes'`);
  expect([...row!.bytes]).toEqual([0, 255]);
});
