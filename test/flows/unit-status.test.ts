import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { giveConsent } from '../../src/domain/declarations/consent-actions.ts';
import { beginCampaign } from '../../src/domain/declarations/health-campaign-actions.ts';
import { declareTrip } from '../../src/domain/declarations/trip-actions.ts';
import { endDirective } from '../../src/domain/directives/ending-actions.ts';
import { answerRollCall } from '../../src/domain/rollcalls/answer-actions.ts';
import { callRoll } from '../../src/domain/rollcalls/call-actions.ts';
import { addMilliseconds, HOUR, instant } from '../../src/lib/clock.ts';
import { people } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { entriesOf } from '../support/desk.ts';
import { actorNamed, HAND, issue, receiptOf, takePost } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { give } from '../support/tasks.ts';
import { TestClock } from '../support/test-clock.ts';

const ALL = people.map(({ staffNo }) => staffNo);

let office: TestOffice;
/** Monday, 23 November 2026, 08:30 in the office. */
beforeEach(async () => {
  const enrolled = ALL.filter((staffNo) => staffNo !== 'chau');
  office = await openTestOffice({ clock: new TestClock('2026-11-23T01:30:00Z'), enrolled, mayWarn: true });
});
afterEach(() => office.close());

const { say, press } = chatting(() => office);
const last = (who: string) => office.as(who).last();
const labels = (who: string) => last(who).buttons.map((row) => row.map(({ label }) => label));
const who = async (staffNo: string) => (await actorNamed(office, staffNo)) as PersonActor;
const inHours = (hours: number) => addMilliseconds(office.clock.now(), hours * HOUR);
const unit = (code: string) => office.unitId(code);

async function campaign(code: string, fromOn = '2026-11-23'): Promise<void> {
  const wish = { unitId: await unit(code), time: '08:00', isEveryDay: true, fromOn, toOn: null };
  await beginCampaign(await who('director'), wish, 1, office.app.office);
}

async function roll(code: string): Promise<number> {
  const wish = { about: 'bão số 9', unitIds: [await unit(code)] };
  const { id } = await callRoll(await who('director'), wish, 2, office.app.office);
  await office.settle();
  return id;
}

async function travel(staffNo: string): Promise<void> {
  const traveller = await who(staffNo);
  await giveConsent(traveller, office.app.office);
  const stops = [{ place: '24', fromOn: '2026-11-25', toOn: '2026-11-26' }];
  const wish = { kind: 'private' as const, stops, reason: 'Việc nhà', transport: 'coach' as const };
  await declareTrip(traveller, { ...wish, companions: null, contacts: null }, 3, office.app.office);
  await office.settle();
}

