import { afterAll, beforeAll, expect, test } from 'vitest';
import { instant } from '../../src/lib/clock.ts';
import { readCount, readFlag, readInstant, readJson } from '../../src/storage/columns.ts';
import { sql } from '../../src/storage/sql.ts';
import { type Sample, sampleModel, sampleSchema } from '../support/sample-model.ts';
import { openTestDatabase, type TestDatabase, testDialect } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase(sampleModel);
});
afterAll(() => database.close());

const whole: Omit<Sample, 'id'> = {
  name: 'Đỗ Thị Hồng',
  telegramId: 4_503_599_627_370_495,
  at: instant('2026-11-20T23:59:59.007+07:00'),
  day: '2026-11-20',
  flag: true,
  data: { answers: ['có', 1, null] },
  state: 'done',
  number: 7,
  bytes: Buffer.from([0, 255, 10]),
};

test('every kind of column comes back through TypeORM as it went in', async () => {
  const schema = sampleSchema(testDialect);
  const id = await database.inTransaction(
    async ({ manager }) => (await manager.getRepository(schema).save({ ...whole })).id,
  );
  const found = await database.read.manager.findOneByOrFail(schema, { id });
  expect(found).toEqual({ id, ...whole });
});

test('raw rows are read into the same values on both databases', async () => {
  await database.inTransaction((connection) =>
    connection.execute(sql`INSERT INTO sample (name, telegram_id, at, flag, data, number)
      VALUES ('raw', ${whole.telegramId}, ${whole.at}, ${true}, ${sql.json([1, 'hai'])}, ${3})`),
  );
  const [row] = await database.read.query<Record<string, unknown>>(sql`
    SELECT telegram_id, at, flag, data, (SELECT count(*) FROM sample WHERE name = 'raw') AS count,
      (SELECT sum(telegram_id) FROM sample WHERE name = 'raw') AS sum
    FROM sample WHERE name = 'raw' AND at <= ${whole.at} AND flag = ${true}`);
  expect(row!.telegram_id).toBe(whole.telegramId);
  expect(readInstant(row!.at)).toEqual(whole.at);
  expect(readFlag(row!.flag)).toBe(true);
  expect(readJson(row!.data)).toEqual([1, 'hai']);
  expect(readCount(row!.count)).toBe(1);
  expect(readCount(row!.sum)).toBe(whole.telegramId);
});

test('a word that is not on the list is refused by the schema and by the table', async () => {
  const schema = sampleSchema(testDialect);
  const saving = database.inTransaction(({ manager }) =>
    manager.getRepository(schema).save({ ...whole, name: 'x', state: 'lost' }),
  );
  await expect(saving).rejects.toThrow('not one of waiting, done: lost');
  const inserting = database.inTransaction((connection) =>
    connection.execute(sql`INSERT INTO sample (name, state) VALUES ('x', 'lost')`),
  );
  await expect(inserting).rejects.toThrow(/check/i);
});
