import { afterEach, beforeEach, expect, test } from 'vitest';
import { sql } from '../../src/storage/sql.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { TestClock } from '../support/test-clock.ts';

/** A Monday morning. */
let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice({ clock: new TestClock('2026-11-23T01:00:00Z') });
});
afterEach(() => office.close());

async function homeOf(who: string): Promise<string | null> {
  const [row] = await office.database.read.query<{ code: string }>(sql`
    SELECT u.code FROM people p JOIN units u ON u.id = p.home_unit_id WHERE p.staff_no = ${who}`);
  return row?.code ?? null;
}

test('somebody lent to another unit for a week is counted there from the first day to the last, and then at home again', async () => {
  await office.advance({ minutes: 1 });
  const [personId, unitId] = [await office.personId('giang'), await office.unitId('H2')];
  const { inTransaction, consequences } = office.app.office;
  await inTransaction(async (stores) => {
    await stores.people.openPosts([{ personId, unitId, role: 'staff', fromOn: '2026-11-25', toOn: '2026-12-02' }]);
    await consequences.rosterChanged(stores, [personId], office.clock.now());
  });
  expect(await homeOf('giang')).toBe('TL');
  await office.advance({ days: 1 });
  expect(await homeOf('giang')).toBe('TL');
  await office.advance({ days: 1 });
  expect(await homeOf('giang')).toBe('H2');
  await office.advance({ days: 8 });
  expect(await homeOf('giang')).toBe('TL');
});