describe('/tinhhinh', () => {
  test('says on top what needs the leader now, the most urgent first, each behind its own button', async () => {
    await issue(office, ['KL'], { number: '88/CV-SNNMT', deadlineAt: inHours(1) });
    const plan = await issue(office, ['KL'], { urgency: 'immediate', number: '12/CĐ-SNNMT', deadlineAt: inHours(1) });
    await give(office, plan.id, { dueAt: inHours(1), text: 'Lập danh sách trực' });
    await campaign('KL');
    await travel('ranger-deputy');
    const call = await roll('H1');
    const listed = (await office.app.office.read.rollCalls.listRunningOf(await office.personId('an')))[0]!;
    await answerRollCall(await who('an'), listed.id, { answer: 'help', messageId: null }, office.app.office);
    await office.advance({ hours: 2 });
    await say('ranger-head', '/tinhhinh');
    const { text } = last('ranger-head');
    expect(text).toContain(
      'Cần bạn xử lý\n① 🔴 1 người cần hỗ trợ (điểm danh: bão số 9)\n② 7 người quá hạn xác nhận 🔴 Công điện 12/CĐ-SNNMT (1 giờ)\n③ 2 người chưa trả lời điểm danh (bão số 9)\n… và 5 việc khác\n',
    );
    expect(text).toMatch(/ 1 ░+ 0\/7 🔴 Công điện 12\/CĐ-SNNMT\n 2 ░+ 0\/7 Công văn 88\/CV-SNNMT\n/);
    expect(text).toMatch(/░+ 0\/1 Nhiệm vụ\n +░+ 0\/7 Khai báo y tế hôm nay\n +█+░+ 1\/3 Điểm danh an toàn$/);
    expect(labels('ranger-head')).toEqual([
      ['① Ai cần hỗ trợ', '② 🔔 Đôn đốc', '③ Danh sách', '…'],
      ['1', '2'],
      ['Nhiệm vụ · 1', 'Y tế · 7', 'Điểm danh · 2'],
      ['Theo đơn vị', 'Làm mới', 'Thêm'],
    ]);
    const top = last('ranger-head');
    await press('ranger-head', '① Ai cần hỗ trợ');
    expect(last('ranger-head').text).toContain('Đặng Văn An');
    await press('ranger-head', { data: top.buttons[0]![3]!.data! });
    expect(last('ranger-head').text.split('\n').slice(2)).toEqual([
      '① 🔴 1 người cần hỗ trợ (điểm danh: bão số 9)',
      '② 7 người quá hạn xác nhận 🔴 Công điện 12/CĐ-SNNMT (1 giờ)',
      '③ 2 người chưa trả lời điểm danh (bão số 9)',
      '④ 7 người quá hạn xác nhận Công văn 88/CV-SNNMT (1 giờ)',
      '⑤ 1 việc chờ bạn quyết định',
      '⑥ 7 người chưa khai báo y tế (hạn 08:00)',
      '⑦ 1 nhiệm vụ quá hạn',
      '⑧ 👤 1 người chưa kích hoạt tài khoản',
    ]);
    await press('ranger-head', '⑤ Mở việc');
    expect(last('ranger-head').text).toContain('Vũ Phó xin đi 25/11 → 26/11, chờ bạn duyệt');
    await say('ranger-head', '/tinhhinh');
    expect(await press('ranger-head', '② 🔔 Đôn đốc')).toContain('🔔 Đã nhắc 6 người.');
    expect(await press('ranger-head', { data: `stroll:${await unit('H1')}` })).toBe('');
    expect(last('ranger-head').text).toContain('Lý Thị Bình');
    expect(call).toBeGreaterThan(0);
  });

  test('has ten directives on a page, what is not done first, then by the nearest deadline', async () => {
    for (let count = 1; count <= 12; count += 1) {
      await issue(office, ['H1'], { number: `${count}/KH-SNNMT`, deadlineAt: inHours(100 - count) });
    }
    for (const staffNo of ['an', 'binh', 'h1-head']) {
      const { id } = await receiptOf(office, 12, staffNo);
      await press(staffNo, { data: `ack:${id}` });
    }
    await say('h1-head', '/tinhhinh');
    const first = last('h1-head').text;
    expect(first).toMatch(/\n 1 ░+ 0\/3 Kế hoạch 11\/KH-SNNMT\n[\s\S]*\n10 ░+ 0\/3 Kế hoạch 2\/KH-SNNMT$/);
    expect(labels('h1-head')).toEqual([
      ['1', '2', '3', '4', '5'],
      ['6', '7', '8', '9', '10'],
      ['1/2', '›'],
      ['Làm mới', 'Thêm'],
    ]);
    await press('h1-head', '›');
    expect(last('h1-head').text).toMatch(/11 ░+ 0\/3 Kế hoạch 1\/KH-SNNMT\n12 █+ 3\/3 ✅ Kế hoạch 12\/KH-SNNMT$/);
    await press('h1-head', '12');
    expect(last('h1-head').text).toContain('✅ Tất cả đã xác nhận.');
    expect(await press('h1-head', { data: `st:${await unit('H1')}:99` })).toBe('');
  });

  test('says of a unit that has closed when that was', async () => {
    await issue(office, ['H2']);
    await office.app.office.inTransaction(async ({ units }) => {
      const h2 = (await units.findByCode('H2'))!;
      await units.save({ ...h2, parentCode: 'KL', validTo: '2026-11-20' });
    });
    await say('ranger-head', '/tinhhinh H2');
    expect(last('ranger-head').text).toContain('Đơn vị này đã kết thúc hoạt động ngày 20/11.');
    expect(last('ranger-head').text).toContain('0/2');
  });

  test('tells what has happened today, and nothing of yesterday', async () => {
    await issue(office, ['KL'], { number: '1/KH-SNNMT', deadlineAt: inHours(30) });
    await press('an', '✅ Xác nhận đã đọc');
    await office.advance({ days: 1 });
    expect(await say('ranger-head', '/tinhhinh hôm nay')).toContain(
      'Đến hạn hôm nay: còn 6 người (Kế hoạch 1/KH-SNNMT)',
    );
    expect(last('ranger-head').text).not.toMatch(/Phát hành|Xác nhận:/);
    const plan = await issue(office, ['KL'], { number: '2/KH-SNNMT', deadlineAt: inHours(2) });
    await give(office, plan.id, { text: 'Tuần tra' });
    await press('binh', '✅ Xác nhận đã đọc');
    await campaign('H1', '2026-11-24');
    await travel('an');
    await office.advance({ hours: 3 });
    await say('ranger-head', '/tinhhinh');
    await press('ranger-head', 'Thêm');
    await press('ranger-head', 'Hôm nay');
    expect(last('ranger-head').text.split('\n')).toEqual([
      'Chi cục Kiểm lâm · hôm nay, đến 11:30',
      '',
      'Phát hành: 1 văn bản (Kế hoạch 2/KH-SNNMT)',
      '✅ Xác nhận: 1 lượt',
      'Quá hạn hôm nay: 6 người (Kế hoạch 2/KH-SNNMT)',
      'Đến hạn hôm nay: còn 6 người (Kế hoạch 1/KH-SNNMT)',
      'Khai báo y tế: 0/3',
      'Chờ duyệt: 1 chuyến đi',
      'Giao mới: 1 nhiệm vụ',
    ]);
    await say('clerk', '/status today');
    expect(last('clerk').text).not.toMatch(/y tế|chuyến đi/);
    await press('ranger-head', '‹ Chi cục Kiểm lâm');
    expect(last('ranger-head').text).toContain('Cần bạn xử lý');
  });
});

