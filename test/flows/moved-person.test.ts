/**
 * Who has gone to another unit is that one's affair: whoever answered for them before keeps the figures of then, and neither their
 * telephone number nor where they are, how they are or what they said when they called for help.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { receiptIdOf } from '../support/desk.ts';
import { healthStories, ILL, openHealthOffice } from '../support/health.ts';
import { issue, takePost } from '../support/issuing.ts';
import type { TestOffice } from '../support/office.ts';

/** A Monday, five in the morning. */
let office: TestOffice;
beforeEach(async () => {
  office = await openHealthOffice();
});
afterEach(() => office.close());

const stories = healthStories(() => office);
const { say, press, walk, last } = stories;
const PHONE = /0900 000 008/;
const toWater = () => takePost(office, 'an', 'TL', { instead: true });
const tripOf = async () => (await office.app.office.read.trips.listAllOf(await office.personId('an'))).at(-1)!;

async function travel(kind = 'Việc riêng ngoài tỉnh'): Promise<void> {
  await say('an', '/lichtrinh');
  if (last('an').text.includes('Trước khi khai báo lần đầu')) await press('an', '✅ Tôi đồng ý');
  await walk('an', kind, { say: 'Thăm mẹ' }, { say: 'hue' }, { say: '25/11' }, { say: '26/11' }, 'Không');
  await walk('an', 'Xe khách', 'Bỏ qua', { say: 'Bác Tư ở chợ' }, 'Tôi cam kết khai đúng sự thật', /^(?:Gửi|Báo)/);
}

describe('an acknowledgement', () => {
  test('gives nobody’s telephone number away once the person belongs elsewhere', async () => {
    const { id } = await issue(office, ['SO']);
    await press('an', /Xác nhận đã đọc/);
    const data = `who:${await receiptIdOf(office, id, await office.personId('an'))}`;
    await say('h1-head', '/trogiup');
    await press('h1-head', { data });
    expect(last('h1-head').text).toMatch(PHONE);
    await say('an', '/vangmat');
    await walk('an', { say: 'hôm nay' }, { say: 'mai' }, '✅ Ghi nhận');
    await toWater();
    for (const who of ['h1-head', 'ranger-head']) {
      await say(who, '/trogiup');
      await press(who, { data });
      expect(last(who).text).toContain('Đặng Văn An');
      expect(last(who).text).not.toMatch(PHONE);
      expect(last(who).text).not.toMatch(/vắng|nghỉ/i);
    }
    // Whoever is over both still answers for them.
    await say('director', '/trogiup');
    await press('director', { data });
    expect(last('director').text).toMatch(PHONE);
  });
});

describe('a trip', () => {
  test('goes along: the unit of today sees and decides it, the one before no longer', async () => {
    await travel();
    const { id } = await tripOf();
    await press('h1-head', { data: `trip:${id}` });
    expect(last('h1-head').text).toContain('Bác Tư');
    await toWater();
    for (const who of ['h1-head', 'ranger-head']) {
      await say(who, '/chuyendi');
      expect(last(who).text).not.toContain('An');
      await say(who, '/trogiup');
      expect(await press(who, { data: `trip:${id}` })).toContain('Không còn tìm thấy');
      expect(await press(who, { data: `tripdo:${id}:approve` })).toContain('Không còn tìm thấy');
      expect(last(who).text).not.toContain('Bác Tư');
    }
    expect((await tripOf()).state).toBe('awaiting');
    await say('water-head', '/chuyendi');
    expect(last('water-head').text).toContain('Đặng Văn An');
    await press('water-head', { data: `tripdo:${id}:approve` });
    expect((await tripOf()).state).toBe('planned');
  });

  test('that is over goes along as well', async () => {
    await travel('Công tác');
    const { id } = await tripOf();
    await office.advance({ days: 3 });
    await press('an', { data: `tripdo:${id}:return` });
    await toWater();
    await say('h1-head', '/trogiup');
    await press('h1-head', { data: `trip:${id}` });
    expect(last('h1-head').text).not.toContain('Bác Tư');
    await say('water-head', '/trogiup');
    await press('water-head', { data: `trip:${id}` });
    expect(last('water-head').text).toContain('Bác Tư');
  });
});

describe('a call for help', () => {
  async function call(): Promise<string> {
    await say('h1-head', '/diemdanh');
    await walk('h1-head', 'Xong · 1 đơn vị', { say: 'Bão số 9' }, /^🔴/);
    await press('an', /cần hỗ trợ/);
    await say('an', 'Gãy chân ở cầu Đá');
    const [listed] = await office.app.office.read.rollCalls.listRunningOf(await office.personId('an'));
    return `rcp:${listed!.id}`;
  }

  test('is everybody’s who helps while it lasts, and the old unit’s no longer when it is over and the person gone', async () => {
    const data = await call();
    await say('h1-head', '/trogiup');
    await press('h1-head', { data });
    expect(last('h1-head').text).toContain('+84900000008');
    expect(last('h1-head').text).toContain('cầu Đá');
    // It ends by itself after a day, and takes answers for another.
    await office.advance({ days: 1 });
    await office.advance({ days: 2 });
    await toWater();
    await say('h1-head', '/trogiup');
    await press('h1-head', { data });
    expect(last('h1-head').text).not.toContain('+84900000008');
    expect(last('h1-head').text).not.toContain('cầu Đá');
  });

  test('keeps its words no longer than a health declaration', async () => {
    const data = await call();
    await office.advance({ days: 24 });
    await say('h1-head', '/trogiup');
    await press('h1-head', { data });
    expect(last('h1-head').text).toContain('cầu Đá');
    await office.advance({ days: 3 });
    await say('h1-head', '/trogiup');
    await press('h1-head', { data });
    expect(last('h1-head').text).not.toContain('cầu Đá');
  });
});

test('health is seen by whoever answers for the person today', async () => {
  await stories.declare('an', ILL);
  const { id } = (await stories.declarationOf('an'))!;
  await toWater();
  await say('h1-head', '/trogiup');
  await press('h1-head', { data: `health:${id}` });
  expect(last('h1-head').text).not.toContain('sốt');
  await say('water-head', '/trogiup');
  await press('water-head', { data: `health:${id}` });
  expect(last('water-head').text).toContain('sốt');
});
