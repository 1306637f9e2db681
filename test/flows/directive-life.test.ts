import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { lifeOf, neededFor } from '../../src/domain/compliance/life.ts';
import { amendDirective } from '../../src/domain/directives/amend-actions.ts';
import { attest, disputeAttestation } from '../../src/domain/directives/attest-actions.ts';
import { endDirective } from '../../src/domain/directives/ending-actions.ts';
import { leaveOffice } from '../../src/domain/people/account-actions.ts';
import { instant } from '../../src/lib/clock.ts';
import { people } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { detailsOf } from '../support/evidence.ts';
import { actorNamed, HAND, issue, receiptOf, takePost } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { lifeAndRecount } from '../support/recount-life.ts';
import { TestClock } from '../support/test-clock.ts';

const KL = { number: '12/CĐ-SNNMT', title: 'Về việc ứng phó bão số 9', deadlineAt: instant('2026-11-23T10:00:00Z') };

let office: TestOffice;
let id: number;
/** Monday, 23 November 2026, 08:30; issued to the seven of the rangers. */
beforeEach(async () => {
  office = await openTestOffice({ clock: new TestClock('2026-11-23T01:30:00Z') });
  id = (await issue(office, ['KL'], KL)).id;
});
afterEach(() => office.close());

const { say, press, last } = chatting(() => office);
const lines = (who: string) => last(who).text.split('\n');
const labels = (who: string) => last(who).buttons.map((row) => row.map(({ label }) => label));
/** The clock goes on by itself while a story is told: its hours are set. */
const at = (time: string) => office.clock.advance({ minutes: minutesTo(time) });
const minutesTo = (time: string) =>
  (instant(`2026-11-23T${time}:00+07:00`).getTime() - office.clock.now().getTime()) / 60_000;
async function acknowledge(who: string): Promise<void> {
  await press(who, { data: `ack:${(await receiptOf(office, id, who)).id}` });
}
async function open(who: string): Promise<string[]> {
  await say(who, '/tinhhinh 12');
  await press(who, 'Thêm');
  await press(who, 'Mốc xác nhận');
  return lines(who);
}