describe('/tinhhinh with a number', () => {
  test.each(['12/CĐ-SNNMT', '12/cd-snnmt', '12 / CĐ', 'công điện 12', '12', 'so 12/cd'])(
    '“%s” opens it',
    async (words) => {
      await issue(office, ['KL'], { number: '12/CĐ-SNNMT', title: 'Về việc ứng phó bão số 9' });
      await issue(office, ['KL'], { number: '123/CV-SNNMT' });
      expect(await say('ranger-head', `/tinhhinh ${words}`)).toMatch(
        /^Công điện 12\/CĐ-SNNMT\nVề việc ứng phó bão số 9\n/,
      );
      expect(last('ranger-head').text).toContain('Phải xác nhận: 7');
    },
  );

  test('of several lets the leader choose, those that have ended last, and says of one that it was withdrawn', async () => {
    const gone = await issue(office, ['KL'], { number: '12/CV-SNNMT', title: 'Về việc họp' });
    await endDirective(HAND, gone.id, { as: 'withdrawn', reason: 'Ban hành nhầm' }, office.app.office);
    await issue(office, ['H1'], { number: '12/CĐ-SNNMT', title: 'Về việc ứng phó bão' });
    expect(await say('ranger-head', '/tinhhinh 12')).toBe('Bạn muốn xem mục nào?');
    expect(labels('ranger-head').flat()).toEqual([
      'Công điện 12/CĐ-SNNMT: Về việc ứng phó bão',
      'Công văn 12/CV-SNNMT: Về việc họp (đã kết thúc)',
    ]);
    await press('ranger-head', /Công văn 12/);
    expect(last('ranger-head').text).toMatch(/Đã thu hồi lúc 08:30 ngày 23\/11\/2026/);
    expect(labels('ranger-head').flat().join()).not.toContain('🔔');
  });

  test('says the same of what is not theirs, of what has not left and of what never was', async () => {
    await issue(office, ['TL'], { number: '15/CV-SNNMT' });
    await issue(office, ['KL'], { number: '16/CV-SNNMT', issueAt: instant('2026-11-24T01:00:00Z') });
    const said = [];
    for (const words of ['15', '16', '99', '15/CV-SNNMT', 'TL', 'XYZ'])
      said.push(await say('ranger-head', `/tinhhinh ${words}`));
    expect(new Set(said).size).toBe(1);
    expect(said[0]).toContain('Không có đơn vị hay văn bản nào');
    expect(await say('an', '/tinhhinh 15')).toContain('Việc của bạn nằm ở /canlam');
  });

  test('and a unit of the same words, lets both be chosen', async () => {
    await takePost(office, 'h1-head', 'KL', { role: 'focal' });
    await issue(office, ['KL'], { number: '1/KH-SNNMT', title: 'Kế hoạch năm' });
    await say('h1-head', '/tinhhinh 1');
    expect(labels('h1-head').flat()).toEqual(['Hạt Kiểm lâm số 1', 'Kế hoạch 1/KH-SNNMT: Kế hoạch năm']);
  });
});

