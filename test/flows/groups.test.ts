import { afterEach, beforeEach, expect, test } from 'vitest';
import { importRoster } from '../../src/domain/people/roster-actions.ts';
import { chatting } from '../support/chatting.ts';
import { detailsOf } from '../support/evidence.ts';
import { actorNamed, figuresOf, HAND, submit } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { recount } from '../support/recount.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => {
  expect(await recount(office.database.url)).toEqual([]);
  await office.close();
});
const { say, press } = chatting(() => office);

async function group(code: string, name: string, ...staffNos: string[]): Promise<number> {
  const rows = staffNos.map((staffNo, index) => ({ line: index + 2, cells: { code, name, staff_no: staffNo } }));
  const groups = { header: ['code', 'name', 'staff_no'], rows };
  expect(await importRoster(HAND, { groups }, {}, office.app.office)).toMatchObject({ ok: true });
  await office.settle();
  return (await office.app.office.read.groups.findByCode(code))!.id;
}

const last = (who: string) => office.as(who).last();
const labels = (who: string) =>
  last(who)
    .buttons.flat()
    .map(({ label }) => label);

/** As far as the question who has to acknowledge. */
async function toAudience(): Promise<void> {
  await say('clerk', '/phathanh');
  await press('clerk', 'Bỏ qua');
  await say('clerk', 'Về việc trực bão');
  await say('clerk', 'Yêu cầu trực 24/24 giờ.');
  for (const label of ['Xong', 'Bỏ qua', /Chi cục Kiểm lâm/, /^Xong/]) await press('clerk', label);
}

async function toOverview(): Promise<void> {
  for (const label of ['17:00 ngày mai', 'Bình thường', 'Có', /Tôi xác nhận/]) await press('clerk', label);
}

test('a directive goes to the members of a group in the chosen units, and to who joins it later', async () => {
  await group('PUN', 'Tổ phản ứng nhanh <bão>', 'an', 'chau', 'giang');
  await group('CB', 'Chi bộ 1', 'director');
  await toAudience();
  expect(labels('clerk')).toEqual(
    expect.arrayContaining(['Tất cả mọi người', 'Chỉ thủ trưởng đơn vị', 'Một tổ, nhóm']),
  );
  await press('clerk', 'Một tổ, nhóm');
  expect(labels('clerk').slice(0, 2)).toEqual(['Chi bộ 1', 'Tổ phản ứng nhanh <bão>']);
  await press('clerk', /Tổ phản ứng nhanh/);
  await toOverview();
  expect(last('clerk').text).toContain('Người phải xác nhận: thành viên Tổ phản ứng nhanh <bão>');
  await press('clerk', 'Phát hành cho 2 người');
  expect(last('an').text).toContain('trực bão');
  expect(last('chau').text).toContain('trực bão');
  expect(office.as('binh').messages()).toEqual([]);
  expect(office.as('giang').messages()).toEqual([]);
  const [directive] = await office.app.office.read.directives.listInForce();
  await group('PUN', 'Tổ phản ứng nhanh <bão>', 'binh', 'chau', 'giang');
  expect(last('binh').text).toContain('trực bão');
  expect(await figuresOf(office, directive!.id, 'KL')).toMatchObject({ owed: 3, closed: 1, sent: 2 });
  expect(await detailsOf(office, 'directive.submit')).toEqual([expect.objectContaining({ group: 'PUN' })]);
});

test('no group is offered where there is none, and a forged choice addresses nobody', async () => {
  await toAudience();
  expect(labels('clerk')).not.toContain('Một tổ, nhóm');
  const draft = (await office.app.office.read.drafts.find(await office.personId('clerk')))!;
  for (const value of ['group', '424242']) {
    expect(await press('clerk', { data: `form:${draft.id}:${draft.revision}:pick:${value}` })).not.toBe('');
  }
  const { step, answers } = (await office.app.office.read.drafts.find(await office.personId('clerk')))!;
  expect({ step, audience: answers.audience }).toEqual({ step: 'audience', audience: undefined });
  const clerk = await actorNamed(office, 'clerk');
  const error = await submit(office, ['KL'], { groupId: 424242 }, clerk).catch((problem) => problem.code);
  expect(error).toBe('groupUnknown');
});

test('whoever changes to a group and goes back before choosing one addresses nobody, not everybody', async () => {
  await group('PUN', 'Tổ phản ứng nhanh', 'an');
  await toAudience();
  await press('clerk', 'Tất cả mọi người');
  await toOverview();
  await press('clerk', 'Sửa');
  expect(labels('clerk')).not.toContain('Tổ, nhóm');
  await press('clerk', 'Người nhận');
  await press('clerk', 'Một tổ, nhóm');
  await press('clerk', '‹ Xem lại');
  expect(last('clerk').text).toContain('chưa chọn tổ, nhóm');
  expect(labels('clerk').some((label) => label.startsWith('Phát hành'))).toBe(false);
  await press('clerk', 'Sửa');
  await press('clerk', 'Tổ, nhóm');
  await press('clerk', 'Tổ phản ứng nhanh');
  await press('clerk', 'Phát hành cho 1 người');
  expect(last('an').text).toContain('trực bão');
});

test('the second person sees which group it is for', async () => {
  const groupId = await group('PUN', 'Tổ phản ứng nhanh', 'an');
  await submit(office, ['H1'], { urgency: 'immediate', groupId }, await actorNamed(office, 'clerk'));
  await office.settle();
  expect(last('director').text).toContain('thành viên Tổ phản ứng nhanh');
  expect(last('director').text).toContain('1 người phải xác nhận');
});
