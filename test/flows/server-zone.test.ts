import { afterEach, describe, expect, test } from 'vitest';
import { nextAllowed } from '../../src/domain/calendar.ts';
import { leaveOffice } from '../../src/domain/people/account-actions.ts';
import { instant } from '../../src/lib/clock.ts';
import { chatting } from '../support/chatting.ts';
import { healthStories, ILL, openHealthOffice, WELL } from '../support/health.ts';
import { HAND, issue, receiptOf } from '../support/issuing.ts';
import type { TestOffice } from '../support/office.ts';
import { TestClock } from '../support/test-clock.ts';

const HERE = process.env.TZ;
let office: TestOffice;
afterEach(async () => {
  await office.close();
  if (HERE === undefined) delete process.env.TZ;
  else process.env.TZ = HERE;
});

const stories = healthStories(() => office);
const { say, press } = chatting(() => office);
const { walk, last, texts } = stories;

async function openAt(zone: string, at: string): Promise<void> {
  process.env.TZ = zone;
  office = await openHealthOffice({ clock: new TestClock(at) });
}

async function declareTrip(who: string, from: string, to: string): Promise<void> {
  await say(who, '/lichtrinh');
  if (last(who).text.includes('Trước khi khai báo lần đầu')) await press(who, '✅ Tôi đồng ý');
  await walk(who, 'Công tác', { say: 'Họp' }, { say: 'hue' }, { say: from }, { say: to }, 'Không', 'Máy bay', 'Bỏ qua');
  await walk(who, 'Bỏ qua', 'Tôi cam kết khai đúng sự thật', 'Báo thủ trưởng');
}

/** The server's own zone is behind the office's by a day, ahead of it by a day, beside it, and the same. */
describe.each([
  ['America/Los_Angeles', 480],
  ['Pacific/Kiritimati', -840],
  ['UTC', 0],
  ['Asia/Ho_Chi_Minh', -420],
])('on a server in %s', (zone, offset) => {
  test('the office’s days begin and end where the office is, at one minute to midnight and after it', async () => {
    // 23:59 on Monday, 23 November in the office.
    await openAt(zone, '2026-11-23T16:59:00Z');
    expect(instant('2026-11-23T16:59:00Z').getTimezoneOffset()).toBe(offset);
    await declareTrip('an', 'mai', 'mai');
    await declareTrip('binh', 'hôm nay', '26/11');
    const { trips, health, privacyRequests } = office.app.office.read;
    const daysOf = async (who: string) =>
      (await trips.listAllOf(await office.personId(who))).map(({ fromOn, toOn }) => [fromOn, toOn]);
    expect(await daysOf('an')).toEqual([['2026-11-24', '2026-11-24']]);
    expect(await daysOf('binh')).toEqual([['2026-11-23', '2026-11-26']]);
    expect(last('binh').text).toContain('23/11 ◉ Huế\n26/11 ○ về');

    await stories.declare('an', ILL);
    expect(last('an').text).toContain('Khai báo y tế ngày 23/11');
    await say('an', '/riengtu');
    await walk('an', 'Yêu cầu của tôi', 'Gửi yêu cầu mới', 'Sửa dữ liệu', { say: 'Sai tên đệm' }, 'Gửi yêu cầu');
    expect(last('an').text).toContain('Đã tiếp nhận lúc 23:59 ngày 23/11/2026');
    const [request] = await privacyRequests.listOf(await office.personId('an'));
    expect(request!.dueOn).toBe('2026-12-03');

    await say('clerk', '/vangmat');
    await walk('clerk', { say: 'mai' }, { say: '25/11' });
    expect(last('clerk').text).toContain('24/11');
    await press('clerk', 'Hủy');

    await office.advance({ minutes: 2 });
    await say('an', '/khaibao');
    expect(last('an').text).toContain('Khai báo y tế ngày 24/11');
    await stories.declare('binh', WELL);
    expect((await health.listAllOf(await office.personId('binh'))).map(({ on }) => on)).toEqual(['2026-11-24']);
    expect((await health.listAllOf(await office.personId('an'))).map(({ on }) => on)).toEqual(['2026-11-23']);
  });

  test('a return is asked for from 16:00 of the last day, and the leader is told from the morning after', async () => {
    await openAt(zone, '2026-11-23T01:00:00Z');
    await declareTrip('an', 'hôm nay', 'mai');
    const asked = () => texts('an').filter((text) => text.includes('Hôm nay là ngày về')).length;
    const told = () => texts('h1-head').filter((text) => text.includes('đã quá ngày về')).length;
    // 15:59 and 16:00 on Tuesday; 23:59 is night, 06:31 on Wednesday is not.
    for (const [hours, minutes, counts] of [
      [31, 58, [0, 0]],
      [0, 2, [1, 0]],
      [7, 58, [1, 0]],
      [6, 32, [1, 1]],
    ] as const) {
      await office.advance({ hours, minutes });
      expect([asked(), told()]).toEqual(counts);
    }
  });

  test('reminders keep the office’s hours, deadlines its closing time, and holidays its calendar', async () => {
    // Monday, 05:00.
    await openAt(zone, '2026-11-22T22:00:00Z');
    await stories.begin('h1-head');
    const reminded = () => texts('an').filter((text) => text.startsWith('🔔')).length;
    for (const [hours, count] of [
      [1, 0],
      [1, 1],
      [1, 2],
    ] as const) {
      await office.advance({ hours, minutes: 1 });
      expect(reminded()).toBe(count);
    }
    const directive = await issue(office, ['H1'], { deadlineAt: instant('2026-11-24T17:00:00+07:00') });
    expect((await receiptOf(office, directive.id, 'an')).status).toBe('sent');
    expect(last('an').text).toContain('Xác nhận trước 17:00 ngày mai, thứ Ba 24/11');
    const { calendar } = office.app.office;
    // New Year's Day 2027 is a Friday: the next working morning is Monday's. Tết 2027 begins on Saturday, 6 February, and its weekend is made up for.
    expect(nextAllowed(instant('2026-12-31T23:00:00+07:00'), calendar).toISOString()).toBe('2027-01-03T23:30:00.000Z');
    expect(nextAllowed(instant('2027-02-05T12:00:00+07:00'), calendar).toISOString()).toBe('2027-02-11T23:30:00.000Z');
  });

  test('what is kept for so many days is erased on the office’s day', async () => {
    // 23:00 on Monday, 23 November.
    await openAt(zone, '2026-11-23T16:00:00Z');
    await stories.declare('an', ILL);
    await leaveOffice(HAND, 'binh', office.app.office);
    const readable = async () =>
      (await office.app.office.read.health.listReadableOf(await office.personId('an'))).length;
    const phone = async () => (await office.app.office.read.people.findByStaffNo('binh'))!.phone;
    await office.advance({ days: 25, minutes: 59 });
    expect(await readable()).toBe(1);
    await office.advance({ minutes: 2 });
    expect(await readable()).toBe(0);
    await office.advance({ days: 34, hours: 23, minutes: 58 });
    expect(await phone()).not.toBeNull();
    await office.advance({ days: 1, minutes: 2 });
    expect(await phone()).toBeNull();
  });
});
