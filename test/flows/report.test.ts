import { afterEach, describe, expect, test } from 'vitest';
import { readZip } from '../../src/documents/zip.ts';
import type { PersonActor } from '../../src/domain/actor.ts';
import { makeReports } from '../../src/domain/compliance/report-actions.ts';
import { REPORT_TIME } from '../../src/domain/compliance/report-time.ts';
import { attest } from '../../src/domain/directives/attest-actions.ts';
import { viewSealHead } from '../../src/domain/evidence/seal-views.ts';
import { markAway } from '../../src/domain/people/absence-actions.ts';
import { takeStep } from '../../src/domain/tasks/task-actions.ts';
import { instant } from '../../src/lib/clock.ts';
import { sql } from '../../src/storage/sql.ts';
import { people as cast } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { detailsOf } from '../support/evidence.ts';
import { actorNamed, issue, receiptOf, submit } from '../support/issuing.ts';
import type { TestOffice } from '../support/office.ts';
import {
  lastReport,
  minutesTo,
  openReportOffice,
  ownIn,
  sentBytes,
  sentDocument,
  silentIn,
  until,
} from '../support/reports.ts';
import { give } from '../support/tasks.ts';
import { readWorkbook } from '../support/workbook.ts';

let office: TestOffice;
afterEach(() => office.close());
const { press, hear, last, texts } = chatting(() => office);

const NOON = instant('2026-11-17T05:00:00Z');
const reportsTo = (who: string): string[] => texts(who).filter((text) => text.startsWith('Báo cáo tuần'));
const actor = async (who: string) => (await actorNamed(office, who)) as PersonActor;
const countReports = async () => {
  const [row] = await office.database.read.query<{ count: unknown }>(sql`SELECT count(*) AS count FROM reports`);
  return Number(row!.count);
};

