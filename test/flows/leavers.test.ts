import { afterEach, beforeEach, expect, test } from 'vitest';
import { leaveOffice } from '../../src/domain/people/account-actions.ts';
import type { RosterTable } from '../../src/domain/people/roster.ts';
import { importRoster } from '../../src/domain/people/roster-actions.ts';
import { sql } from '../../src/storage/sql.ts';
import { detailsOf } from '../support/evidence.ts';
import { healthStories, ILL, openHealthOffice, WELL } from '../support/health.ts';
import { HAND, issue, receiptOf } from '../support/issuing.ts';
import type { TestOffice } from '../support/office.ts';

/** A Monday, five in the morning. */
let office: TestOffice;
beforeEach(async () => {
  office = await openHealthOffice();
});
afterEach(() => office.close());

const stories = healthStories(() => office);
const { say, walk, press, last, declarationOf, inFiles, keyOf } = stories;
const leave = (who: string) => leaveOffice(HAND, who, office.app.office);
const read = <Row>(statement: ReturnType<typeof sql>) => office.database.read.query<Row>(statement);
const counts = async () =>
  (
    await read(
      sql`SELECT (SELECT count(*) FROM evidence_entries) AS entries, (SELECT count(*) FROM vault_values) AS sealed`,
    )
  )[0];
const personOf = async (who: string) => (await office.app.office.read.people.findByStaffNo(who))!;

/** Everything that somebody can say of themselves: a directive acknowledged, health, trips, a request, a call for help, a draft. */
async function live(who: string): Promise<void> {
  await stories.declare(who, ILL);
  await say(who, '/lichtrinh');
  await walk(who, 'Công tác', { say: 'Họp về cháy rừng' }, { say: 'hue' }, { say: '24/11' }, { say: '26/11' }, 'Không');
  await walk(who, 'Xe cơ quan', 'Bỏ qua', { say: 'Ông Ba' }, 'Tôi cam kết khai đúng sự thật', 'Báo thủ trưởng');
  await say(who, '/riengtu');
  await walk(who, 'Yêu cầu của tôi', 'Gửi yêu cầu mới', 'Sửa dữ liệu', { say: 'Sai tên đệm' }, 'Gửi yêu cầu');
  await press('admin', 'Mở yêu cầu');
  await walk('admin', 'Trả lời', { say: 'Đã sửa tên đệm' }, 'Gửi trả lời');
  await say('h1-head', '/diemdanh');
  await walk('h1-head', 'Xong · 1 đơn vị', { say: 'Bão số 9' }, /^🔴/);
  await press(who, /cần hỗ trợ/);
  await say(who, 'Kẹt ở cầu Đá');
  await say(who, '/lichtrinh');
  await walk(who, 'Khai chuyến đi mới', 'Việc riêng ngoài tỉnh', { say: 'Thăm người thân' });
}

test('sixty days after somebody left, what they had said of themselves is gone, and their name and receipts stay', async () => {
  const directive = await issue(office, ['H1']);
  await live('an');
  await stories.declare('binh', WELL);
  const [key, id] = [await keyOf('an'), await office.personId('an')];
  expect(await read(sql`SELECT id FROM roll_call_entries WHERE text_id IS NOT NULL`)).toHaveLength(1);
  const { phone } = await personOf('an');
  await leave('an');
  await office.advance({ days: 20 });
  expect(await personOf('an')).toMatchObject({ phone, leftOn: '2026-11-23' });
  await office.advance({ days: 40 });
  expect((await personOf('an')).phone).toBe(phone);
  expect(await detailsOf(office, 'person.forget')).toEqual([]);
  await office.advance({ days: 1 });

  expect(await personOf('an')).toMatchObject({ fullName: 'Đặng Văn An', phone: null, locale: null });
  expect(await receiptOf(office, directive.id, 'an')).toMatchObject({ status: 'closed' });
  const { trips, privacyRequests, drafts } = office.app.office.read;
  const [trip] = await trips.listAllOf(id);
  expect([await trips.getDetails(trip!), trip!.stops[0]!.place, await drafts.find(id)]).toEqual([null, '', null]);
  expect(await privacyRequests.listOf(id)).toMatchObject([{ state: 'answered', textId: null, answerId: null }]);
  expect((await declarationOf('an'))!.detailsId).toBeNull();
  expect([inFiles(key), inFiles('Kẹt ở cầu')]).toEqual([false, false]);
  expect(await read(sql`SELECT telegram_id AS id FROM accounts WHERE person_id = ${id}`)).toEqual([{ id: 0 }]);
  expect(await read(sql`SELECT id FROM roll_call_entries WHERE text_id IS NOT NULL`)).toEqual([]);
  // Health declarations go after 25 days anyway; of the trip, the request and the draft this was the time.
  expect(await detailsOf(office, 'person.forget')).toEqual([
    { trips: 1, health: 0, requests: 1, looks: 0, drafts: 0, accounts: 1, phone: true },
  ]);
  expect((await personOf('binh')).phone).not.toBeNull();

  const before = await counts();
  for (const days of [0, 1, 30]) await office.advance({ days });
  expect(await counts()).toEqual(before);
});

