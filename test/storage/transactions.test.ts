import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Connection } from '../../src/storage/connection.ts';
import { sql } from '../../src/storage/sql.ts';
import { isDiskFull, isForeignKeyViolation, isUniqueViolation } from '../../src/storage/storage-problem.ts';
import { chunksOf } from '../../src/storage/transactions.ts';
import { sampleModel, sampleSchema } from '../support/sample-model.ts';
import { openTestDatabase, type TestDatabase, testDialect } from '../support/test-database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase(sampleModel);
});
afterEach(() => database.close());

const onSqlite = test.runIf(testDialect === 'sqlite');
const onPostgres = test.runIf(testDialect === 'postgres');

const insert = (connection: Connection, name: string, number = 0) =>
  connection.execute(sql`INSERT INTO sample (name, number) VALUES (${name}, ${number})`);
const add = (name: string) => database.inTransaction((connection) => insert(connection, name));

async function names(connection: Connection = database.read): Promise<string[]> {
  const rows = await connection.query<{ name: string }>(sql`SELECT name FROM sample ORDER BY id`);
  return rows.map((row) => row.name);
}

test('of a thousand actions at once exactly those are kept that were reported as done', async () => {
  let done = false;
  const watching = watchForWhatIsUndone(() => done);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 1_000 }, (_, index) =>
      database.inTransaction(async (connection) => {
        const fails = Math.random() < 0.4;
        await insert(connection, `${fails ? 'undone' : 'kept'} ${index}`);
        if (Math.random() < 0.2) await setImmediate();
        if (Math.random() < 0.3) await nested(connection, index);
        await connection.execute(sql`UPDATE sample SET number = number + 1 WHERE name = ${`kept ${index}`}`);
        if (fails) throw new Error(`thrown ${index}`);
        return index;
      }),
    ),
  );
  done = true;
  const reported = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [`kept ${outcome.value}`] : []));
  expect((await names()).filter((name) => !name.startsWith('nested')).sort()).toEqual(reported.sort());
  expect(await watching).toEqual([]);
});

/** TypeORM's own transaction within the action, half of them thrown away. */
async function nested(connection: Connection, index: number): Promise<void> {
  const inner = connection.manager.transaction(async (manager) => {
    const repository = manager.getRepository(sampleSchema(testDialect));
    await repository.save({ name: `nested ${index}`, flag: false, state: 'waiting', number: 0 });
    if (index % 2) throw new Error('thrown within');
  });
  await inner.catch(() => {});
}

async function watchForWhatIsUndone(isDone: () => boolean): Promise<unknown[]> {
  const seen: unknown[] = [];
  while (!isDone()) {
    const half = await database.read.query(
      sql`SELECT name FROM sample WHERE name LIKE 'undone%' OR (name LIKE 'kept%' AND number = 0)`,
    );
    seen.push(...half);
    await setImmediate();
  }
  return seen;
}

test('TypeORM works inside an action and what it saved is undone with it', async () => {
  const repositoryOf = (connection: Connection) => connection.manager.getRepository(sampleSchema(testDialect));
  const row = { name: 'saved', flag: true, state: 'waiting', number: 1 };
  const failing = database.inTransaction(async (connection) => {
    await repositoryOf(connection).save({ ...row, name: 'undone' });
    throw new Error('thrown');
  });
  await expect(failing).rejects.toThrow('thrown');
  await database.inTransaction((connection) => repositoryOf(connection).save(row));
  expect(await names()).toEqual(['saved']);
});

test('nobody reads what is not committed', async () => {
  let seenMeanwhile: string[] | undefined;
  await database.inTransaction(async (connection) => {
    await insert(connection, 'fresh');
    seenMeanwhile = await names();
    expect(await names(connection)).toEqual(['fresh']);
  });
  expect(seenMeanwhile).toEqual([]);
  expect(await names()).toEqual(['fresh']);
});

test('the reading side cannot write', async () => {
  const statement = sql`INSERT INTO sample (name) VALUES ('x')`;
  await expect(database.read.execute(statement)).rejects.toThrow(/read-?only/i);
  await expect(database.read.manager.query(`INSERT INTO sample (name) VALUES ('x')`)).rejects.toThrow(/read-?only/i);
});

