import { type Grid, MOST_CELLS, type TableProblem, tableProblem } from './tables.ts';
import { readZip, writeZip, ZipProblem } from './zip.ts';

/** Unpacked, all parts together: far beyond a roster of 100,000 people, and bearable. */
const MOST_UNPACKED = 200 * 1024 * 1024;

/** The cells of a workbook's first sheet as text: whole numbers without `.0`, days as `YYYY-MM-DD`. */
export async function readXlsx(bytes: Uint8Array): Promise<Grid | TableProblem> {
  try {
    const parts = readZip(Buffer.from(bytes), MOST_UNPACKED, (name) => /\.(?:xml|rels)$/.test(name));
    if ([...parts].some(([name, xml]) => /worksheets\//.test(name) && isTooWide(xml)))
      return tableProblem('tooManyCells');
    // Packed anew with true sizes, since the library believes what headers say. It is loaded late to keep starting quick.
    const { readSheet } = await import('read-excel-file/node');
    const rows = await readSheet<string>(writeZip(parts), 1, { parseNumber: plainNumber });
    return rows.map((row, index) => ({ line: index + 1, cells: row.map(cellText) }));
  } catch (error) {
    return tableProblem(error instanceof ZipProblem && error.code === 'tooLarge' ? 'tooLarge' : 'unreadable');
  }
}

/** A single far-away cell makes a reader fill everything before it, so the corner counts, not the number of cells. */
function isTooWide(xml: Buffer): boolean {
  let rows = 0;
  let columns = 0;
  let cells = 0;
  for (const [, tag, letters, row] of xml
    .toString('latin1')
    .matchAll(/<(?:\w+:)?(row|c)\b(?:[^>]*?\sr=["']([A-Z]*)(\d+)["'])?/g)) {
    if (tag === 'c') cells++;
    else if (!row) rows++;
    rows = Math.max(rows, Number(row ?? 0));
    columns = Math.max(columns, columnNumber(letters ?? ''));
    if (rows * columns > MOST_CELLS || rows > MOST_CELLS || cells > MOST_CELLS) return true;
  }
  return false;
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** Spreadsheets keep 15 digits; `912345678.0` and `9.12345678E8` are both 912345678. */
const plainNumber = (written: string): string => String(Number(Number(written).toPrecision(15)));

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return String(value).trim();
}
