import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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
const { say, press, last } = chatting(() => office);
const open = async (who: string, whom: string) => await press(who, { data: `pcard:${await office.personId(whom)}` });
const inHours = (hours: number) => new Date(office.clock.now().getTime() + hours * 3_600_000);

describe('a card', () => {
  test('counts what was acknowledged in time, late and not at all, and leads to what is still owed', async () => {
    await issue(office, ['KL'], { number: '1/CV', title: 'Kịp hạn', deadlineAt: inHours(30) });
    await press('an', '✅ Xác nhận đã đọc');
    await issue(office, ['KL'], { number: '2/CV', title: 'Muộn', deadlineAt: inHours(1) });
    await issue(office, ['KL'], { number: '3/CV', title: 'Quá hạn', deadlineAt: inHours(2) });
    await issue(office, ['KL'], { number: '4/CV', title: 'Còn hạn', deadlineAt: inHours(50) });
    await issue(office, ['SO'], { number: '5/CV', title: 'Để biết', knowUnitIds: [await office.unitId('H1')] });
    await office.advance({ hours: 3 });
    const late = office
      .as('an')
      .messages()
      .find(({ text }) => text.includes('Số 2/CV') && text.includes('Muộn'))!;
    await press('an', /Xác nhận/, late);
    await say('h1-head', '/trogiup');
    expect(await open('h1-head', 'an')).toBe('');
    const { text } = last('h1-head');
    expect(text).toContain('Đặng Văn An');
    expect(text).toContain('2/4');
    expect(text).toContain('1 văn bản xác nhận sau hạn');
    expect(text).toContain('1 văn bản đã quá hạn');
    await press('h1-head', '1');
    expect(last('h1-head').text).toContain('Văn bản 3/CV');
    await press('h1-head', 'Hồ sơ xác nhận');
    expect(last('h1-head').text).toContain('Trong đó 1 văn bản xác nhận sau hạn');
  });

  test('is one’s own under /toi, and leads to the card to be acknowledged', async () => {
    await issue(office, ['KL'], { number: '1/CV', title: 'Trực cháy', deadlineAt: inHours(30) });
    await say('an', '/toi');
    await press('an', 'Kết quả xác nhận của tôi');
    expect(last('an').text).toContain('0/1');
    await press('an', '1');
    expect(last('an').text).toContain('Trực cháy');
  });

  test('is for those who see the unit where somebody works, without the telephone for whoever only reads', async () => {
    for (const who of ['director', 'clerk', 'admin', 'inspector', 'ranger-head', 'ranger-deputy', 'h1-head', 'an']) {
      await say(who, '/trogiup');
      expect(await open(who, 'an'), who).toBe('');
      expect(last(who).text.includes('Điện thoại'), who).toBe(who !== 'inspector');
    }
    for (const who of ['binh', 'chau', 'water-head', 'office-head', 'giang']) {
      await say(who, '/trogiup');
      expect(await open(who, 'an'), who).not.toBe('');
      expect(last(who).text).not.toContain('Đặng Văn An');
    }
    expect(await press('h1-head', { data: 'pcard:999999' })).not.toBe('');
  });

  test('of somebody with posts in two places says to the head of one nothing of the other', async () => {
    await office.app.office.inTransaction(async ({ people }) => {
      const [personId, unitId] = [await office.personId('an'), await office.unitId('TL')];
      await people.openPosts([{ personId, unitId, role: 'staff', fromOn: '2026-01-01' }]);
    });
    await issue(office, ['KL'], { number: '1/CV', title: 'Trực cháy' });
    await issue(office, ['TL'], { number: '2/CV', title: 'Trực đê' });
    for (const [who, sees, not] of [
      ['h1-head', ['Hạt Kiểm lâm', '0/1', '1/CV'], ['Thủy lợi', '2/CV']],
      ['water-head', ['Thủy lợi'], ['Hạt Kiểm lâm', '1/CV']],
      ['director', ['Hạt Kiểm lâm', 'Thủy lợi', '1/CV'], []],
    ] as const) {
      await say(who, '/trogiup');
      expect(await open(who, 'an'), who).toBe('');
      for (const words of sees) expect(last(who).text, who).toContain(words);
      for (const words of not) expect(last(who).text, who).not.toContain(words);
    }
  });
});
