import { afterEach, beforeEach, expect, test } from 'vitest';
import { sql } from '../../src/storage/sql.ts';
import { entriesOf } from '../support/desk.ts';
import { detailsOf } from '../support/evidence.ts';
import { healthStories, ILL, openHealthOffice, WELL } from '../support/health.ts';
import type { TestOffice } from '../support/office.ts';

/** A Monday, five in the morning. */
let office: TestOffice;
beforeEach(async () => {
  office = await openHealthOffice();
});
afterEach(() => office.close());

const stories = healthStories(() => office);
const { say, press, walk, last, buttons, declarationOf, resultOf, keyOf, inFiles } = stories;
const tripOf = async (who: string) =>
  (await office.app.office.read.trips.listAllOf(await office.personId(who))).at(-1)!;
const detailsOfTrip = async (who: string) => await office.app.office.read.trips.getDetails(await tripOf(who));

async function travel(who: string, from = '24/11', to = '26/11'): Promise<void> {
  await say(who, '/lichtrinh');
  if (last(who).text.includes('Trước khi khai báo lần đầu')) await press(who, '✅ Tôi đồng ý');
  await walk(who, 'Công tác', { say: 'Họp về cháy rừng' }, { say: 'bac giang' }, { say: from }, { say: to }, 'Không');
  await walk(who, 'Xe cơ quan', 'Bỏ qua', { say: 'Ông Ba' }, 'Tôi cam kết khai đúng sự thật', 'Báo thủ trưởng');
}

async function openList(who: string): Promise<void> {
  await say(who, '/riengtu');
  await press(who, 'Tờ khai của tôi');
}

test('whoever has declared finds all of it in one list, the last first, and whoever has not finds none', async () => {
  await say('binh', '/riengtu');
  expect(buttons('binh')).not.toContain('Tờ khai của tôi');
  await stories.declare('an', WELL);
  await travel('an');
  await office.advance({ days: 1 });
  // Vaccinations are known from the day before.
  await stories.declare(
    'an',
    ILL.filter((click) => click !== '2 mũi'),
  );
  await openList('an');
  expect(last('an').text).toContain('Bạn có 3 tờ khai còn lưu nội dung');
  expect(last('an').text).toContain('1. 24/11 → 26/11 · Bắc Ninh (trước là Bắc Giang) · đang đi');
  expect(last('an').text).toContain('2. Khai báo y tế ngày 24/11\n3. Khai báo y tế ngày 23/11');
  await press('an', '2');
  expect(last('an').text).toContain('sốt, ho');
});

test('a health declaration is withdrawn on its own: nobody reads it any more, and it still counts as made', async () => {
  await stories.begin('h1-head');
  await stories.declare('an', ILL);
  const key = await keyOf('an');
  await openList('an');
  await walk('an', '1', 'Xóa nội dung tờ khai này');
  expect(last('an').text).toContain('Vẫn tính là bạn đã khai báo ngày đó');
  expect(last('an').text).toContain('Thẻ đi làm hôm nay sẽ ghi chưa khai báo');
  await press('an', '‹ Quay lại');
  expect(await resultOf('an')).toBe('home');
  await walk('an', 'Xóa nội dung tờ khai này', 'Xóa');
  expect(last('an').text).toContain('Đã xóa nội dung khai báo y tế');
  expect([await resultOf('an'), inFiles(key), inFiles('Ho khan')]).toEqual([undefined, false, false]);
  await press('h1-head', 'Xem khai báo');
  expect(last('h1-head').text).toContain('Nội dung đã được xóa');
  await say('h1-head', '/suckhoe');
  await press('h1-head', '2 người chưa khai báo');
  expect(last('h1-head').text).not.toContain('Đặng Văn An');
  await press('an', { data: `erase:health:${(await declarationOf('an'))!.id}` });
  expect(last('an').text).toContain('Đã xóa nội dung khai báo y tế');
  expect(await detailsOf(office, 'health.erase')).toEqual([{ declarations: ['1'], why: 'withdrawn' }]);
  expect(await entriesOf(office, 'person:an')).toEqual([
    ...['consent.give', 'health.declare', 'health.erase', 'evidence.erase'],
  ]);
});