test('a trip that somebody who has left never came back from is asked about no longer', async () => {
  await live('an');
  await leave('an');
  await office.advance({ days: 61 });
  const texts = () =>
    office
      .as('h1-head')
      .messages()
      .filter(({ text }) => text.includes('đã quá ngày về')).length;
  const count = texts();
  await office.advance({ days: 2 });
  expect(texts()).toBe(count);
  await say('h1-head', '/chuyendi');
  expect(last('h1-head').text).toContain('Không có ai');
});

test('what somebody asked and nobody has answered is still to be answered after they left', async () => {
  await say('an', '/riengtu');
  await walk(
    'an',
    'Yêu cầu của tôi',
    'Gửi yêu cầu mới',
    'Khiếu nại',
    { say: 'Ghi nhận thay không đúng' },
    'Gửi yêu cầu',
  );
  await leave('an');
  await office.advance({ days: 70 });
  expect((await personOf('an')).phone).toBeNull();
  await press('admin', 'Mở yêu cầu');
  expect(last('admin').text).toContain('Ghi nhận thay không đúng');
});

const COLUMNS = ['staff_no', 'full_name', 'unit_code', 'role', 'phone'];
const rosterOf = (...lines: string[]): RosterTable => ({
  header: COLUMNS,
  rows: lines.map((line, index) => ({
    line: index + 2,
    cells: Object.fromEntries(line.split(',').map((cell, at) => [COLUMNS[at]!, cell])),
  })),
});
const comeBack = async (phone: string) => {
  const people = rosterOf(`an,Đặng Văn An,H1,staff,${phone}`);
  const result = await importRoster(HAND, { people }, {}, office.app.office);
  expect(result.ok).toBe(true);
};

test('whoever comes back before that is left alone, and whoever leaves once more is counted anew', async () => {
  await stories.declare('an', ILL);
  const { phone } = await personOf('an');
  await leave('an');
  await office.advance({ days: 20 });
  await comeBack(phone!);
  await office.advance({ days: 100 });
  expect(await personOf('an')).toMatchObject({ phone, leftOn: null });
  await leave('an');
  await office.advance({ days: 59 });
  expect((await personOf('an')).phone).toBe(phone);
  await office.advance({ days: 3 });
  expect((await personOf('an')).phone).toBeNull();
});

test('whoever comes back after that begins anew, and can be forgotten a second time', async () => {
  await leave('an');
  await office.advance({ days: 61 });
  expect((await personOf('an')).phone).toBeNull();
  await comeBack('0900000008');
  expect(await personOf('an')).toMatchObject({ phone: '+84900000008', leftOn: null });
  expect(await say('an', '/start')).toContain('Để kích hoạt');
  await leave('an');
  await office.advance({ days: 61 });
  expect((await personOf('an')).phone).toBeNull();
  expect(await detailsOf(office, 'person.forget')).toHaveLength(2);
});
