import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { giveConsent } from '../../src/domain/declarations/consent-actions.ts';
import { beginCampaign } from '../../src/domain/declarations/health-campaign-actions.ts';
import { declareTrip } from '../../src/domain/declarations/trip-actions.ts';
import { decideTrip } from '../../src/domain/declarations/trip-decision-actions.ts';
import { markAway } from '../../src/domain/people/absence-actions.ts';
import { callRoll } from '../../src/domain/rollcalls/call-actions.ts';
import { takeStep } from '../../src/domain/tasks/task-actions.ts';
import { instant } from '../../src/lib/clock.ts';
import { chatting } from '../support/chatting.ts';
import { signsOff } from '../support/desk.ts';
import { actorNamed, issue, submit, takePost } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { give } from '../support/tasks.ts';
import { TestClock } from '../support/test-clock.ts';

let office: TestOffice;
/** Monday, 23 November 2026, 08:30 in the office. */
beforeEach(async () => {
  office = await openTestOffice({ clock: new TestClock('2026-11-23T01:30:00Z') });
});
afterEach(() => office.close());

const { say, press } = chatting(() => office);
const last = (who: string) => office.as(who).last();
const labels = (who: string) =>
  last(who)
    .buttons.flat()
    .map(({ label }) => label);
const who = async (staffNo: string) => (await actorNamed(office, staffNo)) as PersonActor;
/** The numbered lines of the list, without the minutes that are left. */
async function owed(staffNo: string): Promise<string[]> {
  const text = await say(staffNo, '/canlam');
  const lines = text.split('\n').filter((line) => /^\d+\. /.test(line));
  return lines.map((line) => line.replace(/ \(còn [^)]*\)/, ''));
}

let drafts = 1_000;
async function travel(staffNo: string, fromOn: string, toOn: string, kind: 'mission' | 'private' = 'private') {
  const traveller = await who(staffNo);
  await giveConsent(traveller, office.app.office);
  const wish = { kind, stops: [{ place: '24', fromOn, toOn }], reason: 'Việc nhà', transport: 'coach' as const };
  const trip = await declareTrip(traveller, { ...wish, companions: null, contacts: null }, ++drafts, office.app.office);
  await office.settle();
  return trip;
}

const callTheRoll = async (code: string) => {
  await callRoll(
    await who('director'),
    { about: 'bão số 9', unitIds: [await office.unitId(code)] },
    ++drafts,
    office.app.office,
  );
  await office.settle();
};