describe('the matrix', () => {
  test('has units below one another and kinds beside one another, and reads without colour', async () => {
    await issue(office, ['KL'], { number: '1/KH-SNNMT' });
    const plan = await issue(office, ['KL'], { number: '2/KH-SNNMT', audience: 'heads' });
    for (const staffNo of ['an', 'binh', 'h1-head']) {
      await press(staffNo, { data: `ack:${(await receiptOf(office, 1, staffNo)).id}` });
    }
    await give(office, plan.id, { text: 'Tuần tra' });
    await campaign('H2');
    await roll('H1');
    await say('ranger-head', '/tinhhinh');
    await press('ranger-head', 'Theo đơn vị');
    expect(last('ranger-head').text.split('\n')).toEqual([
      'Chi cục Kiểm lâm · theo đơn vị',
      '',
      '              VB  TK  NV  YT  ĐD',
      '    Lãnh đạo   4   2   1   ·   1',
      '*   Tại chỗ    3   1   ·   ·   ·',
      '* 1 số 1       1   1   1   ·   3',
      '  2 số 2       2   ·   ·   2   ·',
      expect.stringContaining('VB: Xác nhận văn bản · TK: Quán triệt, triển khai'),
      '✅ đã xong, số: còn lại, chấm: không có việc',
      '* lãnh đạo đơn vị còn việc',
    ]);
    for (const line of last('ranger-head').text.split('\n').slice(2, 7)) expect(line.length).toBeLessThanOrEqual(32);
    expect(labels('ranger-head')).toEqual([
      ['1', '2'],
      ['Văn bản · 6', 'Triển khai · 2', 'Nhiệm vụ · 1', 'Y tế · 2', 'Điểm danh · 3'],
      ['‹ Chi cục Kiểm lâm'],
    ]);
    await press('ranger-head', 'Triển khai · 2');
    expect(last('ranger-head').text).toMatch(
      /1\. Hoàng Kiểm, Chi cục Kiểm lâm: Kế hoạch 2\/KH-SNNMT\n2\. Bùi Hạt Trưởng/,
    );
    await press('ranger-head', '‹ Chi cục Kiểm lâm');
    await press('ranger-head', 'Nhiệm vụ · 1');
    expect(last('ranger-head').text).toContain('1. ⏳ Hạt Kiểm lâm số 1: Tuần tra');
  });

  test('leads from a cell to names, heads first, and from a name to a reminder, a paper and leave', async () => {
    const { id } = await issue(office, ['KL'], { number: '1/KH-SNNMT', deadlineAt: inHours(1) });
    await issue(office, ['H1'], { number: '2/KH-SNNMT' });
    await press('binh', { data: `ack:${(await receiptOf(office, id, 'binh')).id}` });
    await office.advance({ hours: 2 });
    await say('ranger-head', '/tinhhinh');
    await press('ranger-head', 'Theo đơn vị');
    await press('ranger-head', '1');
    expect(last('ranger-head').text).toMatch(/^Hạt Kiểm lâm số 1 · /);
    await press('ranger-head', 'Thêm');
    await press('ranger-head', 'Ai chưa xác nhận');
    expect(last('ranger-head').text.split('\n')).toEqual([
      'Hạt Kiểm lâm số 1 · ai chưa xác nhận',
      '',
      '1. ★ Bùi Hạt Trưởng, Hạt Kiểm lâm số 1: 2, quá hạn 1',
      '2. Đặng Văn An, Hạt Kiểm lâm số 1: 2, quá hạn 1',
      '3. Lý Thị Bình, Hạt Kiểm lâm số 1: 1',
      '',
      'Số cuối dòng: văn bản chưa xác nhận · ★ lãnh đạo, xếp trước',
    ]);
    const list = last('ranger-head');
    await press('ranger-head', '2');
    expect(last('ranger-head').text).toContain('Đặng Văn An');
    await press('ranger-head', '1');
    expect(labels('ranger-head')).toEqual([
      ['🔔 Nhắc người này'],
      ['📞 Đã báo qua điện thoại', '📄 Đã ký trên giấy'],
      ['🗓 Đánh dấu vắng mặt', 'Hồ sơ xác nhận'],
      ['‹ Danh sách'],
    ]);
    const reminders = () =>
      office
        .as('an')
        .messages()
        .filter(({ text }) => text.includes('Nhắc bạn 2 việc')).length;
    const before = reminders();
    const recorded = (await entriesOf(office, `directive:${id}`)).length;
    expect(await press('ranger-head', '🔔 Nhắc người này')).toBe('🔔 Đã nhắc 1 người.');
    expect(await press('ranger-head', '🔔 Nhắc người này')).toContain('1 người đã được nhắc trong vòng một giờ qua');
    expect(reminders()).toBe(before + 1);
    expect((await entriesOf(office, `directive:${id}`)).length).toBe(recorded + 1);
    // The list of names is still there.
    expect(
      office
        .as('ranger-head')
        .messages()
        .some(({ messageId }) => messageId === list.messageId),
    ).toBe(true);
  });

  test('names whom no message reaches, and turns its pages', async () => {
    office.as('dung').block();
    await office.settle();
    await issue(office, ['KL']);
    await say('ranger-head', '/tinhhinh');
    expect(last('ranger-head').text).toContain(
      '① 🚫 1 người không liên lạc được\n② 👤 1 người chưa kích hoạt tài khoản',
    );
    await press('ranger-head', '② Danh sách');
    expect(last('ranger-head').text).toMatch(/1\. 👤 Mai Châu, Hạt Kiểm lâm số 2\n2\. 🚫 Ngô Dũng, Hạt Kiểm lâm số 2/);
    await press('ranger-head', '1');
    expect(last('ranger-head').text).toContain('👤 Chưa kích hoạt tài khoản');
  });

  test('of a unit without units below or with nothing owed says so', async () => {
    await say('ranger-head', '/tinhhinh');
    expect(labels('ranger-head').flat()).toContain('Theo đơn vị');
    await press('ranger-head', 'Theo đơn vị');
    expect(last('ranger-head').text).toContain('Không có đơn vị nào còn việc ở đây.');
    await say('h1-head', '/tinhhinh');
    expect(labels('h1-head').flat()).not.toContain('Theo đơn vị');
  });
});
