import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { leaveOffice, revokeAccount } from '../../src/domain/people/account-actions.ts';
import { invite } from '../../src/domain/people/enrolment-actions.ts';
import { instant } from '../../src/lib/clock.ts';
import { sql } from '../../src/storage/sql.ts';
import { units as allUnits, people } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { figuresOf, HAND, issue, receiptOf, takePost } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { TestClock } from '../support/test-clock.ts';

const ALL = people.map(({ staffNo }) => staffNo);
const without = (...absent: string[]): string[] => ALL.filter((staffNo) => !absent.includes(staffNo));

let office: TestOffice;
afterEach(() => office.close());
const { say, press } = chatting(() => office);

const labelsOf = (who: string): string[] =>
  office
    .as(who)
    .last()
    .buttons.flat()
    .map((button) => button.label);

describe('the figures of a directive', () => {
  test('count each person once, in the order of precedence, and add up to what is owed', async () => {
    office = await openTestOffice({ enrolled: without('chau'), mayWarn: true });
    office.as('dung').block();
    await office.settle();
    const { id } = await issue(office, ['KL'], { deadlineAt: instant('2026-11-21T10:00:00Z') });
    await press('an', /Xác nhận đã đọc/);
    office.as('an').block(); // acknowledged stays acknowledged
    office.as('binh').block(); // sent stays sent
    await leaveOffice(HAND, 'ranger-deputy', office.app.office);
    await office.settle();
    const figures = {
      owed: 7,
      closed: 1,
      acknowledged: 1,
      sent: 3,
      unreachable: 1,
      notEnrolled: 1,
      waiting: 0,
      unknown: 0,
    };
    expect(await figuresOf(office, id, 'KL')).toMatchObject({ ...figures, late: 0 });
    await office.advance({ hours: 4 });
    expect(await figuresOf(office, id, 'KL')).toMatchObject({ ...figures, late: 5 });
    await say('ranger-head', '/tinhhinh');
    const overview = office.as('ranger-head').last().text;
    expect(overview).toContain('① 5 người quá hạn xác nhận Về việc ứng phó bão số 9 (1 giờ)');
    expect(overview).toContain('1/6');
    await press('ranger-head', '1');
    const text = office.as('ranger-head').last().text;
    for (const line of [
      'Phải xác nhận: 7',
      '✅ Đã xác nhận: 1',
      '⏳ Đã gửi, chưa xác nhận: 3',
      '🚫 Không liên lạc được: 1',
      '👤 Chưa kích hoạt: 1',
      'Đã rời đơn vị trước khi xác nhận: 1',
      'Quá hạn: 5 người',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).not.toMatch(/Đang chờ gửi|Chưa rõ kết quả/);
    expect(text).toMatch(/\d █+░* 1\/3 Hạt Kiểm lâm số 1/);
  });

  test('are the same whatever happened, as a recount of the receipts', async () => {
    const person = fc.constantFrom('an', 'binh', 'chau', 'dung', 'giang', 'h1-head', 'office-head');
    const unit = fc.constantFrom('SO', 'KL', 'H1', 'H2', 'TL', 'VP');
    const action = fc.oneof(
      fc.record({ kind: fc.constant('issue' as const), unit, lateJoiners: fc.boolean() }),
      fc.record({ kind: fc.constantFrom('acknowledge', 'block', 'unblock', 'enrol', 'revoke', 'leave'), person }),
      fc.record({ kind: fc.constantFrom('join', 'move'), person, unit }),
    );
    // Begun before the property, so that something is owed from the start.
    office = await openTestOffice({ enrolled: without('binh', 'giang'), mayWarn: true });
    await issue(office, ['SO']);
    const property = fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 10 }), async (actions) => {
      for (const one of actions) await happen(one);
      await office.settle();
      expect(await recounted()).toEqual(await figured());
      expect(await untrue()).toEqual([]);
    });
    await fc.assert(property, { numRuns: 12, endOnFailure: true });
  });
});

interface Happening {
  kind: string;
  person?: string;
  unit?: string;
  lateJoiners?: boolean;
}

