import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvPieces } from '../../src/documents/csv-writing.ts';
import type { Column, Sheet } from '../../src/documents/sheet.ts';
import { readTable } from '../../src/documents/tables.ts';
import { writeXlsx } from '../../src/documents/xlsx-writing.ts';
import { readZip } from '../../src/documents/zip.ts';
import { instant } from '../../src/lib/clock.ts';
import { readWorkbook } from '../support/workbook.ts';

const ZONE = 'Asia/Ho_Chi_Minh';

interface Row {
  name: string;
  count: number;
  on: string | null;
  at: Date | null;
}

const columns: Column<Row>[] = [
  { title: 'Họ và tên', kind: 'text', width: 28, of: ({ name }) => name },
  { title: 'Số', kind: 'number', width: 10, of: ({ count }) => count },
  { title: 'Ngày', kind: 'day', width: 12, of: ({ on }) => on },
  { title: 'Lúc', kind: 'instant', width: 17, of: ({ at }) => at },
];

const sheetOf = (pages: Iterable<Row[]>, name = 'Danh sách'): Sheet<never> =>
  ({ name, columns, pages }) as unknown as Sheet<never>;

const parts = (bytes: Buffer) => readZip(bytes, 1e9, () => true);
const xmlOf = (bytes: Buffer, sheet = 1) => parts(bytes).get(`xl/worksheets/sheet${sheet}.xml`)!.toString();

async function csvOf(pages: Row[][], locale: string): Promise<string> {
  let text = '';
  for await (const piece of csvPieces(sheetOf(pages), locale, ZONE)) text += piece;
  return text;
}

const AN: Row = { name: 'Đặng Văn An', count: 1_240, on: '2026-11-21', at: instant('2026-11-21T18:30:00Z') };

/** Controls but tab and line feed, halves of signs, what is no sign, and what turns the direction. */
const LOST = /[^\P{Cc}\t\n\u0080-\u009f]|[\p{Cs}\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

describe('a workbook', () => {
  test('holds real days, instants of the office’s zone and numbers', async () => {
    const bytes = await writeXlsx([sheetOf([[AN], [{ ...AN, name: 'Lý Thị Bình', on: null, at: null }]])], ZONE);
    expect(await readWorkbook(bytes)).toEqual([
      ['Họ và tên', 'Số', 'Ngày', 'Lúc'],
      ['Đặng Văn An', 1_240, instant('2026-11-21T00:00:00Z'), instant('2026-11-22T01:30:00Z')],
      ['Lý Thị Bình', 1_240, null, null],
    ]);
  });

  test('keeps its heading in sight, can be filtered, and its columns are as wide as they need', async () => {
    const bytes = await writeXlsx([sheetOf([[AN, AN]])], ZONE);
    const xml = xmlOf(bytes);
    expect(xml).toMatch(/<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"\/>/);
    expect(xml).toContain('<autoFilter ref="A1:D3"/>');
    expect(xml).toContain('<col min="1" max="1" width="28" customWidth="1"/>');
    const workbook = parts(bytes).get('xl/workbook.xml')!.toString();
    expect(workbook).toContain(`'Danh sách'!$A$1:$D$3`);
  });

  test('may have several sheets, whose names are what a spreadsheet takes', async () => {
    const bytes = await writeXlsx([sheetOf([[AN]], 'Số liệu [1/2]: quý? *'), sheetOf([], 'x'.repeat(40))], ZONE);
    const names = [
      ...parts(bytes)
        .get('xl/workbook.xml')!
        .toString()
        .matchAll(/<sheet name="([^"]*)"/g),
    ];
    expect(names.map(([, name]) => name)).toEqual(['Số liệu  1 2   quý   ', 'x'.repeat(31)]);
    expect(xmlOf(bytes, 2)).toContain('<autoFilter ref="A1:D1"/>');
  });

  test('names its columns beyond Z', async () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ ...columns[1]!, title: `c${at}` }));
    const sheet = { name: 'x', columns: many, pages: [[AN]] } as unknown as Sheet<never>;
    expect(xmlOf(await writeXlsx([sheet], ZONE))).toContain('<c r="BH2" s="3"><v>1240</v></c>');
  });

  test('holds whatever was typed, without what no spreadsheet can hold', async () => {
    const typed = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.array(typed, { minLength: 1, maxLength: 4 }), async (names) => {
        const rows = names.map((name) => ({ ...AN, name: `x${name}x` }));
        const [, ...found] = await readWorkbook(await writeXlsx([sheetOf([rows])], ZONE));
        expect(found.map(([name]) => name)).toEqual(rows.map(({ name }) => name.normalize('NFC').replace(LOST, '')));
      }),
      { numRuns: 60 },
    );
  });
});

/** What a spreadsheet might run or read as something else. */
const RISKY = [
  '=1+1',
  '=HYPERLINK("http://x";"y")',
  '+1 202 555 0100',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '\0=1+1',
  ' =1+1',
  '\u200b=1+1',
  '＝1+1',
  "=cmd|'/C calc'!A0",
  '"=1+1',
  '_x003D_1+1',
];

describe.each(RISKY)('%j', (name) => {
  test('is text in a workbook, also when somebody edits it', async () => {
    const bytes = await writeXlsx([sheetOf([[{ ...AN, name }]])], ZONE);
    const [cell] = /<c r="A2".*?<\/c>/s.exec(xmlOf(bytes))!;
    expect(cell).toContain('t="inlineStr"');
    expect(cell).not.toMatch(/<f[ >]|\0|\r/);
    // Style 6 shows text as text whatever it begins with.
    if (/^\P{L}*[=+\-@＝]/u.test(name) && !name.startsWith('"')) expect(cell).toContain('s="6"');
    // To Excel `_x003D_` is an equals sign.
    expect(cell).not.toContain('>_x003D_');
  });

  test.each(['vi', 'en'])('does not run in a CSV (%s)', async (locale) => {
    const text = await csvOf([[{ ...AN, name }]], locale);
    const table = await readTable(Buffer.from(text), 'x.csv');
    const [cell] = table.ok ? Object.values(table.rows[0]!.cells) : [''];
    expect(cell).not.toMatch(/^[\s\u200b]*[=+\-@＝]/);
    expect(text).not.toContain('\0');
  });
});

test('a CSV has days and instants as every spreadsheet reads them, numbers as they are, and a mark that it is UTF-8', async () => {
  expect(await csvOf([[AN, { ...AN, count: -3, on: null, at: null }]], 'vi')).toBe(
    '\ufeffHọ và tên;Số;Ngày;Lúc\r\nĐặng Văn An;1240;2026-11-21;2026-11-22 01:30:00\r\nĐặng Văn An;-3;;\r\n',
  );
  expect((await csvOf([[AN]], 'en')).split('\r\n')[1]).toBe('Đặng Văn An,1240,2026-11-21,2026-11-22 01:30:00');
});

test('what goes wrong while rows are read goes wrong for whoever writes them', async () => {
  const pages = async function* () {
    yield [AN];
    throw new Error('the reader broke');
  };
  const sheet = { name: 'x', columns, pages: pages() } as unknown as Sheet<never>;
  await expect(writeXlsx([sheet], ZONE)).rejects.toThrow('the reader broke');
});
