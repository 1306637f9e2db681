import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTable, type TableResult } from '../../src/documents/tables.ts';
import { readZip, writeZip } from '../../src/documents/zip.ts';

const csv = (text: string | Uint8Array) => readTable(Buffer.from(text as string), 'people.csv');

function rowsOf(result: TableResult) {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.rows;
}

function problemOf(result: TableResult) {
  if (result.ok) throw new Error('was read');
  return result.problem;
}

describe('CSV', () => {
  test('is read with commas or semicolons, with or without BOM, with any line ends', async () => {
    const expected = {
      ok: true,
      header: ['staff_no', 'full_name'],
      rows: [{ line: 2, cells: { staff_no: '0012', full_name: 'Đỗ Thị Ấm' } }],
    };
    for (const bom of ['', '\ufeff']) {
      for (const delimiter of [',', ';', '\t']) {
        for (const end of ['\n', '\r\n']) {
          const text = `${bom}staff_no${delimiter} full_name ${end}0012${delimiter}Đỗ Thị Ấm${end}`;
          expect(await csv(text), JSON.stringify(text)).toEqual(expected);
        }
      }
    }
    expect(await csv('sep=;\r\nstaff_no;full_name\r\n0012;Đỗ Thị Ấm')).toEqual({
      ...expected,
      rows: [{ ...expected.rows[0], line: 3 }],
    });
  });

  test('keeps the line on which each record starts, past line breaks in quotes and blank lines', async () => {
    for (const end of ['\n', '\r\n']) {
      const lines = ['code,name', 'A,"Phòng', 'Một"', '', 'B,"Phòng ""Hai"", mới"', ',', 'C,Phòng Ba'];
      const rows = rowsOf(await csv(lines.join(end)));
      expect(rows.map((row) => [row.line, row.cells.code])).toEqual([
        [2, 'A'],
        [5, 'B'],
        [7, 'C'],
      ]);
      expect(rows[1]!.cells.name).toBe('Phòng "Hai", mới');
    }
    expect(rowsOf(await csv('\n\ncode\nA')).map((row) => row.line)).toEqual([4]);
  });

  test('short rows have empty cells, cells beyond the header are named', async () => {
    expect(rowsOf(await csv('a,b,\n1\n2,3,,,\n'))).toEqual([
      { line: 2, cells: { a: '1', b: '' } },
      { line: 3, cells: { a: '2', b: '3' } },
    ]);
    expect(problemOf(await csv('a,b\n1,2\n1,2,3\n1,2,3'))).toEqual({
      code: 'cellsBeyondHeader',
      line: 3,
      params: { count: 2 },
    });
  });

  test('another encoding is named with the first line that shows it', async () => {
    const latin = Buffer.concat([
      Buffer.from('a,b\n1,Đà Nẵng\n2,'),
      Buffer.from([0x48, 0xf2, 0x61, 0xec]),
      Buffer.from('\n3,x'),
    ]);
    expect(problemOf(await csv(latin))).toEqual({
      code: 'encoding',
      line: 3,
      params: { encoding: 'Windows-1258/TCVN3' },
    });
    const utf16 = Buffer.from('\ufeffa,b\n1,2', 'utf16le');
    expect(problemOf(await csv(utf16))).toMatchObject({ code: 'encoding', line: 1, params: { encoding: 'UTF-16' } });
    expect(problemOf(await csv(utf16.subarray(2)))).toMatchObject({
      code: 'encoding',
      line: 1,
      params: { encoding: 'UTF-16' },
    });
  });

  test('what is no table is named', async () => {
    for (const nothing of ['', '\ufeff', '\n \n', ',,\n']) expect(problemOf(await csv(nothing)).code).toBe('empty');
    expect(problemOf(await csv('code,Name,name \nA,B,C'))).toEqual({
      code: 'headerDuplicate',
      line: 1,
      params: { name: 'name' },
    });
    expect(problemOf(await csv('code,,name\nA,B,C'))).toEqual({
      code: 'headerMissing',
      line: 1,
      params: { column: 2 },
    });
    expect(problemOf(await csv('code,name\nA,B\nC,"D\nE,F\n'))).toMatchObject({
      code: 'quotes',
      line: expect.any(Number),
    });
    expect(problemOf(await csv('code,name\nA,B\nC,"D"x\n'))).toMatchObject({ code: 'quotes', line: 3 });
    expect(problemOf(await readTable(Buffer.alloc(21 * 1024 * 1024, 97), 'a.csv')).code).toBe('tooLarge');
    expect(await csv('code,name')).toEqual({ ok: true, header: ['code', 'name'], rows: [] });
  });

  test('whatever is written is read again', async () => {
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const cell = fc.string({ unit: fc.constantFrom('a', 'Ế', '"', ',', ';', '\n', ' ') }).map((text) => `x${text}x`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { maxLength: 8 }),
        fc.constantFrom(',', ';'),
        async (pairs, delimiter) => {
          const lines = [`a${delimiter}b`, ...pairs.map((pair) => pair.map(quoted).join(delimiter))];
          const rows = rowsOf(await csv(lines.join('\r\n')));
          expect(rows.map((row) => [row.cells.a, row.cells.b])).toEqual(pairs);
          const starts = pairs.map(
            (_, index) =>
              lines
                .slice(0, index + 1)
                .join('\n')
                .split('\n').length + 1,
          );
          expect(rows.map((row) => row.line)).toEqual(starts);
        },
      ),
    );
  });

  test('100,000 lines are read in a moment', async () => {
    const lines = Array.from({ length: 100_000 }, (_, at) => `${at},Nguyễn Văn ${at},P1,staff,0912345678,vi`);
    expect(rowsOf(await csv(['staff_no,full_name,unit_code,role,phone,locale', ...lines].join('\n')))).toHaveLength(
      100_000,
    );
  });
});

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const text = (ref: string, value: string) => `<c r="${ref}" t="inlineStr"><is><t>${escapeXml(value)}</t></is></c>`;
const number = (ref: string, value: string, style = 0) => `<c r="${ref}" s="${style}"><v>${value}</v></c>`;

