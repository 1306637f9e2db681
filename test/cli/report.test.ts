import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { extractRawText } from 'mammoth';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sql } from '../../src/storage/sql.ts';
import { readWorkbook } from '../support/workbook.ts';
import { type CommandLine, openWithRoster } from './command-line.ts';

let line: CommandLine;
beforeEach(async () => {
  line = await openWithRoster();
  const text = line.file('order.txt', 'Yêu cầu trực 24/24 giờ.');
  await line.json('issue', text, '--to', 'SO', '--number', '12/CĐ', '--title', 'Trực bão');
});
afterEach(() => line.close());

const filesMade = async () =>
  (await line.database.read.query(sql`SELECT id FROM evidence_entries WHERE action = 'report.export'`)).length;

test('the report of the office or one unit is printed, or written to a file of its own for its owner only', async () => {
  const all = await line.json('report');
  expect(all).toMatchObject({
    unit: { code: 'SO' },
    before: null,
    total: { now: { owed: 6, acknowledged: 0, people: 6, notEnrolled: 6 }, before: null },
    overduePeople: 0,
    silent: [],
  });
  expect(all.units.map(({ code, now }: { code: string; now: { owed: number } }) => [code, now.owed])).toEqual([
    ['SO', 2],
    ['KL', 3],
    ['TL', 1],
  ]);
  expect((await line.run('report', '--unit', 'kl')).out).toMatch(/Chi cục Kiểm lâm \(KL\)[\s\S]*Hạt Kiểm lâm số 1 +2 /);
  expect(await filesMade()).toBe(0);
  const file = join(line.folder, 'kl.docx');
  expect(await line.json('report', '--unit', 'KL', '--out', file)).toMatchObject({ file, unit: { code: 'KL' } });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { value } = await extractRawText({ buffer: readFileSync(file) });
  expect(value).toContain('CHI CỤC KIỂM LÂM');
  expect(value).toContain('To: Sở Nông nghiệp và Môi trường.');
  expect(await filesMade()).toBe(1);
  const book = join(line.folder, 'so.XLSX');
  await line.json('report', '--out', book);
  expect((await readWorkbook(readFileSync(book)))[1]!.slice(0, 2)).toEqual([
    'Sở Nông nghiệp và Môi trường (directly)',
    2,
  ]);
});

test('what cannot be reported is refused in words, and leaves no file and no record', async () => {
  const file = join(line.folder, 'x.docx');
  expect((await line.run('report', '--unit', 'KHONGCO', '--out', file)).err).toContain('KHONGCO');
  expect(existsSync(file)).toBe(false);
  const there = line.file('there.docx', 'kept');
  expect((await line.run('report', '--out', there)).err).toContain('there.docx');
  expect(readFileSync(there, 'utf8')).toBe('kept');
  expect(await line.run('report', '--out', join(line.folder, 'x.pdf'))).toMatchObject({ status: 2 });
  expect(await filesMade()).toBe(0);
});
