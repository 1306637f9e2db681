import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sql } from '../../src/storage/sql.ts';
import { readSheet } from '../support/read-sheet.ts';
import { type CommandLine, openWithRoster } from './command-line.ts';

let line: CommandLine;
let id: number;

beforeEach(async () => {
  line = await openWithRoster();
  const text = line.file('order.txt', 'Yêu cầu trực 24/24 giờ.');
  id = (await line.json('issue', text, '--to', 'SO', '--number', '12/CĐ', '--title', 'Trực bão')).id;
});
afterEach(() => line.close());

const listsMade = async () =>
  (await line.database.read.query(sql`SELECT id FROM evidence_entries WHERE action = 'directive.listAcknowledgements'`))
    .length;

test('the list is written for the whole office or one unit, for its owner only', async () => {
  const all = join(line.folder, 'all.docx');
  expect(await line.json('acknowledgements', String(id), '--out', all)).toEqual({
    ...{ file: all, owed: 6, acknowledged: 0, onPaper: 0, left: 0 },
  });
  expect(statSync(all).mode & 0o777).toBe(0o600);
  const { rows, words } = readSheet(readFileSync(all));
  expect(rows.slice(1).map(([place, name, unit]) => `${place} ${name}, ${unit}`)).toEqual([
    '1 Nguyễn Thị Minh, Sở Nông nghiệp và Môi trường',
    '2 Trần Văn Thư, Sở Nông nghiệp và Môi trường',
    '3 Hoàng Kiểm, Chi cục Kiểm lâm',
    '4 Đặng Văn An, Hạt Kiểm lâm số 1',
    '5 Lý Thị Bình, Hạt Kiểm lâm số 1',
    '6 Tạ Giang, Chi cục Thủy lợi',
  ]);
  expect(words).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
  const one = join(line.folder, 'h1.docx');
  expect(await line.json('acknowledgements', String(id), '--unit', 'h1', '--out', one)).toMatchObject({ owed: 2 });
  expect(await listsMade()).toBe(2);
});

test('what cannot be listed is refused in words, and leaves no file and no record', async () => {
  const file = join(line.folder, 'x.docx');
  const refused = async (...argv: string[]) => (await line.run('acknowledgements', ...argv)).err;
  expect(await refused('99', '--out', file)).toContain('Nobody here was owed a directive with the id 99');
  expect(await refused(String(id), '--unit', 'KHONGCO', '--out', file)).toContain('KHONGCO');
  expect(existsSync(file)).toBe(false);
  const there = line.file('there.docx', 'kept');
  expect(await refused(String(id), '--out', there)).toContain('there.docx');
  expect(readFileSync(there, 'utf8')).toBe('kept');
  expect(await listsMade()).toBe(0);
  expect((await line.run('acknowledgements', 'abc', '--out', file)).status).toBe(2);
  expect((await line.run('acknowledgements', String(id))).status).toBe(2);
});
