import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FOLLOW_UPS } from '../../src/domain/declarations/follow-up.ts';
import { leaveOffice } from '../../src/domain/people/account-actions.ts';
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
const { say, press, walk, last, texts, buttons } = stories;
const declare: typeof stories.declare = (who, clicks) => stories.declare(who, clicks);
const count = (who: string, part: string): number => texts(who).filter((text) => text.includes(part)).length;
const openOf = async (who: string) => await office.app.office.read.followUps.listOpenOf(await office.personId(who));
const allOf = async (who: string) => await office.app.office.read.followUps.listAllOf(await office.personId(who));

/** A mission, notified. */
async function travel(who: string, place: string, from: string, to: string): Promise<void> {
  await say(who, '/lichtrinh');
  if (last(who).text.includes('Trước khi khai báo lần đầu')) await press(who, '✅ Tôi đồng ý');
  await walk(who, 'Công tác', { say: 'Họp' }, { say: place }, { say: from }, { say: to }, 'Không');
  await walk(who, 'Xe cơ quan', 'Bỏ qua', 'Bỏ qua', 'Tôi cam kết khai đúng sự thật');
}

async function comeBack(who: string): Promise<void> {
  await say(who, '/lichtrinh');
  await press(who, '1');
  await press(who, '✅ Tôi đã về');
}

async function set(place: string, level: string): Promise<void> {
  await walk('clerk', { say: '/diaban' }, 'Đặt cấp độ cho địa bàn', 'Dịch bệnh', { say: place }, `Cấp ${level}`);
  await walk('clerk', { say: 'hôm nay' }, 'Bỏ qua', 'Bỏ qua', 'Đặt cấp độ');
  await office.advance({ minutes: 1 });
}

describe('whoever returns from a place at level 4', () => {
  test('is followed for a fortnight with two missed days, which are chased, shown to the leader and thanked for', async () => {
    Object.assign(office.app.office, { followUps: { ...FOLLOW_UPS, trips: { dich: { level: '3', days: 14 } } } });
    await set('bac ninh', '4');
    await travel('an', 'bac giang', '24/11', '26/11');
    expect(last('an').text).toContain('Sau khi về: khai báo y tế 14 ngày');
    await press('an', 'Báo thủ trưởng');
    await office.advance({ days: 3, hours: 4 });
    await comeBack('an');
    expect(last('an').text).toContain('Bạn được theo dõi sức khỏe từ 27/11 đến hết 10/12.');
    expect(await say('an', '/khaibao')).toContain('Theo dõi sau chuyến đi: từ 27/11 đến hết 10/12');
    // Seven in the morning, each day.
    await office.advance({ hours: 22 });
    expect(last('an').text).toContain('🔔 Theo dõi sức khỏe, ngày 1/14.');
    await press('an', 'Khai báo');
    await walk('an', ...WELL, 'Gửi khai báo');
    const missed = [4, 9];
    for (let day = 2; day <= 14; day += 1) {
      await office.advance({ days: 1 });
      expect(last('an').text, `day ${day}`).toContain(`ngày ${day}/14`);
      if (missed.includes(day)) {
        const before = count('h1-head', 'chưa khai báo');
        await office.advance({ hours: 1 });
        await office.advance({ hours: 1 });
        await office.advance({ hours: 7 });
        await office.advance({});
        expect(count('an', `ngày ${day}/14`), 'chased three times').toBe(3);
        expect(count('h1-head', 'chưa khai báo') - before).toBe(1);
        expect(last('h1-head').text).not.toContain('An');
        await office.advance({ hours: -9 });
      } else await press('an', /không có triệu chứng/);
    }
    await say('h1-head', '/suckhoe');
    await press('h1-head', 'Theo dõi sau chuyến đi, tiếp xúc (1)');
    expect(last('h1-head').text).toContain('1. ✅ Đặng Văn An, Hạt Kiểm lâm số 1: ngày 14/14, thiếu 2 ngày');
    expect(await say('an', '/khaibao')).toContain('Còn thiếu 2 ngày: 30/11, 05/12');
    await office.advance({ days: 1 });
    expect(last('an').text).toBe('✅ Bạn đã qua 14 ngày theo dõi sức khỏe và đã khai báo 12 ngày. Cảm ơn bạn.');
    const heard = texts('an').length;
    await office.advance({ days: 1 });
    expect(texts('an')).toHaveLength(heard);
    expect(await openOf('an')).toEqual([]);
    expect((await detailsOf(office, 'followup.open')).length + (await detailsOf(office, 'followup.end')).length).toBe(
      2,
    );
  });

  test('is told when the level is lifted that nothing more is owed', async () => {
    await set('bac ninh', '4');
    await travel('an', 'bac ninh', '23/11', '23/11');
    await press('an', 'Báo thủ trưởng');
    await comeBack('an');
    expect(await openOf('an')).toMatchObject([{ fromOn: '2026-11-24', toOn: '2026-11-30' }]);
    await office.advance({ days: 1, hours: 2 });
    expect(last('an').text).toContain('ngày 1/7');
    await say('clerk', '/diaban');
    await walk('clerk', '1', 'Bỏ cấp độ này', 'Bỏ và báo ngay');
    await office.advance({ minutes: 1 });
    expect(texts('an')).toContain('Từ hôm nay bạn không còn phải khai báo theo dõi sức khỏe hằng ngày.');
    expect(await allOf('an')).toMatchObject([{ end: 'lifted' }]);
    const heard = texts('an').length;
    await office.advance({ days: 1, hours: 1 });
    expect(texts('an')).toHaveLength(heard);
  });

  test('is followed when the level is set only after the return, and by what takes its place, once', async () => {
    await travel('an', 'bac ninh', '20/11/2026', '22/11/2026');
    await walk('an', 'Báo thủ trưởng', '✅ Tôi đã về');
    await travel('binh', 'hue', '20/11/2026', '22/11/2026');
    await walk('binh', 'Báo thủ trưởng', '✅ Tôi đã về');
    expect(await openOf('an')).toEqual([]);
    await set('bac ninh', '3');
    expect(await openOf('an')).toMatchObject([{ fromOn: '2026-11-24', toOn: '2026-11-30' }]);
    expect(await openOf('binh')).toEqual([]);
    await set('bac ninh', '4');
    expect(await allOf('an')).toHaveLength(1);
    expect(count('an', 'Bạn được theo dõi sức khỏe')).toBe(1);
    await set('bac ninh', '2');
    expect(await allOf('an')).toMatchObject([{ end: 'lifted' }]);
    expect(count('an', 'không còn phải khai báo theo dõi')).toBe(1);
  });
});

