import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { detailsOf } from '../support/evidence.ts';
import { healthStories, ILL, openHealthOffice, WELL } from '../support/health.ts';
import type { TestOffice } from '../support/office.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openHealthOffice();
});
afterEach(() => office.close());

const stories = healthStories(() => office);
const { say, press, walk, last, texts, buttons, declarationOf } = stories;
const count = (who: string, part: string): number => texts(who).filter((text) => text.includes(part)).length;

describe('a campaign', () => {
  test('asks an hour before its time, at it and an hour later, and only those who have not declared', async () => {
    await stories.begin('ranger-head');
    expect(last('ranger-head').text).toContain('Khai báo hằng ngày trước 08:00');
    expect(last('ranger-head').text).toContain('0/7');
    await stories.declare('an', WELL);
    expect(last('an').text).toContain('Bạn đủ điều kiện đi làm');
    for (const [hours, words, times] of [
      [2, 'hạn 08:00', 1],
      [1, 'Đã quá 08:00', 1],
      [1, 'Đã quá 08:00', 2],
    ] as const) {
      await office.advance({ hours });
      await office.advance({});
      expect(count('binh', words), words).toBe(times);
    }
    await office.advance({ hours: 3 });
    expect(count('binh', '🔔')).toBe(3);
    expect(count('an', '🔔')).toBe(0);
    expect(count('giang', '🔔')).toBe(0);
    await press('binh', 'Khai báo');
    await walk('binh', '✅ Tôi đồng ý', ...WELL, 'Gửi khai báo');
    expect(last('binh').text).toContain('Bạn đã khai báo lúc 12:00');
    await say('ranger-head', '/suckhoe');
    expect(last('ranger-head').text).toContain('2/7');
    expect(last('ranger-head').text).toContain('Hạt Kiểm lâm số 1\n');
    await press('ranger-head', '5 người chưa khai báo');
    expect(last('ranger-head').text).toContain('⏳ Mai Châu, Hạt Kiểm lâm số 2');
    expect(last('ranger-head').text).not.toContain('Đặng Văn An');
  });

  test('leaves in peace who is away and whoever has a day off, unless it is for every day', async () => {
    await office.app.office.inTransaction(async ({ absences }) => {
      const personId = await office.personId('an');
      const leave = { personId, fromOn: '2026-11-20', toOn: '2026-12-30', markedById: personId };
      await absences.add(leave, office.clock.now());
    });
    await stories.begin('h1-head');
    await stories.begin('water-head', { days: 'Mọi ngày' });
    await office.advance({ hours: 4 });
    expect([count('an', '🔔'), count('binh', '🔔'), count('giang', '🔔')]).toEqual([0, 1, 1]);
    await office.advance({ days: 5 });
    expect([count('binh', '🔔'), count('giang', '🔔')]).toEqual([1, 2]);
    expect(await say('h1-head', '/suckhoe')).toContain('Hôm nay không ai phải khai báo');
  });

  test('is of the leaders and focal points of the unit or above it, and of nobody else', async () => {
    const unitId = await office.unitId('H1');
    for (const who of ['an', 'water-head', 'clerk', 'inspector', 'admin']) {
      await say(who, '/trogiup');
      expect(await press(who, { data: `start:healthCampaign:${unitId}` })).not.toBe('');
      for (const data of [`hunit:${unitId}:0`, `hmiss:${unitId}:0`, `hcare:${unitId}:0`, `hremind:${unitId}`]) {
        expect(await press(who, { data }), `${who} ${data}`).not.toBe('');
      }
    }
    await say('h1-head', '/trogiup');
    await stories.begin('focal');
    const [campaign] = await office.app.office.read.healthCampaigns.listOpen('2026-11-23');
    expect(campaign).toMatchObject({ time: '08:00', unit: { name: 'Chi cục Kiểm lâm' } });
    expect(await press('water-head', { data: `hendyes:${campaign!.id}` })).not.toBe('');
    expect(await press('h1-head', { data: `hendyes:${campaign!.id}` })).not.toBe('');
    await say('director', '/suckhoe');
    await walk('director', 'Chi cục Kiểm lâm', 'Kết thúc đợt khai báo', 'Kết thúc');
    expect(last('director').text).toContain('chưa bật khai báo');
    expect(await press('director', { data: `hendyes:${campaign!.id}` })).toBe('');
  });

  test('that has ended asks nobody, also with a reminder that still waits', async () => {
    await stories.begin('h1-head');
    await say('h1-head', '/suckhoe');
    await walk('h1-head', 'Kết thúc đợt khai báo', 'Kết thúc');
    await office.advance({ hours: 4 });
    expect(count('an', '🔔')).toBe(0);
    await say('an', '/khaibao');
    await press('an', '✅ Tôi đồng ý');
    await press('an', 'Hủy');
    expect(await say('an', '/khaibao')).toContain('đơn vị không yêu cầu');
  });

  test('takes the place of the one before, at another hour that is typed or on a button', async () => {
    await stories.begin('h1-head');
    await say('h1-head', '/suckhoe');
    await press('h1-head', { data: `start:healthCampaign:${await office.unitId('H1')}` });
    expect(await say('h1-head', 'lúc nào cũng được')).toContain('Chưa đọc được giờ này');
    expect(await say('h1-head', '3h')).toContain('Chưa đọc được giờ này');
    await walk('h1-head', '7:30', 'Ngày làm việc', { say: 'mai' }, { say: '30/11' });
    expect(last('h1-head').text).toContain('Đợt khai báo hiện có của đơn vị sẽ kết thúc');
    await press('h1-head', 'Bật khai báo');
    const campaigns = await office.app.office.read.healthCampaigns.listOpen('2026-11-23');
    expect(await detailsOf(office, 'health.begin')).toMatchObject([
      { time: '08:00', from: '2026-11-23', to: null, everyDay: false },
      { time: '07:30', from: '2026-11-24', to: '2026-11-30' },
    ]);
    expect(await detailsOf(office, 'health.end')).toHaveLength(1);
    expect(campaigns).toMatchObject([{ time: '07:30', fromOn: '2026-11-24', toOn: '2026-11-30' }]);
    await office.advance({ hours: 4 });
    expect(count('an', '🔔')).toBe(0);
    await office.advance({ days: 1 });
    expect(count('an', '🔔')).toBe(1);
  });

  test('reminds by hand those who can be reached, once an hour, and says who cannot', async () => {
    await office.app.office.inTransaction(async ({ people }) => {
      const [blocked, gone] = await Promise.all(
        ['binh', 'an'].map(async (who) => (await people.findAccount(await office.personId(who)))!),
      );
      await people.setUnreachable(blocked!.id, office.clock.now(), 'blocked');
      await people.endAccount(gone!.id, office.clock.now(), 'revoked');
    });
    await stories.begin('h1-head');
    expect(last('h1-head').text).toContain('🚫 1 người không liên lạc được');
    expect(last('h1-head').text).toContain('👤 1 người chưa kích hoạt tài khoản');
    const said = await press('h1-head', '🔔 Nhắc 1 người');
    expect(said).toContain('Đã nhắc 1 người');
    expect(said).toContain('2 người cần báo bằng cách khác');
    expect(await press('h1-head', '🔔 Nhắc 1 người')).toContain('trong vòng một giờ qua');
    expect(count('h1-head', '🔔 Bạn')).toBe(1);
    await press('h1-head', '3 người chưa khai báo');
    const [list] = texts('h1-head').filter((text) => text.includes('3 người chưa khai báo'));
    for (const line of ['🚫 Lý Thị Bình', '👤 Đặng Văn An', '⏳ Bùi Hạt Trưởng']) expect(list).toContain(line);
  });
});