async function happen({ kind, person = '', unit = '', lateJoiners = true }: Happening): Promise<void> {
  const parts = office.app.office;
  const user = kind === 'issue' ? null : office.as(person);
  const account = user && (await parts.read.people.findAccount(await office.personId(person)));
  const hasLeft = user && (await parts.read.people.findByStaffNo(person))?.leftOn;
  if (kind === 'issue') await issue(office, [unit], { lateJoiners });
  if (kind === 'acknowledge') {
    user?.send('/canlam');
    await office.settle();
    const first = user && labelsOf(person).find((label) => /^1(?:\. |$)/.test(label));
    if (first) await press(person, first);
    const card = user?.messages().findLast((one) => one.buttons.flat()[0]?.data?.startsWith('ack:'));
    if (card) await user!.press({ data: card.buttons.flat()[0]!.data! }, card).settled;
  }
  if (kind === 'block') user?.block();
  if (kind === 'unblock') user?.unblock();
  if (kind === 'enrol' && !account && !hasLeft) {
    const [invited] = await invite(HAND, { staffNo: person }, parts);
    user?.send(`/start ${invited!.code}`);
    user?.shareContact();
  }
  if (kind === 'revoke' && account) await revokeAccount(HAND, person, parts);
  if (kind === 'leave' && !hasLeft) await leaveOffice(HAND, person, parts);
  if (kind === 'join' && !hasLeft) await takePost(office, person, unit);
  if (kind === 'move' && !hasLeft) await takePost(office, person, unit, { instead: true });
  await office.settle();
}

const STATUSES = ['closed', 'acknowledged', 'sent', 'unknown', 'unreachable', 'notEnrolled', 'waiting'] as const;

/** By directive and unit, from the receipts one by one. */
async function recounted(): Promise<Record<string, Record<string, number>>> {
  const rows = await office.database.read.query<{
    directive: number;
    code: string;
    status: string;
    count: unknown;
  }>(sql`
    SELECT r.directive_id AS directive, top.code, r.status, count(*) AS count FROM receipts r JOIN units u ON u.id = r.unit_id
    JOIN units top ON substr(u.path, 1, length(top.path)) = top.path GROUP BY r.directive_id, top.code, r.status`);
  const counts: Record<string, Record<string, number>> = {};
  for (const { directive, code, status, count } of rows) {
    const place = `${directive} ${code}`;
    counts[place] ??= Object.fromEntries(STATUSES.map((one) => [one, 0]));
    counts[place][status] = Number(count);
  }
  return counts;
}

/** The same as leaders are shown it. */
async function figured(): Promise<Record<string, Record<string, number>>> {
  const { compliance, units } = office.app.office.read;
  const counts: Record<string, Record<string, number>> = {};
  for (const { code } of allUnits) {
    const { path } = (await units.findByCode(code))!;
    const { directives } = await compliance.listDirectives({ path }, office.clock.now());
    for (const figures of directives) {
      expect(figures.owed).toBe(STATUSES.reduce((sum, status) => sum + figures[status], 0));
      counts[`${figures.id} ${code}`] = Object.fromEntries(STATUSES.map((status) => [status, figures[status]]));
    }
  }
  return counts;
}

/** Receipts that say something else about their person than the accounts do, once everything has gone out. */
async function untrue(): Promise<object[]> {
  return await office.database.read.query(sql`
    SELECT r.id, r.status, p.staff_no, a.id AS account, a.unreachable_at FROM receipts r JOIN people p ON p.id = r.person_id
    LEFT JOIN accounts a ON a.person_id = p.id AND a.ended_at IS NULL
    WHERE (r.status = 'notEnrolled' AND a.id IS NOT NULL) OR (r.status = 'unreachable' AND a.unreachable_at IS NULL)
      OR r.status = 'waiting' OR (r.sent_at IS NOT NULL AND r.status NOT IN ('sent', 'acknowledged', 'closed'))
      OR (p.left_on IS NOT NULL AND r.status NOT IN ('acknowledged', 'closed'))`);
}