/** Somebody who met a case, and feels well. */
const MET: Parameters<typeof declare>[1] = [
  'Không có triệu chứng',
  'Bỏ qua',
  /F1/,
  'Không xét nghiệm',
  '2 mũi',
  'Bỏ qua',
];

describe('whoever has met a case', () => {
  test('is followed for fourteen days, and not anew each time that they say so again', async () => {
    await declare('an', MET);
    expect(await openOf('an')).toMatchObject([{ tripId: null, fromOn: '2026-11-24', toOn: '2026-12-07' }]);
    expect(await say('an', '/khaibao')).toContain('Theo dõi sau tiếp xúc: từ 24/11 đến hết 07/12');
    for (let day = 0; day < 15; day += 1) {
      await office.advance({ days: 1, hours: day === 0 ? 2 : 0 });
      await say('an', '/khaibao');
      await press('an', /không có triệu chứng/);
    }
    expect(await allOf('an')).toMatchObject([{ end: 'done', toOn: '2026-12-07' }]);
    expect(count('an', 'Cảm ơn bạn')).toBe(1);
  });

  test('and corrects it on the same day is not', async () => {
    await declare('an', MET);
    await say('an', '/khaibao');
    await press('an', 'Sửa khai báo');
    await walk('an', 'Sửa', 'Tiếp xúc', /^Không$/, 'Gửi khai báo');
    expect(await allOf('an')).toMatchObject([{ end: 'corrected' }]);
    expect(last('an').text).toContain('không còn phải khai báo theo dõi');
  });

  test('is asked for no more when they withdraw what they agreed to, or leave the office', async () => {
    for (const who of ['an', 'binh']) await declare(who, MET);
    await say('an', '/riengtu');
    await walk('an', 'Rút lại đồng ý', 'Rút lại và xóa');
    expect(await allOf('an')).toMatchObject([{ end: 'withdrawn' }]);
    await leaveOffice({ kind: 'office', name: 'test' }, 'binh', office.app.office);
    await office.advance({ days: 1, hours: 4 });
    expect(await allOf('binh')).toMatchObject([{ end: 'left' }]);
    expect(count('an', '🔔') + count('binh', '🔔')).toBe(0);
  });
});

test('who is followed is seen by those who answer for them, without why, and by nobody else', async () => {
  await declare('an', MET);
  await declare('giang', ILL);
  await office.advance({ days: 1, hours: 5 });
  const [h1, so] = [await office.unitId('H1'), await office.unitId('SO')];
  for (const who of ['h1-head', 'ranger-deputy', 'focal', 'director']) {
    await say(who, '/trogiup');
    await press(who, { data: `hfol:${h1}:0` });
    expect(last(who).text, who).toContain('Đặng Văn An, Hạt Kiểm lâm số 1: ngày 1/14');
    expect(last(who).text).not.toMatch(/tiếp xúc|F1/);
  }
  for (const who of ['an', 'binh', 'clerk', 'inspector', 'admin', 'water-head', 'office-head']) {
    await say(who, '/trogiup');
    for (const unit of [h1, so]) expect(await press(who, { data: `hfol:${unit}:0` }), who).not.toBe('');
    await press(who, { data: 'hfol:0:0' });
    expect(texts(who).join(), who).not.toContain('Đặng Văn An');
  }
});

test('figures of the day count who is followed without a campaign, and a reminder by hand reaches them', async () => {
  await declare('an', MET);
  await office.advance({ days: 1 });
  await say('h1-head', '/suckhoe');
  expect(last('h1-head').text).toContain('0/1');
  expect(await press('h1-head', '🔔 Nhắc 1 người')).toContain('Đã nhắc 1 người');
  expect(last('an').text).toContain('🔔 Theo dõi sức khỏe, ngày 1/14.');
  expect(buttons('an')).toContain('Khai báo');
  await walk('an', { say: '/khaibao' }, /không có triệu chứng/);
  await say('h1-head', '/suckhoe');
  expect(last('h1-head').text).toContain('1/1 ✅');
});