describe('a day without symptoms', () => {
  test('is said again by one press, which is stored before it is answered, once', async () => {
    await stories.begin('h1-head');
    await stories.declare('an', WELL);
    await office.advance({ days: 1, hours: 2 });
    expect(buttons('an')).toEqual(['✅ Như hôm qua, không có triệu chứng', 'Khai báo']);
    const reminder = last('an');
    const data = reminder.buttons[0]![0]!.data!;
    const presses = [office.as('an').press({ data }, reminder), office.as('an').press({ data }, reminder)];
    await Promise.all(presses.map((one) => one.settled));
    expect(await declarationOf('an')).toMatchObject({ on: '2026-11-24', version: 1 });
    await office.settle();
    expect(presses[0]!.answer?.text).toBe('Đã ghi nhận khai báo của bạn.');
    expect(last('an').text).toContain('Bạn đã khai báo lúc');
    await office.advance({ days: 1 });
    expect(await press('an', { data })).toContain('ngày khác');
    expect(await declarationOf('an')).toMatchObject({ on: '2026-11-24' });
    await say('an', '/khaibao');
    expect(buttons('an')[0]).toBe('✅ Như hôm qua, không có triệu chứng');
  });

  test('is not said again after symptoms, whatever a client sends', async () => {
    await stories.declare('an', ILL);
    await office.advance({ days: 1 });
    await say('an', '/khaibao');
    expect(buttons('an')[0]).toBe('Khai báo');
    expect(await press('an', { data: 'hsame:2026-11-24' })).toContain('không dùng lại được');
    await say('binh', '/trogiup');
    expect(await press('binh', { data: 'hsame:2026-11-24' })).toContain('Bạn cần đồng ý');
  });
});