describe('the weekly report', () => {
  test('says how the week was with last week beside it, and is a letter ready to be signed', async () => {
    office = await openReportOffice();
    const storm = { number: '12/CĐ-SNNMT', title: 'Về việc <ứng phó> bão số 9', deadlineAt: NOON };
    const { id } = await issue(office, ['SO'], storm);
    for (const who of ['an', 'director', 'water-head']) await press(who, /Xác nhận đã đọc/);
    const task = await give(office, id, { lead: 'H1', dueAt: instant('2026-11-17T03:00:00Z') });
    await until(office, '2026-11-17 15:00');
    expect(last('director').text).toBe(
      [
        'Báo cáo tuần · Sở Nông nghiệp và Môi trường tỉnh Lam Giang',
        'Từ 15:00 ngày 10/11/2026 đến 15:00 ngày 17/11/2026',
        '',
        'Đã xác nhận: ██░░░░░░░░ 3/14 lượt (21,4%)',
        'Quá hạn chưa xác nhận: 11 lượt',
        'Nhiệm vụ: 1 đang thực hiện, 0 hoàn thành, 0 vướng mắc',
        'Nhiệm vụ quá hạn: 1',
      ].join('\n'),
    );
    for (const who of ['binh', 'h1-head']) await press(who, /Xác nhận đã đọc/);
    const head = await actor('h1-head');
    await takeStep(
      head,
      { taskId: task.id, step: 'difficulty', words: { text: 'Thiếu <máy> bơm' } },
      office.app.office,
    );
    await issue(office, ['KL'], { number: '374/KH-SNNMT', title: 'Phòng cháy, chữa cháy rừng' });
    await until(office, '2026-11-24 15:00');
    await office.seal();
    expect(last('clerk').text).toBe(
      [
        'Báo cáo tuần · Sở Nông nghiệp và Môi trường tỉnh Lam Giang',
        'Từ 15:00 ngày 17/11/2026 đến 15:00 ngày 24/11/2026',
        '',
        'Đã xác nhận: ██░░░░░░░░ 5/21 lượt (23,8%, kỳ trước 21,4%)',
        'Quá hạn chưa xác nhận: 9 lượt, giảm 2 so với kỳ trước',
        'Nhiệm vụ: 1 đang thực hiện, 0 hoàn thành, 1 vướng mắc',
        'Nhiệm vụ quá hạn: 1, như kỳ trước',
        'Không xác nhận, không báo cáo: 5 đơn vị, tăng 5 so với kỳ trước',
        'Tốt hơn kỳ trước: Chi cục Kiểm lâm',
      ].join('\n'),
    );
    await hear('clerk', () => office.as('clerk').press('📎 Tệp Word'));
    expect(last('clerk').document?.name).toBe('bao-cao-so-2026-11-24.docx');
    const words = await sentDocument(office, 'clerk');
    const text = words.join('\n');
    expect(words.slice(0, 5)).toEqual([
      'SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG TỈNH LAM GIANG',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Số:         /BC-SO',
      'ngày 24 tháng 11 năm 2026',
    ]);
    expect(text).toContain('(Từ 15:00 ngày 17/11/2026 đến 15:00 ngày 24/11/2026)');
    expect(text).toContain('3\nChi cục Kiểm lâm\n14\n7\n3\n1\n21,4\n14,2\n4\n6\n');
    expect(text).toContain('Tổng cộng\n21\n14\n5\n3\n23,8\n21,4\n9\n11\n');
    expect(text).toContain('1\n12/CĐ-SNNMT\nVề việc <ứng phó> bão số 9\n12:00 ngày 17/11/2026\n14\n5\n9\n');
    expect(text).toContain('2\n374/KH-SNNMT\nPhòng cháy, chữa cháy rừng\n7\n0\n0\nMới trong kỳ');
    expect(text).toContain('Tổng số: 9 người.');
    expect(text).toMatch(/\d\nMai Châu\nHạt Kiểm lâm số 2\n1\n\d\nNgô Dũng\nHạt Kiểm lâm số 2\n1/);
    expect(text).toContain('1\nLập danh sách trực 24/24 giờ\nHạt Kiểm lâm số 1\n10:00 ngày 17/11/2026');
    expect(text).toContain('1\nHạt Kiểm lâm số 1\nLập danh sách trực 24/24 giờ\nThiếu <máy> bơm');
    expect(text).toContain('Đơn vị\nThủ trưởng\n1\nSở Nông nghiệp và Môi trường tỉnh Lam Giang\nNguyễn Thị Minh');
    expect(text).toContain('4\nHạt Kiểm lâm số 2\n(chưa có)\n5\nChi cục Thủy lợi\nCao Thủy');
    const end = words.slice(words.indexOf('Nơi nhận:'));
    const anchor = await viewSealHead(office.app.office);
    expect(end).toEqual([
      'Nơi nhận:',
      '- Lãnh đạo đơn vị (để b/c);',
      '- Các đơn vị trực thuộc;',
      '- Lưu: VT.',
      'Số liệu lấy từ hệ thống Báo Nhận lúc 15:00 ngày 24/11/2026.',
      expect.stringContaining(`Mốc niêm phong: ${anchor!.text}`),
      'THỦ TRƯỞNG ĐƠN VỊ',
      'Nguyễn Thị Minh',
    ]);
    expect(await detailsOf(office, 'report.export')).toEqual([
      { format: 'docx', report: 2, to: '2026-11-24T08:00:00.000Z', unit: 'SO' },
    ]);
  });

  test('is a workbook, too, with every unit’s own figures, and nothing in it is taken for a formula', async () => {
    office = await openReportOffice();
    const { id } = await issue(office, ['SO'], { number: '12/CĐ', title: '=SUM(1;2)', deadlineAt: NOON });
    await press('an', /Xác nhận đã đọc/);
    const task = await give(office, id, { lead: 'H1' });
    await until(office, '2026-11-17 15:00');
    const words = { text: '=HYPERLINK("http://x")' };
    await takeStep(await actor('h1-head'), { taskId: task.id, step: 'difficulty', words }, office.app.office);
    await press('binh', /Xác nhận đã đọc/);
    await until(office, '2026-11-24 15:00');
    await hear('clerk', () => office.as('clerk').press('📎 Tệp Excel'));
    expect(last('clerk').document?.name).toBe('bao-cao-so-2026-11-24.xlsx');
    const bytes = await sentBytes(office, 'clerk');
    const sheet = async (place: number) => await readWorkbook(bytes, place);
    const [heading, ...lines] = await sheet(1);
    expect(heading!.slice(0, 5)).toEqual([
      ...['Đơn vị', 'Phải xác nhận', 'Phải xác nhận (kỳ trước)', 'Đã xác nhận', 'Đã xác nhận (kỳ trước)'],
    ]);
    expect(lines.map((row) => row.slice(0, 5))).toEqual([
      ['Sở Nông nghiệp và Môi trường tỉnh Lam Giang (trực tiếp)', 3, 3, 0, 0],
      ['Văn phòng Sở', 2, 2, 0, 0],
      ['Chi cục Kiểm lâm', 7, 7, 2, 1],
      ['Chi cục Thủy lợi', 2, 2, 0, 0],
      ['Tổng cộng', 14, 14, 2, 1],
    ]);
    const own = (await sheet(2)).slice(1);
    expect(own.map((row) => row[0])).toEqual(['SO', 'VP', 'KL', 'H1', 'H2', 'TL']);
    expect(own.reduce((sum, row) => sum + Number(row[2]), 0)).toBe(14);
    expect((await sheet(3))[1]!.slice(0, 2)).toEqual(['12/CĐ', '=SUM(1;2)']);
    expect(await sheet(4)).toHaveLength(13);
    expect((await sheet(6))[1]!.slice(0, 3)).toEqual([
      ...['Hạt Kiểm lâm số 1', 'Lập danh sách trực 24/24 giờ', '=HYPERLINK("http://x")'],
    ]);
    expect((await sheet(7)).slice(1)).toContainEqual(['Chi cục Thủy lợi', 'Cao Thủy']);
    expect(Object.fromEntries(await sheet(8))).toMatchObject({
      'Đơn vị': 'Sở Nông nghiệp và Môi trường tỉnh Lam Giang',
      'Tên nêu trong tệp': '12/12 người quá hạn, những người có nhiều văn bản quá hạn nhất',
    });
    const xml = readZip(bytes, 10_000_000, (name) => name.endsWith('.xml'));
    expect([...xml.values()].some((part) => part.includes('<f>'))).toBe(false);
  });

  test('is made once, however often the clock looks and whoever else makes it, and is on record', async () => {
    office = await openReportOffice();
    await issue(office, ['SO']);
    await until(office, '2026-11-17 14:59');
    expect(await countReports()).toBe(0);
    await until(office, '2026-11-17 15:00');
    await Promise.all([makeReports(office.app.office), makeReports(office.app.office)]);
    await office.advance({ minutes: 1 });
    expect(await countReports()).toBe(1);
    expect(reportsTo('director')).toHaveLength(1);
    expect(await detailsOf(office, 'report.make')).toEqual([{ report: 1, to: '2026-11-17T08:00:00.000Z', unit: 'SO' }]);
  });

  test('goes to the leader of the office and its clerks, to the deputy while the leader is away, and to nobody else', async () => {
    const deputy = { staffNo: 'vice', name: 'Lê Phó Giám', posts: [['SO', 'deputy'] as [string, 'deputy']] };
    office = await openReportOffice({ people: [...cast, deputy] });
    await issue(office, ['SO']);
    await until(office, '2026-11-17 15:00');
    const told = () => [...cast, deputy].map(({ staffNo }) => staffNo).filter((who) => reportsTo(who).length > 0);
    expect(told()).toEqual(['director', 'clerk']);
    const leave = { personId: await office.personId('director'), fromOn: '2026-11-23', toOn: '2026-11-27' };
    await markAway(await actor('director'), leave, office.app.office);
    await until(office, '2026-11-24 15:00');
    expect(told()).toEqual(['director', 'clerk', 'vice']);
    expect(reportsTo('director')).toHaveLength(1);
    await hear('vice', () => office.as('vice').press('📎 Tệp Word'));
    const signed = (await sentDocument(office, 'vice')).join('\n');
    expect(signed).toContain('KT. THỦ TRƯỞNG ĐƠN VỊ\nPHÓ THỦ TRƯỞNG\nLê Phó Giám');
  });

  test('is not made of a week in which there was no office yet, nor where the office wants none', async () => {
    office = await openReportOffice();
    await until(office, '2026-11-17 16:00');
    await issue(office, ['SO']);
    await office.advance({ minutes: 5 });
    expect(await countReports()).toBe(0);
    office.app.office.report = null;
    await until(office, '2026-11-25 16:00');
    expect(await countReports()).toBe(0);
  });

  test('of an hour of rest waits for the next working morning', async () => {
    office = await openReportOffice({ settings: { report: { day: 'friday', time: '22:00' } } });
    await issue(office, ['SO']);
    await until(office, '2026-11-20 22:00');
    expect(await countReports()).toBe(1);
    await until(office, '2026-11-22 12:00');
    expect(reportsTo('director')).toEqual([]);
    await until(office, '2026-11-23 06:31');
    expect(reportsTo('director')).toHaveLength(1);
  });
});

