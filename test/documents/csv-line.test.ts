import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BYTE_ORDER_MARK, csvLine } from '../../src/documents/csv-line.ts';
import { readTable } from '../../src/documents/tables.ts';

test('a value that a spreadsheet would run is made harmless, and others stay as they are', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']) {
    const line = csvLine([`${start}HYPERLINK("http://x";"y")`], ';');
    expect(line.replace(/^"/, ''), JSON.stringify(start)).toMatch(/^'/);
    expect(line).not.toContain('\0');
  }
  expect(csvLine(['Đặng Văn An', 12, '0901 000 001', 'a=b', ''], ';')).toBe('Đặng Văn An;12;0901 000 001;a=b;\r\n');
});

test('whatever is written is read back, with commas and with semicolons', async () => {
  const cell = fc.string({ unit: 'binary' }).map((text) => `x${text.replace(/[\0\r\p{Cs}\ufeff]/gu, '')}x`);
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 3, maxLength: 3 }), fc.constantFrom(',', ';'), async (cells, sign) => {
      const text = `${BYTE_ORDER_MARK}${csvLine(['a', 'b', 'c'], sign as ',')}${csvLine(cells, sign as ',')}`;
      const [a, b, c] = cells;
      expect(await readTable(Buffer.from(text), 'x.csv')).toMatchObject({ ok: true, rows: [{ cells: { a, b, c } }] });
    }),
  );
});