describe('a leader', () => {
  test('sees the own unit and those below, and nobody else’s', async () => {
    office = await openTestOffice();
    await issue(office, ['SO'], { number: '1/KH' });
    expect(await say('ranger-head', '/tinhhinh')).toMatch(/^Chi cục Kiểm lâm · /);
    expect(office.as('ranger-head').last().text).toContain('0/7');
    expect(labelsOf('ranger-head').some((label) => label.includes('Sở'))).toBe(false);
    await press('ranger-head', 'Theo đơn vị');
    expect(office.as('ranger-head').last().text).toMatch(/\n {2}2 Hạt Kiểm lâm số 2 +2\n/);
    await press('ranger-head', '2');
    expect(office.as('ranger-head').last().text).toMatch(/^Hạt Kiểm lâm số 2/);
    await press('ranger-head', '‹ Chi cục Kiểm lâm');
    expect(await say('ranger-head', '/tinhhinh h1')).toMatch(/^Hạt Kiểm lâm số 1/);
    for (const code of ['TL', 'VP', 'KHONGCO']) {
      expect(await say('ranger-head', `/tinhhinh ${code}`)).toContain(
        'Không có đơn vị hay văn bản nào mang mã, tên hoặc số này',
      );
    }
    expect(await say('director', '/status')).toContain('0/14');
  });

  test('reads the missing by name, heads first, then unit by unit, and what keeps each', async () => {
    office = await openTestOffice({ enrolled: without('chau'), mayWarn: true });
    office.as('dung').block();
    await office.settle();
    await issue(office, ['KL'], { number: '1/KH' });
    await press('binh', /Xác nhận đã đọc/);
    await say('ranger-head', '/tinhhinh');
    await press('ranger-head', '1');
    await press('ranger-head', '6 người chưa xác nhận');
    const lines = office
      .as('ranger-head')
      .last()
      .text.split('\n')
      .filter((line) => /^\d+\. /.test(line));
    expect(lines).toEqual([
      '1. ★⏳ Hoàng Kiểm',
      '2. ★⏳ Vũ Phó',
      '3. ★⏳ Bùi Hạt Trưởng, Hạt Kiểm lâm số 1',
      '4. ⏳ Đặng Văn An, Hạt Kiểm lâm số 1',
      '5. 👤 Mai Châu, Hạt Kiểm lâm số 2',
      '6. 🚫 Ngô Dũng, Hạt Kiểm lâm số 2',
    ]);
    await press('ranger-head', /^‹ Văn bản/);
    expect(office.as('ranger-head').last().text).toContain('Phải xác nhận: 7');
  });

  test('puts first whoever leads up to a day, and nobody who leads only from a day to come or did up to yesterday', async () => {
    office = await openTestOffice({ clock: new TestClock('2026-11-23T01:00:00Z') });
    const unitId = await office.unitId('H1');
    const lead = async (who: string, fromOn: string, toOn: string) => {
      const personId = await office.personId(who);
      await office.app.office.inTransaction(({ people: roster }) =>
        roster.openPosts([{ personId, unitId, role: 'deputy', fromOn, toOn }]),
      );
    };
    await lead('binh', '2026-11-20', '2026-11-23');
    await lead('an', '2026-11-24', '2026-12-31');
    await issue(office, ['H1'], { deadlineAt: null });
    const named = async () => {
      await say('h1-head', '/tinhhinh');
      await press('h1-head', '1');
      await press('h1-head', /người chưa xác nhận/);
      return office
        .as('h1-head')
        .last()
        .text.match(/★⏳ .+/g);
    };
    expect(await named()).toEqual(['★⏳ Lý Thị Bình', '★⏳ Bùi Hạt Trưởng']);
    office.clock.advance({ days: 1 });
    expect(await named()).toEqual(['★⏳ Đặng Văn An', '★⏳ Bùi Hạt Trưởng']);
  });

  test('leads back from a name to the page of the list that it was opened from', async () => {
    office = await openTestOffice();
    await issue(office, ['KL'], { number: '1/KH' });
    await say('ranger-head', '/tinhhinh');
    for (const label of ['1', '7 người chưa xác nhận', '4', '‹ Danh sách']) await press('ranger-head', label);
    expect(office.as('ranger-head').last().text).toContain('7 người chưa xác nhận\nVăn bản 1/KH, Chi cục Kiểm lâm');
  });

  test('no longer reads the telephone or the leave of whoever has left the unit', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['H1']);
    const receipt = await receiptOf(office, id, 'binh');
    await say('h1-head', '/help');
    await press('h1-head', { data: `who:${receipt.id}` });
    expect(office.as('h1-head').last().text).toContain('Điện thoại: 0900 000 009');
    await takePost(office, 'binh', 'VP', { instead: true });
    await say('binh', '/vangmat');
    for (const button of ['Hôm nay', 'Hôm nay', /Ghi nhận/]) await press('binh', button);
    await say('h1-head', '/help');
    await press('h1-head', { data: `who:${receipt.id}` });
    const { text } = office.as('h1-head').last();
    expect(text).toContain('Đã rời đơn vị');
    expect(text).not.toMatch(/điện thoại|Vắng mặt/i);
  });

  test('turns the pages of a long list of names', async () => {
    const crowd = Array.from({ length: 20 }, (_, index) => ({
      staffNo: `p${index}`,
      name: `Nguyễn Văn ${String.fromCharCode(65 + index)}`,
      posts: [['H1', 'staff']] as [string, 'staff'][],
    }));
    const head = people.find(({ staffNo }) => staffNo === 'h1-head')!;
    office = await openTestOffice({ people: [...crowd, head], enrolled: ['h1-head'] });
    await issue(office, ['H1']);
    await say('h1-head', '/tinhhinh');
    await press('h1-head', '1');
    await press('h1-head', '21 người chưa xác nhận');
    expect(office.as('h1-head').last().text).toContain('1. ★⏳ Bùi Hạt Trưởng\n2. 👤 Nguyễn Văn A\n');
    const before = office.sandbox.requests.length;
    expect(await press('h1-head', '1/3')).toBe('');
    expect(
      office.sandbox.requests
        .slice(before)
        .map(({ method }) => method)
        .filter((method) => /^edit|^send/.test(method)),
    ).toEqual([]);
    await press('h1-head', '›');
    await press('h1-head', '›');
    expect(office.as('h1-head').last().text).toMatch(/17\. .*\n18\. .*\n19\. .*\n20\. .*\n21\. /);
    expect(labelsOf('h1-head')).not.toContain('›');
  });

  test('reminds each person at most once an hour, and is told what became of it', async () => {
    office = await openTestOffice({ enrolled: without('chau'), mayWarn: true });
    await issue(office, ['KL'], { number: '1/KH' });
    office.as('dung').block();
    await office.settle();
    await press('binh', /Xác nhận đã đọc/);
    await say('h1-head', '/tinhhinh');
    await press('h1-head', '1');
    expect(await press('h1-head', '🔔 Đôn đốc 2 người')).toBe('🔔 Đã nhắc 2 người.');
    expect(office.as('h1-head').messages().at(-2)?.text).toContain('🔔 Đã nhắc 2 người lúc 14:00');
    expect(office.as('an').last().text).toContain('🔔 Nhắc bạn 1 việc chưa xong');
    expect(office.as('binh').last().text).toContain('✅ Bạn đã xác nhận');
    await say('ranger-head', '/tinhhinh');
    await press('ranger-head', '1');
    expect(office.as('ranger-head').last().text).toContain('🚫 trong đó 1 người nay không liên lạc được');
    const stale = office.as('ranger-head').last();
    const answer = await press('ranger-head', '🔔 Đôn đốc 2 người');
    expect(answer).toBe(
      '🔔 Đã nhắc 2 người.\n2 người đã được nhắc trong vòng một giờ qua.\n2 người cần báo bằng cách khác (chưa kích hoạt hoặc không liên lạc được).',
    );
    const reminders = () =>
      office
        .as('an')
        .messages()
        .filter(({ text }) => text.includes('Nhắc bạn')).length;
    expect(reminders()).toBe(1);
    const status = () =>
      office
        .as('ranger-head')
        .messages()
        .find(({ messageId }) => messageId === stale.messageId)!;
    expect(status().text).toContain('🔔 Đã nhắc 4 người lúc 14:00');
    const remind = stale.buttons.flat().find(({ label }) => label.startsWith('🔔'))!.data!;
    expect(
      status()
        .buttons.flat()
        .map(({ data }) => data),
    ).not.toContain(remind);
    expect(await press('ranger-head', { data: remind })).toContain('Không có ai để nhắc thêm lúc này');
    await office.advance({ minutes: 61 });
    await say('ranger-head', '/tinhhinh');
    await press('ranger-head', '1');
    expect(await press('ranger-head', '🔔 Đôn đốc 4 người')).toContain('Đã nhắc 4 người');
    expect(reminders()).toBe(2);
    await press('an', /^Mở văn bản 1/);
    await press('an', /Xác nhận đã đọc/);
    expect(office.as('an').last().text).toContain('✅ Bạn đã xác nhận');
  });

  test('of two units chooses which to see, and one that holds the upper sees it all', async () => {
    const two = people.map((one) =>
      one.staffNo === 'h1-head' ? { ...one, posts: [...one.posts, ['TL', 'deputy'] as never] } : one,
    );
    office = await openTestOffice({ people: two });
    await issue(office, ['SO']);
    expect(await say('h1-head', '/tinhhinh')).toContain('Bạn muốn xem đơn vị nào?');
    expect(labelsOf('h1-head')).toEqual(['Hạt Kiểm lâm số 1', 'Chi cục Thủy lợi']);
    await press('h1-head', 'Chi cục Thủy lợi');
    expect(office.as('h1-head').last().text).toMatch(/^Chi cục Thủy lợi/);
    await takePost(office, 'h1-head', 'KL', { role: 'focal' });
    await say('h1-head', '/tinhhinh');
    expect(labelsOf('h1-head')).toEqual(['Chi cục Kiểm lâm', 'Chi cục Thủy lợi']);
  });
});