describe('when the bot was down in its hour', () => {
  const openAndSleep = async (moment: string) => {
    office = await openReportOffice();
    await issue(office, ['SO']);
    await until(office, '2026-11-17 15:00');
    await office.restart(async () => office.clock.advance({ minutes: minutesTo(office, moment) }));
    await office.advance({ minutes: 1 });
  };

  test('for a day, it is made when the bot is back, of that week, and says so', async () => {
    await openAndSleep('2026-11-25 15:00');
    const { content } = await lastReport(office);
    expect(content.to).toEqual(instant('2026-11-24T08:00:00Z'));
    expect(last('director').text).toMatch(
      /Từ 15:00 ngày 17\/11\/2026 đến 15:00 ngày 24\/11\/2026, lập lúc 15:0\d ngày 25\/11\/2026/,
    );
  });

  test('or is stopped just then, it leaves it where it is and makes it when it is back', async () => {
    office = await openReportOffice({ isStill: true });
    await submit(office, ['SO']);
    office.clock.advance({ minutes: minutesTo(office, '2026-11-17 15:00') });
    await makeReports(office.app.office, AbortSignal.abort());
    expect(await countReports()).toBe(0);
    await makeReports(office.app.office);
    expect(await countReports()).toBe(1);
  });

  test('for four days, the next one is of two weeks', async () => {
    await openAndSleep('2026-11-28 15:00');
    expect(await countReports()).toBe(1);
    await until(office, '2026-12-01 15:00');
    expect(last('director').text).toContain('Từ 15:00 ngày 17/11/2026 đến 15:00 ngày 01/12/2026');
  });
});