test('today’s can be declared anew after that, as a correction', async () => {
  await stories.declare('an', ILL);
  const { id } = (await declarationOf('an'))!;
  await press('an', { data: `erase:health:${id}` });
  await say('an', '/khaibao');
  expect(last('an').text).toContain('nội dung đã được xóa. Bạn có thể khai báo lại');
  await walk('an', 'Khai báo', ...WELL, 'Gửi khai báo');
  expect(await declarationOf('an')).toMatchObject({ id, version: 2 });
  expect(await resultOf('an')).toBe('fit');
});

test('a trip is withdrawn once it is over, and not before', async () => {
  await travel('an');
  const trip = await tripOf('an');
  await press('an', { data: `trip:${trip.id}` });
  expect(buttons('an')).not.toContain('Xóa nội dung tờ khai này');
  for (const data of [`askera:trip:${trip.id}`, `erase:trip:${trip.id}`]) {
    expect(await press('an', { data })).toContain('chưa xong nên chưa xóa được');
  }
  expect(await detailsOfTrip('an')).toMatchObject({ contacts: 'Ông Ba' });
  await office.advance({ days: 1 });
  await openList('an');
  await walk('an', '1', '✅ Tôi đã về', 'Xóa nội dung tờ khai này');
  expect(last('an').text).toContain('Hồ sơ chỉ còn ghi rằng bạn đã khai');
  for (let times = 0; times < 2; times += 1) await press('an', { data: `erase:trip:${trip.id}` });
  expect(await detailsOfTrip('an')).toBeNull();
  expect(await tripOf('an')).toMatchObject({ state: 'returned', stops: [{ place: '' }] });
  expect(await detailsOf(office, 'trip.erase')).toEqual([{ trip: trip.id, erased: 'trip', why: 'withdrawn' }]);
  await press('an', '‹ Tờ khai của tôi');
  expect(last('an').text).toContain('Bạn không có tờ khai nào');
  expect(await press('h1-head', { data: `trip:${trip.id}` })).toBe('');
  expect(last('h1-head').text).toContain('đã được xóa');
  expect(await press('h1-head', { data: `askera:trip:${trip.id}` })).toContain('Không còn tìm thấy');
});

test('whoever is followed up is so to the last day, also when they withdraw the declaration that it follows', async () => {
  await stories.declare('an', ['Không có triệu chứng', 'Bỏ qua', 'F1', 'Không xét nghiệm', '2 mũi', 'Bỏ qua']);
  const open = async () => await office.app.office.read.followUps.listOpenOf(await office.personId('an'));
  const before = await open();
  expect(before).toMatchObject([{ toOn: '2026-12-07' }]);
  await openList('an');
  await walk('an', '1', 'Xóa nội dung tờ khai này');
  expect(last('an').text).toContain('Việc theo dõi sức khỏe, nếu đang có, vẫn tiếp tục');
  await press('an', 'Xóa');
  expect(await open()).toEqual(before);
  await office.advance({ days: 1, hours: 4 });
  expect(last('an').text).toContain('Theo dõi sức khỏe, ngày 1/14');
});

test('nobody withdraws what somebody else declared, whatever their client sends', async () => {
  await stories.declare('an', ILL);
  await travel('an');
  await press('an', 'Hủy chuyến');
  await press('an', 'Hủy chuyến này');
  const [health, trip] = [(await declarationOf('an'))!.id, (await tripOf('an')).id];
  for (const who of ['binh', 'h1-head', 'director', 'focal', 'clerk', 'inspector', 'admin']) {
    await say(who, '/trogiup');
    for (const what of [`health:${health}`, `trip:${trip}`, `draft:${health}`]) {
      for (const verb of ['askera', 'erase']) {
        expect(await press(who, { data: `${verb}:${what}` }), `${who} ${verb} ${what}`).toContain('Không còn tìm thấy');
      }
    }
    expect(await press(who, { data: 'mine:0' })).toBe('');
    expect(last(who).text).toContain('Bạn không có tờ khai nào');
  }
  expect(await resultOf('an')).toBe('home');
  expect(await detailsOfTrip('an')).not.toBeNull();
  expect(await office.database.read.query(sql`SELECT id FROM evidence_entries WHERE action LIKE '%.erase'`)).toEqual(
    [],
  );
});