/** The smallest workbook that there is: one sheet, a plain style and a date style. */
function workbook(rows: string, more: [string, Buffer][] = []): Buffer {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packageRel = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const files: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${rel}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packageRel}"><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${rel}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
  };
  return writeZip([...Object.entries(files).map(([name, xml]): [string, Buffer] => [name, Buffer.from(xml)]), ...more]);
}

describe('XLSX', () => {
  const xlsx = (bytes: Buffer) => readTable(bytes, 'people.xlsx');

  test('is read from the first sheet: numbers as they look, days as days, rows by their number', async () => {
    const rows = [
      `<row r="2">${text('A2', 'staff_no')}${text('B2', 'phone')}${text('C2', 'valid_from')}${text('D2', 'name')}</row>`,
      `<row r="3">${number('A3', '12')}${number('B3', '912345678.0')}${number('C3', '46347', 1)}${text('D3', 'Đỗ <Ấm>')}</row>`,
      `<row r="5">${text('A5', '0013')}${number('B5', '8.4912345678E10')}${number('D5', '0.30000000000000004')}</row>`,
    ];
    expect(await xlsx(workbook(rows.join('')))).toEqual({
      ok: true,
      header: ['staff_no', 'phone', 'valid_from', 'name'],
      rows: [
        { line: 3, cells: { staff_no: '12', phone: '912345678', valid_from: '2026-11-21', name: 'Đỗ <Ấm>' } },
        { line: 5, cells: { staff_no: '0013', phone: '84912345678', valid_from: '', name: '0.3' } },
      ],
    });
  });

  test('is known by its bytes, not by its name', async () => {
    const bytes = workbook(`<row r="1">${text('A1', 'code')}</row><row r="2">${text('A2', 'P1')}</row>`);
    expect(rowsOf(await readTable(bytes, 'units.csv'))).toEqual([{ line: 2, cells: { code: 'P1' } }]);
    expect(problemOf(await xlsx(Buffer.from('code,name'))).code).toBe('unreadable');
    expect(problemOf(await readTable(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a.csv')).code).toBe('unreadable');
    expect(problemOf(await xlsx(bytes.subarray(0, 400))).code).toBe('unreadable');
    expect(problemOf(await xlsx(writeZip([['a.xml', Buffer.from('<a/>')]]))).code).toBe('unreadable');
    expect(problemOf(await xlsx(workbook(''))).code).toBe('empty');
  });

  test('a far-away cell does not fill the memory', async () => {
    for (const cell of [text('XFD1048576', 'x'), text('A99999999', 'x')]) {
      const row = /r="[A-Z]+(\d+)"/.exec(cell)![1];
      expect(problemOf(await xlsx(workbook(`<row r="${row}">${cell}</row>`))).code).toBe('tooManyCells');
    }
  });

  test('a zip bomb is given up before it unfolds, even when its headers lie', async () => {
    const bomb = zipOf('xl/worksheets/sheet2.xml', deflateRawSync(Buffer.alloc(300 * 1024 * 1024)), 10);
    expect(problemOf(await xlsx(bomb)).code).toBe('tooLarge');
  });

  test('archives are read as they were written', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.stringMatching(/^\w{1,9}$/), fc.uint8Array()), { selector: ([name]) => name }),
        (files) => {
          const entries = files.map(([name, content]): [string, Buffer] => [name, Buffer.from(content)]);
          expect([...readZip(writeZip(entries), 100_000, () => true)]).toEqual(entries);
        },
      ),
    );
  });
});

/** One deflated entry whose headers claim `size` unpacked bytes. */
function zipOf(name: string, packed: Buffer, size: number): Buffer {
  const zip = writeZip([[name, packed]]);
  const central = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  zip.writeUInt16LE(8, 8);
  zip.writeUInt32LE(size, 22);
  zip.writeUInt16LE(8, central + 10);
  zip.writeUInt32LE(size, central + 24);
  return zip;
}