test('a transaction inside a transaction is refused in words instead of waiting for ever', async () => {
  const outer = database.inTransaction(async (connection) => {
    await insert(connection, 'outer');
    await add('inner');
  });
  await expect(outer).rejects.toMatchObject({ code: 'nestedTransaction' });
  await add('afterwards');
  expect(await names()).toEqual(['afterwards']);
});

test('what an action left running may begin a transaction of its own once the action has ended', async () => {
  let later: Promise<unknown> | undefined;
  await database.inTransaction(async (connection) => {
    await insert(connection, 'first');
    later = setImmediate()
      .then(() => setImmediate())
      .then(() => new Promise((resolve) => setTimeout(resolve, 50)))
      .then(() => add('later'));
  });
  await later;
  expect(await names()).toEqual(['first', 'later']);
});

test('a connection cannot be used after its action', async () => {
  let leaked: Connection | undefined;
  await database.inTransaction(async (connection) => {
    leaked = connection;
  });
  await expect(insert(leaked!, 'late')).rejects.toMatchObject({ code: 'transactionEnded' });
});

test('an action may ask for several things at once, each answered in its turn', async () => {
  const warnings: string[] = [];
  const note = ({ message }: Error) => warnings.push(message);
  process.on('warning', note);
  const asked = Array.from({ length: 20 }, (_, index) => `at once ${index}`);
  await database.inTransaction(async (connection) => {
    const counted = await Promise.all(
      asked.map(async (name) => {
        await insert(connection, name);
        return names(connection);
      }),
    );
    expect(counted.at(-1)).toEqual(asked);
  });
  await setImmediate();
  process.off('warning', note);
  expect(await names()).toEqual(asked);
  expect(warnings).toEqual([]);
});

test('what an action has not waited for is kept or undone with it', async () => {
  await database.inTransaction(async (connection) => {
    for (const name of ['a', 'b', 'c']) void insert(connection, name);
  });
  const undone = database.inTransaction(async (connection) => {
    await Promise.all([connection.execute(sql`no statement`), insert(connection, 'd'), insert(connection, 'e')]);
  });
  await expect(undone).rejects.toThrow();
  await setImmediate();
  expect(await names()).toEqual(['a', 'b', 'c']);
});

test('rows and counts of changes have one shape on both databases', async () => {
  await database.inTransaction(async (connection) => {
    const once = sql`INSERT INTO sample (name) VALUES ('a'), ('b') ON CONFLICT DO NOTHING RETURNING id, name`;
    expect(await connection.query(once)).toEqual([
      { id: 1, name: 'a' },
      { id: 2, name: 'b' },
    ]);
    expect(await connection.query(once)).toEqual([]);
    expect(await connection.execute(sql`UPDATE sample SET number = 5 WHERE name IN ${sql.list(['a', 'b', 'c'])}`)).toBe(
      2,
    );
    expect(await connection.execute(sql`DELETE FROM sample WHERE name = 'a' RETURNING id`)).toBe(1);
    expect(await connection.query(sql`UPDATE sample SET number = 6 RETURNING number`)).toEqual([{ number: 6 }]);
    expect(await connection.query(sql`SELECT count(*) AS count FROM sample`)).toEqual([{ count: 1 }]);
  });
});

test('violations are told apart alike on both databases', async () => {
  await add('one');
  const twice = await add('one').catch((error: unknown) => error);
  expect([isUniqueViolation(twice), isForeignKeyViolation(twice), isDiskFull(twice)]).toEqual([true, false, false]);
  const saving = database.inTransaction(({ manager }) =>
    manager.getRepository(sampleSchema(testDialect)).insert({ name: 'one', flag: true, state: 'done', number: 1 }),
  );
  expect(isUniqueViolation(await saving.catch((error: unknown) => error))).toBe(true);
  const orphan = database.inTransaction((connection) => connection.execute(sql`INSERT INTO child VALUES (1, 99)`));
  expect(isForeignKeyViolation(await orphan.catch((error: unknown) => error))).toBe(true);
});

