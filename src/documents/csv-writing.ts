import { addMilliseconds } from '../lib/clock.ts';
import { offsetAt } from '../lib/day.ts';
import { BYTE_ORDER_MARK, csvLine, delimiterFor } from './csv-line.ts';
import type { Cell, Sheet } from './sheet.ts';

/** A table as a CSV, a piece for each page; days and instants as every spreadsheet reads them. */
export async function* csvPieces(sheet: Sheet<never>, locale: string, zone: string): AsyncGenerator<string> {
  const { columns, pages } = sheet as Sheet<unknown>;
  const delimiter = delimiterFor(locale);
  const titles = columns.map(({ title }) => title);
  yield `${BYTE_ORDER_MARK}${csvLine(titles, delimiter)}`;
  for await (const page of pages) {
    yield page
      .map((row) =>
        csvLine(
          columns.map(({ of }) => inCsv(of(row), zone)),
          delimiter,
        ),
      )
      .join('');
  }
}

function inCsv(cell: Cell, zone: string): string | number {
  if (!(cell instanceof Date)) return cell ?? '';
  return addMilliseconds(cell, offsetAt(cell, zone)).toISOString().slice(0, 19).replace('T', ' ');
}