describe('a unit that sent nothing', () => {
  const week = async (before: () => Promise<unknown>) => {
    await before();
    await until(office, '2026-11-24 15:00');
    return silentIn(await lastReport(office));
  };

  test('is named, unless somebody there acknowledged anything or said something about a task', async () => {
    office = await openReportOffice();
    const { id } = await issue(office, ['SO']);
    const task = await give(office, id, { lead: 'TL' });
    await until(office, '2026-11-17 15:00');
    // Of the day before: nobody's silence yet.
    expect(silentIn(await lastReport(office))).toEqual([]);
    const silent = await week(async () => {
      await press('an', /Xác nhận đã đọc/);
      const paper = { receiptId: (await receiptOf(office, id, 'dung')).id, way: 'paper' as const, note: null };
      await attest(await actor('ranger-head'), paper, office.app.office);
      await takeStep(await actor('water-head'), { taskId: task.id, step: 'accept' }, office.app.office);
    });
    expect(silent).toEqual(['SO', 'VP', 'KL']);
  });

  test('is not named for what it owes nothing of any more', async () => {
    office = await openReportOffice();
    await issue(office, ['TL', 'VP']);
    await until(office, '2026-11-17 15:00');
    const silent = await week(async () => {
      office.clock.advance({ minutes: -60 });
      for (const who of ['water-head', 'giang']) await press(who, /Xác nhận đã đọc/);
      office.clock.advance({ minutes: 60 });
    });
    expect(silent).toEqual(['VP']);
  });

  test('is not named when it acknowledged the version before', async () => {
    office = await openReportOffice();
    const { id } = await issue(office, ['TL']);
    await until(office, '2026-11-17 15:00');
    const silent = await week(async () => {
      await press('giang', /Xác nhận đã đọc/);
      await office.database.inTransaction(async (connection) => {
        await connection.execute(sql`
          INSERT INTO tallies (directive_id, version, unit_id, sent) SELECT directive_id, 2, unit_id, 2 FROM tallies
          WHERE directive_id = ${id}`);
        await connection.execute(sql`UPDATE directives SET version = 2 WHERE id = ${id}`);
      });
    });
    expect(silent).toEqual([]);
  });
});