describe('when a directive was acknowledged by how many', () => {
  test('is told in words for a unit and for each below it, the latest on top, with what is lacking', async () => {
    await say('ranger-head', '/trogiup');
    at('09:05');
    for (const who of ['an', 'binh', 'h1-head']) await acknowledge(who);
    at('12:35');
    await acknowledge('ranger-head');
    at('18:10');
    await acknowledge('ranger-deputy');
    await acknowledge('chau');
    at('19:00');
    expect(await open('ranger-head')).toEqual([
      'Công điện 12/CĐ-SNNMT · Chi cục Kiểm lâm',
      '7 người phải xác nhận, tính từ lúc phát hành 08:30 ngày 23/11',
      '',
      '✅ Đạt 50% lúc 12:35 ngày 23/11, sau 4 giờ 5 phút',
      '⏳ Chưa đạt 90%: còn thiếu 1 người (6/7)',
      '⏳ Chưa đạt 100%: còn thiếu 1 người (6/7)',
      'Đến hạn 17:00 ngày 23/11: 4/7 (57%)',
      '',
      'Theo đơn vị, chậm nhất ở trên',
      'Tại chỗ: 50% sau 4 giờ 5 phút, 90% và 100% sau 9 giờ',
      '1. Hạt Kiểm lâm số 2: 50% sau 9 giờ, chưa đạt 90% (1/2)',
      '2. Hạt Kiểm lâm số 1: 50%, 90% và 100% sau 35 phút',
    ]);
    expect(labels('ranger-head')).toEqual([['1', '2'], ['Diễn biến xác nhận'], ['‹ Công điện 12/CĐ-SNNMT']]);
    at('20:15');
    await acknowledge('dung');
    await press('ranger-head', '1');
    expect(lines('ranger-head')).toEqual([
      'Công điện 12/CĐ-SNNMT · Hạt Kiểm lâm số 2',
      '2 người phải xác nhận, tính từ lúc phát hành 08:30 ngày 23/11',
      '',
      '✅ Đạt 50% lúc 18:10 ngày 23/11, sau 9 giờ (quá hạn 1 giờ 10 phút)',
      '✅ Đạt 90% lúc 20:15 ngày 23/11, sau 11 giờ (quá hạn 3 giờ 15 phút)',
      '✅ Đạt 100% lúc 20:15 ngày 23/11, sau 11 giờ (quá hạn 3 giờ 15 phút)',
      'Đến hạn 17:00 ngày 23/11: 0/2 (0%)',
    ]);
    expect(labels('ranger-head')).toEqual([['Diễn biến xác nhận'], ['‹ Chi cục Kiểm lâm', '‹ Công điện 12/CĐ-SNNMT']]);
    await press('ranger-head', '‹ Chi cục Kiểm lâm');
    expect(lines('ranger-head')[5]).toBe('✅ Đạt 100% lúc 20:15 ngày 23/11, sau 11 giờ (quá hạn 3 giờ 15 phút)');
    await press('ranger-head', '‹ Công điện 12/CĐ-SNNMT');
    expect(last('ranger-head').text).toContain('✅ Tất cả đã xác nhận.');
    await say('dung', '/trogiup');
    await press('dung', { data: `life:${id}:${await office.unitId('KL')}:0` });
    expect(last('dung').text).not.toContain('%');
  });

  test('counts a paper from its hour, takes away what was disputed, and leaves out who has left', async () => {
    await say('h1-head', '/trogiup');
    at('09:00');
    await acknowledge('h1-head');
    at('10:00');
    const about = async (who: string) => ({
      receiptId: (await receiptOf(office, id, who)).id,
      way: 'paper' as const,
      note: null,
    });
    await attest((await actorNamed(office, 'h1-head')) as PersonActor, await about('an'), office.app.office);
    await attest((await actorNamed(office, 'h1-head')) as PersonActor, await about('binh'), office.app.office);
    at('11:00');
    expect((await open('h1-head')).slice(3, 6)).toEqual([
      '✅ Đạt 50% lúc 10:00 ngày 23/11, sau 1 giờ 30 phút',
      '✅ Đạt 90% lúc 10:00 ngày 23/11, sau 1 giờ 30 phút',
      '✅ Đạt 100% lúc 10:00 ngày 23/11, sau 1 giờ 30 phút',
    ]);
    const [paper] = await office.app.office.read.attestations.listOf((await receiptOf(office, id, 'an')).id);
    await disputeAttestation((await actorNamed(office, 'an')) as PersonActor, paper!.id, office.app.office);
    await office.settle();
    expect((await open('h1-head')).slice(3, 6)).toEqual([
      '✅ Đạt 50% lúc 10:00 ngày 23/11, sau 1 giờ 30 phút',
      '⏳ Chưa đạt 90%: còn thiếu 1 người (2/3)',
      '⏳ Chưa đạt 100%: còn thiếu 1 người (2/3)',
    ]);
    await leaveOffice(HAND, 'an', office.app.office);
    await office.settle();
    const gone = await open('h1-head');
    expect(gone[1]).toBe(
      '2 người phải xác nhận, tính từ lúc phát hành 08:30 ngày 23/11; không tính 1 người đã rời đơn vị',
    );
    expect(gone.slice(3, 5)).toEqual([
      '✅ Đạt 50% lúc 09:00 ngày 23/11, sau 30 phút',
      '✅ Đạt 90% lúc 10:00 ngày 23/11, sau 1 giờ 30 phút',
    ]);
    await takePost(office, 'giang', 'H1');
    expect((await open('h1-head'))[5]).toBe('⏳ Chưa đạt 100%: còn thiếu 1 người (2/3)');
    const { said, counted } = await lifeAndRecount(office, id);
    expect(said).toEqual(counted);
  });

  test('begins anew with an amendment, and says what was carried over; of what has ended it says what was never reached', async () => {
    for (const who of ['an', 'binh', 'h1-head']) await acknowledge(who);
    at('10:00');
    const change = { title: KL.title, text: 'Trực tại cơ quan.', deadlineAt: null, reason: 'Bão đổi hướng' };
    await amendDirective(HAND, id, { ...change, keepsAcknowledged: true }, office.app.office);
    await office.settle();
    at('10:30');
    await acknowledge('chau');
    expect(await open('ranger-head')).toEqual([
      'Công điện 12/CĐ-SNNMT · Chi cục Kiểm lâm',
      '7 người phải xác nhận, tính từ bản sửa đổi lúc 10:00 ngày 23/11',
      '',
      '✅ Đạt 50% lúc 10:30 ngày 23/11, sau 30 phút',
      '⏳ Chưa đạt 90%: còn thiếu 3 người (4/7)',
      '⏳ Chưa đạt 100%: còn thiếu 3 người (4/7)',
      '',
      'Theo đơn vị, chậm nhất ở trên',
      'Tại chỗ: chưa đạt 50% (0/2)',
      '1. Hạt Kiểm lâm số 2: 50% sau 30 phút, chưa đạt 90% (1/2)',
      '2. Hạt Kiểm lâm số 1: 50%, 90% và 100% ngay từ đầu',
    ]);
    await press('ranger-head', '2');
    expect(lines('ranger-head')[3]).toBe('✅ Đạt 50% ngay từ đầu, theo xác nhận của bản trước');
    await endDirective(HAND, id, { as: 'closed', reason: 'Bão tan' }, office.app.office);
    expect((await open('ranger-head'))[4]).toBe('Không đạt 90%: thiếu 3 người (4/7)');
  });

  test('is written down when an inspector looks, and refused like what never was to everybody else', async () => {
    const unitId = await office.unitId('H1');
    const foreign = await issue(office, ['TL'], { number: '13/CV-SNNMT' });
    for (const { staffNo } of people) await say(staffNo, '/trogiup');
    await press('inspector', { data: `life:${id}:${unitId}:0` });
    expect(last('inspector').text).toContain('Chưa đạt 50%: còn thiếu 2 người (0/3)');
    expect(await detailsOf(office, 'directive.look')).toEqual([{ what: 'figures', unit: 'H1' }]);
    const refused = await press('ranger-head', { data: `life:${id}:${await office.unitId('SO')}:0` });
    expect(refused).not.toBe('');
    expect(await press('ranger-head', { data: `life:${id}:999999:0` })).toBe(refused);
    const notThere = await press('ranger-head', { data: `life:999999:${unitId}:0` });
    expect(notThere).not.toBe('');
    expect(await press('ranger-head', { data: `life:${foreign.id}:${unitId}:0` })).toBe(notThere);
    expect(await press('ranger-head', { data: `life:${id}:${unitId}:7` })).toBe('');
  });
});

test('a share is reached by the first who makes it, however many they are and wherever they stand', () => {
  expect([1, 2, 3, 7, 10, 11, 100].map((due) => neededFor(90, due))).toEqual([1, 2, 3, 7, 9, 10, 90]);
  const since = new Date(1_000);
  const parts = [[5_000, 9_000], [], [500, 7_000, 7_000], [8_000]].map((part) => Float64Array.from(part));
  const life = lifeOf(7, parts, { since, deadlineAt: new Date(7_000) });
  expect(life).toMatchObject({ due: 7, done: 6, byDeadline: 4 });
  expect(life.marks.map(({ at, lacking }) => [at?.getTime() ?? null, lacking])).toEqual([
    [7_000, 0],
    [null, 1],
    [null, 1],
  ]);
  expect(lifeOf(1, [Float64Array.of(500)], { since, deadlineAt: null }).marks[2]!.at).toEqual(since);
  expect(lifeOf(0, [], { since, deadlineAt: since })).toEqual({ due: 0, done: 0, marks: [], byDeadline: 0 });
});