test('somebody who blocks the bot after the card was sent stays sent, and is seen to be out of reach', async () => {
  office = await openTestOffice({ mayWarn: true });
  const { id } = await issue(office, ['H1'], { number: '1/KH' });
  office.as('an').block();
  await office.settle();
  expect(await figuresOf(office, id, 'H1')).toMatchObject({ sent: 3, unreachable: 0 });
  expect(await say('h1-head', '/tinhhinh')).toContain('🚫 1 người không liên lạc được');
  await press('h1-head', '1');
  expect(office.as('h1-head').last().text).toContain('🚫 trong đó 1 người nay không liên lạc được');
  expect(labelsOf('h1-head')).toContain('🔔 Đôn đốc 2 người');
  await press('h1-head', '3 người chưa xác nhận');
  expect(office.as('h1-head').last().text).toContain('2. 🚫 Đặng Văn An\n3. ⏳ Lý Thị Bình');
  office.as('an').unblock();
  await office.settle();
  expect(await say('h1-head', '/tinhhinh')).not.toContain('🚫');
});

test('a unit is found by a few words of its name, within the own tree', async () => {
  office = await openTestOffice();
  await issue(office, ['SO']);
  expect(await say('director', '/tinhhinh thuy loi')).toMatch(/^Chi cục Thủy lợi · /);
  expect(await say('director', '/tinhhinh hat kiem lam')).toContain('Bạn muốn xem đơn vị nào?');
  expect(labelsOf('director')).toEqual(['Hạt Kiểm lâm số 1', 'Hạt Kiểm lâm số 2']);
  await press('director', 'Hạt Kiểm lâm số 2');
  expect(office.as('director').last().text).toMatch(/^Hạt Kiểm lâm số 2 · /);
  expect(await say('director', '/tinhhinh XYZ')).toContain('Không có đơn vị hay văn bản nào mang mã, tên hoặc số này');
  expect(await say('ranger-head', '/tinhhinh thuy loi')).toContain(
    'Không có đơn vị hay văn bản nào mang mã, tên hoặc số này',
  );
});