test('the figures of every unit are those of a recount', async () => {
  office = await openReportOffice();
  const { id } = await issue(office, ['SO'], { deadlineAt: NOON });
  const other = await issue(office, ['KL'], { deadlineAt: instant('2026-12-24T05:00:00Z') });
  for (const who of ['an', 'chau', 'clerk', 'water-head']) await press(who, /Xác nhận đã đọc/);
  const late = await give(office, id, { lead: 'H1', dueAt: instant('2026-11-17T03:00:00Z') });
  const done = await give(office, other.id, { lead: 'H2' });
  await give(office, id, { lead: 'TL' });
  for (const step of ['accept', 'report'] as const) {
    const words = step === 'report' ? { words: { text: 'Xong' } } : {};
    await takeStep(await actor('ranger-head'), { taskId: done.id, step, ...words }, office.app.office);
  }
  await takeStep(await actor('clerk'), { taskId: done.id, step: 'confirm' }, office.app.office);
  await takeStep(
    await actor('h1-head'),
    { taskId: late.id, step: 'difficulty', words: { text: 'Mưa' } },
    office.app.office,
  );
  await until(office, '2026-11-17 15:00');
  const report = await lastReport(office);
  const counted = await office.database.read.query<Record<string, unknown> & { code: string }>(sql`
    SELECT u.code,
      (SELECT count(*) FROM receipts r WHERE r.unit_id = u.id AND r.status <> 'closed') AS owed,
      (SELECT count(*) FROM receipts r WHERE r.unit_id = u.id AND r.status = 'acknowledged') AS acknowledged,
      (SELECT count(*) FROM receipts r WHERE r.unit_id = u.id AND r.directive_id = ${id} AND r.status NOT IN ('acknowledged', 'closed'))
        AS overdue,
      (SELECT count(*) FROM tasks t WHERE t.lead_unit_id = u.id AND t.state NOT IN ('done', 'withdrawn')) AS tasks,
      (SELECT count(*) FROM tasks t WHERE t.lead_unit_id = u.id AND t.state = 'done') AS done,
      (SELECT count(*) FROM tasks t WHERE t.id = ${late.id} AND t.lead_unit_id = u.id) AS late,
      (SELECT count(*) FROM task_entries e JOIN tasks t ON t.id = e.task_id WHERE e.kind = 'difficulty' AND t.lead_unit_id = u.id)
        AS difficulties
    FROM units u ORDER BY u.path`);
  for (const { code, ...row } of counted) {
    const figures = ownIn(report, code);
    for (const [name, count] of Object.entries(row)) {
      expect(figures[name as keyof typeof figures], `${code} ${name}`).toBe(Number(count));
    }
  }
  expect(report.content.overdue.total).toBe(counted.reduce((sum, { overdue }) => sum + Number(overdue), 0));
});

test('somebody who has lost the post before it leaves gets none', async () => {
  office = await openReportOffice({ settings: { report: { ...REPORT_TIME, time: '23:00' } } });
  await issue(office, ['SO']);
  await until(office, '2026-11-17 23:00');
  await office.database.inTransaction((connection) =>
    connection.execute(sql`UPDATE posts SET to_on = '2026-11-17' WHERE role = 'clerk'`),
  );
  await until(office, '2026-11-18 06:31');
  expect(reportsTo('director')).toHaveLength(1);
  expect(reportsTo('clerk')).toEqual([]);
});
