import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTable } from '../../src/documents/tables.ts';
import { instant } from '../../src/lib/clock.ts';
import { sql } from '../../src/storage/sql.ts';
import { readWorkbook } from '../support/workbook.ts';
import { type CommandLine, openWithRoster, PEOPLE } from './command-line.ts';

let line: CommandLine;
let id: number;

beforeEach(async () => {
  line = await openWithRoster();
  await enrol('NV01', 7001);
  await enrol('NV04', 7004);
  await enrol('NV06', 7006);
  const text = line.file('order.txt', 'Yêu cầu trực 24/24 giờ.');
  const deadline = '2026-11-23T17:00';
  id = (
    await line.json('issue', text, '--to', 'SO', '--number', '12/CĐ', '--title', 'Trực bão', '--deadline', deadline)
  ).id;
});
afterEach(() => line.close());

async function enrol(staffNo: string, telegramId: number): Promise<void> {
  const { id: personId } = (await line.office.read.people.findByStaffNo(staffNo))!;
  const enrolledAt = line.clock.now();
  await line.office.inTransaction(({ people }) =>
    people.addAccount({ personId, telegramId, enrolledAt, way: 'contact' }),
  );
}

async function receiptOf(staffNo: string) {
  const { id: personId } = (await line.office.read.people.findByStaffNo(staffNo))!;
  const [one] = await line.office.read.receipts.listRoster(id, personId - 1, 1);
  return (await line.office.read.receipts.find(one!.receiptId))!;
}

/** The leader has acknowledged, An was sent the card and has blocked the bot since. */
async function twoMoveOn(): Promise<void> {
  const [leader, an] = [await receiptOf('NV01'), await receiptOf('NV04')];
  const at = line.clock.now();
  await line.office.inTransaction(async ({ receipts, people }) => {
    await receipts.acknowledge(leader, { at, way: 'button' });
    await receipts.markSent([{ receiptId: an.id, accountId: 2, messageId: 1, at }]);
    const account = await people.findAccount(an.personId);
    await people.setUnreachable(account!.id, at, 'blocked');
  });
}

test('everybody who has not acknowledged is listed unit by unit, with telephone, message and room to sign', async () => {
  await twoMoveOn();
  line.environment.DEFAULT_LOCALE = 'vi';
  const { status, out } = await line.run('missing');
  expect(status).toBe(0);
  const text = out.replace(/ {2,}/g, ' | ');
  expect(text).toContain(`Văn bản ${id}, số 12/CĐ: Trực bão`);
  expect(text).toContain('Thời hạn: 17:00 ngày 23/11/2026');
  expect(text).toContain('5 người chưa xác nhận');
  expect(text).toContain('Hạt Kiểm lâm số 1 (H1): 2 người');
  const rows = text.split('\n').filter((row) => /\.{20}/.test(row));
  expect(rows.map((row) => row.trim().split(' | ').slice(0, 4))).toEqual([
    [expect.any(String), 'Trần Văn Thư', '0912 345 002', 'chưa kích hoạt tài khoản'],
    [expect.any(String), 'Hoàng Kiểm', '0912 345 003', 'chưa kích hoạt tài khoản'],
    [expect.any(String), 'Đặng Văn An', '0912 345 004', 'đã gửi, nay không liên lạc được'],
    [expect.any(String), 'Lý Thị Bình', '–', 'chưa kích hoạt tài khoản'],
    [expect.any(String), 'Tạ Giang', '0912 345 006', 'đang chờ gửi'],
  ]);
  expect(text).not.toContain('Nguyễn Thị Minh');
});

test('it is one object too, of one unit and one directive where that is wanted', async () => {
  await twoMoveOn();
  const { unit, directives } = await line.json('missing', '--unit', 'KL', '--directive', `${id}`);
  expect(unit).toMatchObject({ code: 'KL' });
  expect(directives).toMatchObject([{ id, number: '12/CĐ', deadlineAt: '2026-11-23T10:00:00.000Z' }]);
  expect(directives[0].people).toEqual([
    person('NV03', 'Hoàng Kiểm', 'KL', '+84912345003', 'notEnrolled'),
    person('NV04', 'Đặng Văn An', 'H1', '+84912345004', 'sent'),
    person('NV05', 'Lý Thị Bình', 'H1', null, 'notEnrolled'),
  ]);
});

const person = (staffNo: string, fullName: string, code: string, phone: string | null, status: string) => {
  return { staffNo, fullName, unit: { code, name: expect.any(String) }, phone, status, isReachable: false };
};