describe('/canlam', () => {
  test('has everything that one person owes in one list, the most urgent first, each behind its own button', async () => {
    const plan = await issue(office, ['KL'], { number: '374/KH-SNNMT', title: 'Phòng cháy, chữa cháy rừng' });
    await issue(office, ['H1'], { urgency: 'immediate', number: '12/CĐ-SNNMT', title: 'Về việc ứng phó bão số 9' });
    await issue(office, ['KL'], {
      number: '88/CV-SNNMT',
      title: 'V/v trực cơ quan',
      deadlineAt: instant('2026-11-23T09:00:00+07:00'),
      terms: { mode: 'commitment', commitment: 'Tôi cam kết trực đủ', question: null, allPages: false },
    });
    await give(office, plan.id, { text: 'Lập danh sách trực' });
    await callTheRoll('KL');
    await beginCampaign(
      await who('director'),
      { unitId: await office.unitId('KL'), time: '10:00', isEveryDay: true, fromOn: '2026-11-23', toOn: null },
      ++drafts,
      office.app.office,
    );
    await travel('an', '2026-11-25', '2026-11-26');
    await office.advance({ hours: 1 });
    expect(await owed('h1-head')).toEqual([
      '1. 🔴 Điểm danh an toàn (bão số 9): bạn trả lời ngay',
      '2. Công văn 88/CV-SNNMT: V/v trực cơ quan (cần cam kết), hạn 09:00 hôm nay, thứ Hai 23/11 (quá hạn 30 phút)',
      '3. 🔴 Công điện 12/CĐ-SNNMT: Về việc ứng phó bão số 9',
      '4. Khai báo y tế hôm nay, hạn 10:00 hôm nay, thứ Hai 23/11',
      '5. Đặng Văn An xin đi 25/11 → 26/11, chờ bạn duyệt',
      '6. Nhiệm vụ chờ nhận: Lập danh sách trực (Kế hoạch 374/KH-SNNMT), hạn 17:00 thứ Tư 25/11',
      '7. Kế hoạch 374/KH-SNNMT: Phòng cháy, chữa cháy rừng',
    ]);
    expect(last('h1-head').text).toMatch(/^Bạn còn 7 việc, trong đó 1 việc quá hạn\n/);
    const list = last('h1-head');
    const opened: Record<string, RegExp> = {
      1: /ĐIỂM DANH AN TOÀN/,
      2: /Tôi cam kết trực đủ/,
      3: /HỎA TỐC/,
      4: /Trước khi khai báo lần đầu/,
      5: /Đặng Văn An/,
      6: /Lập danh sách trực/,
      7: /Phòng cháy, chữa cháy rừng/,
    };
    for (const [place, words] of Object.entries(opened)) {
      await press('h1-head', place, list);
      expect(last('h1-head').text, place).toMatch(words);
      expect(last('h1-head').messageId).toBeGreaterThan(list.messageId);
    }
    // The list is still there, and follows what was done meanwhile.
    await press('h1-head', '1', list);
    await press('h1-head', '✅ Tôi an toàn');
    await press('h1-head', '3', list);
    await press('h1-head', '✅ Xác nhận đã đọc');
    await press('h1-head', 'Làm mới', list);
    const after = office
      .as('h1-head')
      .messages()
      .find(({ messageId }) => messageId === list.messageId)!;
    expect(after.text).toMatch(/^Bạn còn 5 việc/);
    expect(after.text).not.toMatch(/Điểm danh|12\/CĐ/);
  });

  test('says what is to be done where there is little of it, and nothing more when nothing is left', async () => {
    await issue(office, ['H1'], { terms: { ...QUESTION }, title: 'Về việc báo cáo' });
    expect(await owed('an')).toEqual(['1. Về việc báo cáo (cần trả lời câu hỏi)']);
    expect(labels('an')).toEqual(['1. Đọc và trả lời', 'Làm mới']);
    await press('an', '1. Đọc và trả lời');
    await press('an', '✅ Xác nhận đã đọc');
    await press('an', '25/11');
    expect(await say('an', '/inbox')).toBe('Bạn không còn việc nào phải làm. Lần cập nhật gần nhất: 08:30.');
  });

  test('is turned page by page, eight on each, and shows the last one when a page is no more', async () => {
    for (let count = 1; count <= 17; count += 1) await issue(office, ['H1'], { title: `Văn bản thứ ${count}` });
    expect(await owed('an')).toHaveLength(8);
    expect(labels('an')).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '1/3', '›', 'Làm mới']);
    await press('an', '›');
    await press('an', '›');
    expect(last('an').text).toMatch(/\n17\. Văn bản thứ 17$/);
    const { messageId } = last('an');
    await press('an', '17');
    expect(last('an').text).toContain('Văn bản thứ 17');
    await press('an', '✅ Xác nhận đã đọc');
    const list = office
      .as('an')
      .messages()
      .find((one) => one.messageId === messageId)!;
    await press('an', 'Làm mới', list);
    const after = office
      .as('an')
      .messages()
      .find((one) => one.messageId === messageId)!;
    expect(after.text).toMatch(/^Bạn còn 16 việc[\s\S]*\n9\. [\s\S]*\n16\. /);
    await press('an', { data: 'inbox:999999' });
    expect(office.as('an').messages().at(-1)!.text).toMatch(/\n16\. /);
  });

  test('has a head’s second step until it is taken', async () => {
    await issue(office, ['KL'], { audience: 'heads', number: '5/KH-SNNMT', title: 'Kế hoạch mùa khô' });
    await press('h1-head', '✅ Xác nhận đã đọc');
    expect(await owed('h1-head')).toEqual(['1. Quán triệt, triển khai Kế hoạch 5/KH-SNNMT: Kế hoạch mùa khô']);
    await press('h1-head', '1. Triển khai văn bản');
    await press('h1-head', /Đã quán triệt/);
    expect(await owed('h1-head')).toEqual([]);
  });

  test('has what waits for a signature, for whoever may give it and nobody else', async () => {
    await signsOff(office, 'SO');
    await submit(office, ['H1'], { number: '7/TB-SNNMT', title: 'Về việc họp' }, await who('clerk'));
    await office.settle();
    expect(await owed('director')).toEqual(['1. Ký ban hành Thông báo 7/TB-SNNMT: Về việc họp']);
    await press('director', '1. Xem và quyết định');
    expect(labels('director')).toContain('✅ Ký ban hành');
    for (const other of ['h1-head', 'ranger-head', 'clerk', 'inspector']) expect(await owed(other)).toEqual([]);
    await press('director', '✅ Ký ban hành');
    await office.settle();
    expect((await owed('director')).join()).not.toContain('Ký ban hành');
  });

  test('has a task for whoever has it now, and its result for whoever confirms it', async () => {
    const plan = await issue(office, ['KL'], { number: '374/KH', audience: 'heads' });
    const task = await give(office, plan.id, { text: 'Tuần tra' });
    const step = async (as: string, wish: object) => {
      await takeStep(await who(as), { taskId: task.id, ...wish } as never, office.app.office);
      await office.settle();
    };
    expect((await owed('h1-head')).join()).toContain('Nhiệm vụ chờ nhận: Tuần tra');
    await step('h1-head', { step: 'accept' });
    expect((await owed('h1-head')).join()).toContain('Nhiệm vụ: Tuần tra');
    await step('h1-head', { step: 'hand', assigneeId: await office.personId('an') });
    expect((await owed('h1-head')).join()).not.toContain('Tuần tra');
    expect((await owed('an')).join()).toContain('Nhiệm vụ: Tuần tra');
    await step('an', { step: 'report', words: { text: 'Đã xong', amount: null, files: [] }, draftId: ++drafts });
    expect((await owed('an')).join()).not.toContain('Tuần tra');
    expect(await owed('clerk')).toEqual(['1. Xác nhận kết quả của Hạt Kiểm lâm số 1: Tuần tra']);
    expect((await owed('director')).join()).not.toContain('Tuần tra');
    await press('clerk', '1. Xem kết quả');
    await press('clerk', /Xác nhận hoàn thành|✅/);
    expect(await owed('clerk')).toEqual([]);
  });

  test('has a task that stands always only until it is accepted', async () => {
    const plan = await issue(office, ['VP'], { audience: 'heads' });
    await press('office-head', '✅ Xác nhận đã đọc');
    await press('office-head', /Đã quán triệt/);
    const { id: taskId } = await give(office, plan.id, { lead: 'VP', text: 'Trực đêm', isStanding: true });
    expect(await owed('office-head')).toEqual([expect.stringContaining('Nhiệm vụ chờ nhận: Trực đêm')]);
    await takeStep(await who('office-head'), { taskId, step: 'accept' }, office.app.office);
    expect(await owed('office-head')).toEqual([]);
  });

  test('has a trip for whoever has the word: its leader, the traveller who was asked, the traveller who should be back', async () => {
    const trip = await travel('an', '2026-11-24', '2026-11-24');
    const asked = '1. Đặng Văn An xin đi 24/11 → 24/11, chờ bạn duyệt';
    expect(await owed('h1-head')).toEqual([asked]);
    for (const other of ['an', 'ranger-head', 'director', 'binh']) expect(await owed(other)).toEqual([]);
    const parts = office.app.office;
    await decideTrip(await who('h1-head'), trip.id, { as: 'ask', text: 'Ai trực thay?', draftId: ++drafts }, parts);
    await office.settle();
    expect(await owed('h1-head')).toEqual([]);
    expect(await owed('an')).toEqual(['1. Chuyến đi 24/11 → 24/11: thủ trưởng hỏi, chờ bạn trả lời']);
    await press('an', '1. Trả lời');
    await press('an', 'Trả lời');
    await say('an', 'Chị Bình');
    await press('an', 'Gửi trả lời');
    expect(await owed('h1-head')).toEqual([asked]);
    await decideTrip(await who('h1-head'), trip.id, { as: 'approve' }, parts);
    expect([await owed('h1-head'), await owed('an')]).toEqual([[], []]);
    await office.advance({ days: 1, hours: 7 });
    expect(await owed('an')).toEqual([]);
    await office.advance({ hours: 1 });
    expect(await owed('an')).toEqual(['1. Chuyến đi 24/11 → 24/11: bạn báo đã về']);
    await press('an', '1. Báo đã về');
    await press('an', '✅ Tôi đã về');
    expect(await owed('an')).toEqual([]);
  });

  test('has the trips of a leader who is away for the deputy', async () => {
    await takePost(office, 'binh', 'H1', { role: 'deputy' });
    await travel('an', '2026-11-25', '2026-11-26');
    expect(await owed('binh')).toEqual([]);
    const head = await who('h1-head');
    const leave = { personId: head.person.id, fromOn: '2026-11-23', toOn: '2026-11-24' };
    await markAway(head, leave, office.app.office);
    expect(await owed('binh')).toEqual([expect.stringContaining('Đặng Văn An xin đi')]);
  });

  test('opens nobody else’s roll call, and says the same of one that never was', async () => {
    await callTheRoll('H1');
    const listed = (await office.app.office.read.rollCalls.listRunningOf(await office.personId('an')))[0]!;
    const answers = [];
    for (const id of [listed.id, 999_999]) {
      await say('giang', '/help');
      answers.push([await press('giang', { data: `rco:${id}` }), last('giang').text]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(JSON.stringify(answers)).not.toContain('bão số 9');
  });
});

const QUESTION = {
  mode: 'question' as const,
  commitment: null,
  question: { ask: 'Báo cáo trước ngày nào?', answers: ['25/11', '30/11'] },
  allPages: false,
};
