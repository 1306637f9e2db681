import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../src/storage/sql.ts';
import { chatting } from '../support/chatting.ts';
import { issue } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { TestClock } from '../support/test-clock.ts';

/** A Monday morning. */
let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice({ clock: new TestClock('2026-11-23T01:00:00Z') });
});
afterEach(() => office.close());

const { say, press, walk, last, texts } = chatting(() => office);

/** A mission, to be notified. */
async function travel(who: string, place: string, from = '24/11', to = '26/11'): Promise<void> {
  await say(who, '/lichtrinh');
  if (last(who).text.includes('Trước khi khai báo lần đầu')) await press(who, '✅ Tôi đồng ý');
  await walk(who, 'Công tác', { say: 'Họp' }, { say: place }, { say: from }, { say: to }, 'Không');
  await walk(who, 'Xe cơ quan', 'Bỏ qua', 'Bỏ qua', 'Tôi cam kết khai đúng sự thật', 'Báo thủ trưởng');
}

/** The clerk sets a level of the epidemic for a province. */
async function set(place: string, level: string, number = ''): Promise<void> {
  await walk('clerk', { say: '/diaban' }, 'Đặt cấp độ cho địa bàn', 'Dịch bệnh', { say: place }, `Cấp ${level}`);
  await walk('clerk', { say: 'hôm nay' }, 'Bỏ qua', number ? { say: number } : 'Bỏ qua', 'Đặt cấp độ');
  await office.advance({ minutes: 1 });
}

const CHANGED = 'Cấp độ ở một nơi trong lịch trình của bạn vừa thay đổi.';

test('another hazard that has no such level is said before it is sent, and the level chosen anew', async () => {
  await walk('clerk', { say: '/diaban' }, 'Đặt cấp độ cho địa bàn', 'Dịch bệnh', { say: 'bac ninh' }, 'Cấp 3');
  await walk('clerk', { say: 'hôm nay' }, 'Bỏ qua', 'Bỏ qua', 'Sửa', 'Loại tình huống', 'Cháy rừng');
  expect(last('clerk').text).toContain('Cấp độ này không có trong thang');
  expect(
    last('clerk')
      .buttons.flat()
      .map(({ label }) => label),
  ).not.toContain('Đặt cấp độ');
  await walk('clerk', 'Sửa', 'Cấp độ', 'Cấp IV', 'Đặt cấp độ');
  expect(last('clerk').text).toContain('Cháy rừng cấp IV · Bắc Ninh');
});

describe('a province set to level 4', () => {
  test('reaches the three who are there, will be, or have just been, with their leaders, and nobody else', async () => {
    await travel('an', 'bac giang');
    await travel('binh', 'bac ninh', '20/11/2026', '22/11/2026');
    await press('binh', '✅ Tôi đã về');
    await travel('chau', 'bac ninh', '1/12', '3/12');
    await travel('giang', 'hue');
    await issue(office, ['SO'], { number: '41/CĐ-SNN' });
    const before = new Map(['ranger-head', 'water-head', 'giang'].map((who) => [who, texts(who).length]));
    await set('bac ninh', '4', '41/CĐ-SNN');
    expect(last('clerk').text).toContain('Dịch bệnh cấp 4 · Bắc Ninh');
    expect(last('clerk').text).toContain('Căn cứ: ');
    for (const who of ['an', 'binh', 'chau']) expect(texts(who).filter((text) => text === CHANGED)).toHaveLength(1);
    expect(last('h1-head').text).toContain('có người của đơn vị bạn');
    expect(texts('giang')).not.toContain(CHANGED);
    for (const who of ['water-head', 'giang']) expect(texts(who).length - before.get(who)!).toBe(0);
    await press('h1-head', 'Xem');
    expect(last('h1-head').text).toContain('2 chuyến đi liên quan');
    expect(last('h1-head').text).toContain('Đặng Văn An');
    await press('an', 'Xem');
    expect(last('an').text).toContain('1 chuyến đi liên quan');
    expect(last('an').text).not.toContain('Bình');
    const count = texts('an').length;
    await office.advance({ minutes: 5 });
    expect(texts('an')).toHaveLength(count);
  });

  test('finds nobody by a trip that was erased, which its traveller was told before they erased it', async () => {
    for (const who of ['an', 'binh']) {
      await travel(who, 'bac ninh', '20/11/2026', '22/11/2026');
      await press(who, '✅ Tôi đã về');
    }
    await press('an', 'Xóa nội dung tờ khai này');
    expect(last('an').text).toContain('bot không còn biết để báo cho bạn');
    await press('an', 'Xóa');
    await set('bac ninh', '4');
    expect(texts('an')).not.toContain(CHANGED);
    expect(texts('binh')).toContain(CHANGED);
    const { followUps } = office.app.office.read;
    expect(await followUps.listOpenOf(await office.personId('an'))).toEqual([]);
    expect(await followUps.listOpenOf(await office.personId('binh'))).toHaveLength(1);
  });

  test('that is lifted is said to the same people, once', async () => {
    await travel('an', 'bac ninh');
    await set('bac ninh', '4');
    await walk('clerk', 'Bỏ cấp độ này', 'Bỏ và báo ngay');
    await office.advance({ minutes: 1 });
    expect(last('an').text).toContain('không còn áp dụng cấp độ');
    const count = texts('an').length;
    await press('clerk', { data: 'lift:1' });
    await office.advance({ minutes: 5 });
    expect(texts('an')).toHaveLength(count);
  });

  test('sends whoever declares a trip there to the leader above, and says so before they do', async () => {
    await set('da nang', '3');
    await say('an', '/lichtrinh');
    await walk('an', '✅ Tôi đồng ý', 'Việc riêng ngoài tỉnh', { say: 'Thăm nhà' }, { say: 'quang nam' });
    await walk('an', { say: '24/11' }, { say: '26/11' }, 'Không', 'Xe khách', 'Bỏ qua', 'Bỏ qua');
    await press('an', 'Tôi cam kết khai đúng sự thật');
    expect(last('an').text).toContain('Lưu ý: Dịch bệnh cấp 3 · Đà Nẵng');
    await press('an', 'Gửi thủ trưởng duyệt');
    expect(texts('h1-head')).toEqual([]);
    expect(last('ranger-head').text).toContain('Có một chuyến đi');
  });

  test('takes the place of the level before, so that one holds at a time', async () => {
    await set('bac ninh', '4');
    await set('bac ninh', '2');
    expect(await say('an', '/diaban')).toContain('1 địa bàn');
    expect(last('an').text).toContain('Dịch bệnh cấp 2 · Bắc Ninh');
  });
});

test('only those who issue for the whole office set levels, and a number that was not issued here is no ground', async () => {
  for (const who of ['an', 'ranger-head', 'inspector', 'admin']) {
    expect(await say(who, '/diaban')).toContain('Chưa có địa bàn');
    expect(await press(who, { data: 'start:areaLevel:0' })).toContain('Chỉ văn thư và lãnh đạo');
    expect(await press(who, { data: 'lift:1' })).not.toBe('');
  }
  await walk('clerk', { say: '/diaban' }, 'Đặt cấp độ cho địa bàn', 'Cháy rừng', { say: 'lam dong' }, 'Cấp IV');
  await walk('clerk', { say: 'hôm nay' }, 'Bỏ qua', { say: '999/KH-XYZ' });
  expect(last('clerk').text).toContain('Chưa thấy văn bản số 999/KH-XYZ');
  expect(await office.database.read.query(sql`SELECT id FROM area_levels`)).toEqual([]);
});