test('a file of it opens in Excel: UTF-8 with its mark, semicolons for Vietnamese readers, nothing that runs', async () => {
  const people = line.file('more.csv', [...PEOPLE, 'NV07,"=HYPERLINK(""http://x"";""y"")",TL,staff,+1 202 555 0100,']);
  await line.json('import', '--people', people);
  for (const [locale, sign] of [
    ['vi', ';'],
    ['en', ','],
  ] as const) {
    line.environment.DEFAULT_LOCALE = locale;
    const file = join(line.folder, `${locale}.csv`);
    expect(await line.json('missing', '--out', file)).toEqual({ file, missing: 7 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const bytes = readFileSync(file);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString().split('\r\n')[0]!.split(sign)).toHaveLength(12);
    const table = await readTable(bytes, file);
    const cells = table.ok ? table.rows.map((row) => Object.values(row.cells)) : [];
    expect(cells).toHaveLength(7);
    expect(cells.find((row) => row[6] === 'NV07')).toEqual(
      expect.arrayContaining([`'=HYPERLINK("http://x";"y")`, "'+12025550100"]),
    );
    expect(cells.find((row) => row[6] === 'NV04')).toEqual(expect.arrayContaining(['H1', '0912 345 004']));
  }
});

test('as a workbook it has real days, and what is made is recorded, by whom it was', async () => {
  const file = join(line.folder, 'missing.xlsx');
  line.environment.DEFAULT_LOCALE = 'vi';
  expect(await line.json('missing', '--unit', 'KL', '--out', file)).toEqual({ file, missing: 3 });
  const [heading, first] = await readWorkbook(readFileSync(file));
  expect(heading!.slice(3, 9)).toEqual(['Hạn', 'Mã đơn vị', 'Đơn vị', 'Số hiệu', 'Họ và tên', 'Điện thoại']);
  expect(first!.slice(3, 8)).toEqual([
    instant('2026-11-23T17:00:00Z'),
    ...['KL', 'Chi cục Kiểm lâm', 'NV03', 'Hoàng Kiểm'],
  ]);
  const rows = await line.database.read.query<{ line: string }>(
    sql`SELECT line FROM evidence_entries WHERE action = 'export.make'`,
  );
  expect(rows.map((row) => JSON.parse(row.line))).toMatchObject([{ stream: 'office', way: 'cli' }]);
});

test('a file that is there already is left alone, and a directive that is not in force is refused', async () => {
  const file = line.file('there.csv', 'precious');
  expect(await line.run('missing', '--out', file)).toMatchObject({
    status: 1,
    err: expect.stringContaining('already'),
  });
  expect(readFileSync(file, 'utf8')).toBe('precious\n'.trimEnd());
  expect(await line.run('missing', '--directive', '999')).toMatchObject({ status: 1, out: '' });
  expect(await line.run('missing', '--directive', 'x')).toMatchObject({ status: 2 });
  expect(await line.run('missing', '--unit', 'NO')).toMatchObject({ status: 1 });
});

test('where everybody has acknowledged it says so', async () => {
  const at = line.clock.now();
  for (const staffNo of ['NV01', 'NV02', 'NV03', 'NV04', 'NV05', 'NV06']) {
    const receipt = await receiptOf(staffNo);
    await line.office.inTransaction(({ receipts }) => receipts.acknowledge(receipt, { at, way: 'button' }));
  }
  expect((await line.run('missing', '--directive', `${id}`)).out).toContain('Everybody has acknowledged.');
  expect((await line.json('missing')).directives).toEqual([]);
});

test('a large unit comes page by page, everybody once and in the order of given names', async () => {
  const many = Array.from({ length: 1_203 }, (_, index) => `X${index},Nguyễn Văn ${(index * 7) % 401},H1,staff,,`);
  await line.json('import', '--people', line.file('many.csv', [...PEOPLE, ...many]));
  const { directives } = await line.json('missing', '--unit', 'H1');
  const people = directives[0].people as { staffNo: string; fullName: string }[];
  expect(directives[0].missing).toBe(1_205);
  expect(new Set(people.map(({ staffNo }) => staffNo)).size).toBe(1_205);
  const { path } = (await line.office.read.units.findByCode('H1'))!;
  const shown = await line.office.read.receipts.listMissing({ directiveId: id, path, today: '2026-11-21' }, 2_000, 0);
  expect(people.map(({ fullName }) => fullName)).toEqual(shown.people.map(({ fullName }) => fullName));
});
