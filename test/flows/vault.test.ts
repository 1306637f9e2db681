import { afterEach, beforeEach, expect, test } from 'vitest';
import { sql } from '../../src/storage/sql.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(() => office.close());

const owed = () => office.database.read.query(sql`SELECT id FROM vault_erasures`);

test('what was erased right before the bot died is swept by the next one, and by its routine from then on', async () => {
  const place = { purpose: 'trip:1' };
  const [first, second] = await office.app.office.inTransaction(({ vault }) =>
    vault.sealAll([1, 2].map((value) => ({ ...place, value }))),
  );
  await office.restart(async () => {
    await office.database.inTransaction((connection) =>
      connection.execute(sql`INSERT INTO vault_erasures DEFAULT VALUES`),
    );
    expect(await owed()).toHaveLength(1);
  });
  await expect.poll(owed).toEqual([]);
  await office.app.office.inTransaction(({ vault }) => vault.erase([first!], 'withdrawn'));
  for (let times = 0; times < 2; times += 1) {
    await office.advance({ minutes: 10 });
    expect(await owed()).toEqual([]);
  }
  const { vault } = office.app.office.read;
  expect(await vault.openAll([first!, second!].map((id) => ({ id, ...place })))).toEqual([
    { state: 'erased' },
    { state: 'open', value: 2 },
  ]);
});