test('bulk work goes in chunks of which each is committed by itself', async () => {
  const chunks = chunksOf(
    Array.from({ length: 25 }, (_, index) => `row ${index}`),
    10,
  );
  const sizes: number[] = [];
  await database.inBulk(async (connection) => {
    const { value: chunk, done } = chunks.next();
    if (done) return 'done';
    sizes.push((await names()).length);
    await connection.execute(sql`INSERT INTO sample (name) VALUES ${sql.join(chunk.map((name) => sql`(${name})`))}`);
    return 'more';
  });
  expect(sizes).toEqual([0, 10, 20]);
  expect(await names()).toHaveLength(25);
});

test('closing waits for what was begun and refuses what comes later', async () => {
  const begun = Promise.all(['a', 'b', 'c'].map(add));
  const closing = database.close();
  await expect(add('late')).rejects.toMatchObject({ code: 'databaseClosed' });
  await begun;
  await closing;
  await database.close().catch(() => {});
});

onPostgres('a statement that failed and was swallowed is not taken for a success', async () => {
  await add('one');
  const swallowing = database.inTransaction(async (connection) => {
    await insert(connection, 'two');
    await insert(connection, 'one').catch(() => {});
  });
  await expect(swallowing).rejects.toMatchObject({ code: 'swallowedError' });
  expect(await names()).toEqual(['one']);
});

onPostgres('two actions that wait for each other are both done in the end', async () => {
  await add('a');
  await add('b');
  const both = (first: string, second: string) =>
    database.inTransaction(async (connection) => {
      await connection.execute(sql`UPDATE sample SET number = number + 1 WHERE name = ${first}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await connection.execute(sql`UPDATE sample SET number = number + 1 WHERE name = ${second}`);
    });
  await Promise.all([both('a', 'b'), both('b', 'a')]);
  expect(await database.read.query(sql`SELECT number FROM sample`)).toEqual([{ number: 2 }, { number: 2 }]);
});

onPostgres('connections that are cut at any moment lose no action and no process', async () => {
  const cut = () =>
    database.read.manager
      .query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      )
      .catch(() => {});
  await Promise.all(Array.from({ length: 20 }, (_, index) => add(`warm ${index}`)));
  await cut();
  await add('after idle connections were cut');
  let attempts = 0;
  await database.inTransaction(async (connection) => {
    attempts += 1;
    await insert(connection, 'in the middle');
    if (attempts === 1) await cut();
    await connection.execute(sql`UPDATE sample SET number = 1 WHERE name = 'in the middle'`);
  });
  expect(attempts).toBe(2);
  expect(await names()).toHaveLength(22);
});

onSqlite('actions that wait share a transaction; when it cannot be committed all of them are told', async () => {
  const orphan = (index: number) =>
    database.inTransaction((connection) => connection.execute(sql`INSERT INTO child VALUES (${index}, 99)`));
  const outcomes = await Promise.allSettled([add('a'), orphan(1), add('b')]);
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await names()).toEqual([]);
  await Promise.all([add('a'), add('b')]);
  expect(await names()).toEqual(['a', 'b']);
});

onSqlite('after a full disk all whose work was lost are told, and the next may write again', async () => {
  const limit = (pages: number) =>
    database.inTransaction(({ manager }) => manager.query(`PRAGMA max_page_count = ${pages}`));
  const [{ page_count: pages }] = await database.read.manager.query('PRAGMA page_count');
  await limit(pages + 2);
  const large = (name: string) =>
    database.inTransaction((connection) =>
      connection.execute(sql`INSERT INTO sample (name, bytes) VALUES (${name}, ${new Uint8Array(100_000)})`),
    );
  const outcomes = await Promise.allSettled([add('small'), large('large'), add('other')]);
  const kept = ['small', 'large', 'other'].filter((_, index) => outcomes[index]!.status === 'fulfilled');
  expect(await names()).toEqual(kept);
  expect(kept).not.toContain('large');
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(isDiskFull(outcome.reason)).toBe(true);
  await limit(1_000_000);
  await large('larger');
  await database.inTransaction(({ manager }) =>
    manager.transaction((inner) => inner.query(`INSERT INTO sample (name) VALUES ('nested')`)),
  );
  expect(await names()).toEqual([...kept, 'larger', 'nested']);
});