test('an inspector sees everything and reminds nobody', async () => {
  office = await openTestOffice();
  const { id } = await issue(office, ['KL']);
  expect(await say('inspector', '/tinhhinh')).toMatch(/^Sở Nông nghiệp/);
  await press('inspector', '1');
  expect(labelsOf('inspector').some((label) => label.includes('🔔'))).toBe(false);
  await press('inspector', /người chưa xác nhận/);
  expect(office.as('inspector').last().text).toContain('Đặng Văn An');
  expect(await press('inspector', { data: `remind:${id}:${await office.unitId('KL')}` })).toContain(
    'Việc đôn đốc dành cho',
  );
  expect((await receiptOf(office, id, 'an')).status).toBe('sent');
});

test('staff are told that the figures are not theirs, and where their own matters are', async () => {
  office = await openTestOffice();
  expect(await say('an', '/tinhhinh')).toContain('/canlam');
  expect(await say('an', '/tinhhinh H1')).toContain('Việc của bạn nằm ở /canlam');
  expect(await say('an', '/trogiup')).not.toContain('tinhhinh');
});

test('an office in which nothing is in force says so', async () => {
  office = await openTestOffice({ enrolled: without('an') });
  const text = await say('director', '/tinhhinh');
  expect(text).toContain('Chưa có văn bản nào đang thực hiện.');
  expect(text).toContain('1 người chưa kích hoạt');
});
