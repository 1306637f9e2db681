/** Whoever takes back what they declared finds no copy of it left in a form that was being filled. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sql } from '../../src/storage/sql.ts';
import { healthStories, ILL, openHealthOffice } from '../support/health.ts';
import type { TestOffice } from '../support/office.ts';

/** A Monday, five in the morning. */
let office: TestOffice;
beforeEach(async () => {
  office = await openHealthOffice();
});
afterEach(() => office.close());

const stories = healthStories(() => office);
const { say, press, walk, last } = stories;

/** What can still be opened with the office's key. */
async function readable(): Promise<number> {
  const [row] = await office.database.read.query<{ count: unknown }>(sql`SELECT count(*) AS count FROM vault_values`);
  return Number(row!.count);
}

test('a health form that is half filled goes with the consent', async () => {
  await stories.open('an');
  await walk('an', ...ILL.slice(0, 9));
  expect(await readable()).toBe(1);
  await walk('an', { data: 'withdraw' });
  expect(await readable()).toBe(0);
  await say('an', '38,9');
  expect(last('an').text).not.toContain('38,9');
});

test('a correction that is half made goes with the declaration that is taken back', async () => {
  await stories.declare('an', ILL);
  const { id } = (await stories.declarationOf('an'))!;
  await press('an', { data: `start:health:${id}` });
  expect(await readable()).toBe(2);
  await press('an', { data: `erase:health:${id}` });
  expect(await readable()).toBe(0);
});

test('a change of a trip that is half made goes with the trip', async () => {
  await say('an', '/lichtrinh');
  await press('an', '✅ Tôi đồng ý');
  await walk('an', 'Công tác', { say: 'Thăm mẹ' }, { say: 'hue' }, { say: '23/11' }, { say: '24/11' }, 'Không');
  await walk('an', 'Xe khách', 'Bỏ qua', { say: 'Bác Tư ở chợ' }, 'Tôi cam kết khai đúng sự thật', /^(?:Gửi|Báo)/);
  const [trip] = await office.app.office.read.trips.listAllOf(await office.personId('an'));
  await press('an', { data: `start:trip:${trip!.id}` });
  await press('an', { data: `tripdo:${trip!.id}:return` });
  expect(await readable()).toBeGreaterThan(1);
  await press('an', { data: `erase:trip:${trip!.id}` });
  expect(await readable()).toBe(0);
});

test('other forms are left as they are', async () => {
  await stories.declare('an', ILL);
  const { id } = (await stories.declarationOf('an'))!;
  await say('an', '/vangmat');
  await press('an', { data: `erase:health:${id}` });
  await say('an', 'hôm nay');
  expect(last('an').text).toMatch(/đến|hết/i);
});
