/**
 * Excel workbooks, written as a stream: the rows of a page become text, the text is packed on a thread of its own, and only what is
 * packed stays in memory. Days, instants and numbers are what they are; all else is text that no spreadsheet takes for a formula.
 */
import { DateTime } from 'luxon';
import { offsetAt } from '../lib/day.ts';
import { isFormula } from './csv-line.ts';
import type { Cell, CellKind, Column, Sheet } from './sheet.ts';
import { contentTypes, escapeXml, OFFICE, relations, XML_HEAD } from './xml.ts';
import { deflated, type Packed, writeZip } from './zip.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The rows that a sheet holds below its heading, and the letters of one cell: both are Excel's own limits. */
export const SHEET_ROWS = 1_048_575;
const CELL_LETTERS = 32_767;

/** Places in `cellXfs` below. */
const STYLE = { heading: 1, longText: 2, number: 3, day: 4, instant: 5, guarded: 6, text: 7, id: 8 } as const;

const FONT = '<name val="Calibri"/><family val="2"/>';
const LINE = ['left', 'right', 'top', 'bottom'].map(
  (side) => `<${side} style="thin"><color rgb="FFBFBFBF"/></${side}>`,
);
const xf = (numFmt: number, more = '', inside = '') =>
  `<xf numFmtId="${numFmt}" fontId="0" fillId="0" borderId="0" xfId="0"${more}>${inside}</xf>`;
const TOP = [' applyAlignment="1"', '<alignment vertical="top"/>'] as const;
const STYLES = [
  `${XML_HEAD}<styleSheet xmlns="${MAIN}">`,
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>',
  `<fonts count="2"><font><sz val="11"/>${FONT}</font><font><b/><sz val="11"/>${FONT}</font></fonts>`,
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7ECF2"/></patternFill></fill></fills>',
  `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${LINE.join('')}<diagonal/></border></borders>`,
  `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="9">`,
  xf(0, ...TOP),
  '<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>',
  xf(0, ' applyAlignment="1"', '<alignment vertical="top" wrapText="1"/>'),
  xf(3, ` applyNumberFormat="1"${TOP[0]}`, TOP[1]),
  xf(164, ' applyNumberFormat="1" applyAlignment="1"', '<alignment horizontal="left" vertical="top"/>'),
  xf(165, ' applyNumberFormat="1" applyAlignment="1"', '<alignment horizontal="left" vertical="top"/>'),
  // What a spreadsheet would take for a formula stays text when somebody edits the cell, too.
  xf(0, ` quotePrefix="1"${TOP[0]}`, TOP[1]),
  // LibreOffice sets what has the first style at the foot of its row.
  xf(0, ...TOP),
  xf(0, ' applyAlignment="1"', '<alignment horizontal="left" vertical="top"/>'),
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
].join('');

/** A4 across, all columns on one page, with lines between them and the pages numbered: some are signed by hand. */
const PRINTED =
  '<printOptions gridLines="1"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.2" footer="0.2"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter>';

/** A workbook of these sheets, each with a heading that stays in sight and on every printed page, and a filter. Instants are shown in the zone. */
export async function writeXlsx(sheets: readonly Sheet<never>[], zone: string): Promise<Buffer> {
  const written: { name: string; last: string; packed: Packed }[] = [];
  for (const sheet of sheets) {
    const count = { rows: 0 };
    const packed = await deflated(sheetXml(sheet as Sheet<unknown>, zone, count));
    written.push({ name: sheet.name, last: `${letterOf(sheet.columns.length - 1)}${count.rows + 1}`, packed });
  }
  const parts = written.map((_, at) => `worksheets/sheet${at + 1}.xml`);
  return writeZip([
    [
      '[Content_Types].xml',
      contentTypes([
        ['xl/workbook.xml', `${KIND}.sheet.main`],
        ['xl/styles.xml', `${KIND}.styles`],
        ...parts.map((part): [string, string] => [`xl/${part}`, `${KIND}.worksheet`]),
      ]),
    ],
    ['_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', Buffer.from(workbookXml(written))],
    [
      'xl/_rels/workbook.xml.rels',
      relations([...parts.map((part): [string, string] => ['worksheet', part]), ['styles', 'styles.xml']]),
    ],
    ['xl/styles.xml', Buffer.from(STYLES)],
    ...written.map(({ packed }, at): [string, Packed] => [`xl/${parts[at]}`, packed]),
  ]);
}

function workbookXml(sheets: readonly { name: string; last: string }[]): string {
  const named = sheets.map(({ name }) => escapeXml(name.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31)));
  const list = named.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('');
  // Excel writes the filter down here as well; LibreOffice looks nowhere else.
  const filters = sheets.map(({ last }, at) => {
    const range = `'${named[at]}'!$A$1:$${last.replace(/(?=\d)/, '$')}`;
    const heading = `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">'${named[at]}'!$1:$1</definedName>`;
    return `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">${range}</definedName>${heading}`;
  });
  return `${XML_HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${list}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`;
}

async function* sheetXml(sheet: Sheet<unknown>, zone: string, count: { rows: number }): AsyncGenerator<string> {
  const { columns } = sheet;
  const letters = columns.map((_, at) => letterOf(at));
  const widths = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  const heading = columns.map(({ title }, at) => textCell(`${letters[at]}1`, title, STYLE.heading));
  yield `${XML_HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="${LINE_HEIGHT}"/><cols>${widths.join('')}</cols><sheetData><row r="1"${heightOf(headingLines(columns))}>${heading.join('')}</row>`;
  for await (const page of sheet.pages) {
    let piece = '';
    for (const row of page) {
      count.rows += 1;
      piece += rowXml(row, count.rows + 1, columns, letters, zone);
    }
    yield piece;
  }
  yield `</sheetData><autoFilter ref="A1:${letters.at(-1)}${count.rows + 1}"/>${PRINTED}</worksheet>`;
}

/** A heading has two lines at least; some room beside its words is taken by the button of the filter. */
const headingLines = (columns: readonly Column<unknown>[]): number =>
  Math.max(2, ...columns.map(({ title, width }) => linesOf(title, width - FILTER)));
const FILTER = 2;

function rowXml(row: unknown, number: number, columns: readonly Column<unknown>[], letters: string[], zone: string) {
  let [cells, lines] = ['', 1];
  for (const [at, { kind, of, width }] of columns.entries()) {
    const cell = of(row);
    if (kind === 'longText' && typeof cell === 'string') lines = Math.max(lines, linesOf(cell, width));
    cells += cellXml(`${letters[at]}${number}`, kind, cell, zone);
  }
  return `<row r="${number}"${lines > 1 ? heightOf(lines) : ''}>${cells}</row>`;
}

/** Points of one line, and the most that a spreadsheet gives a row: not all of them find the height of a long text by themselves. */
const LINE_HEIGHT = 15;
const ROW_HEIGHT = 409;
const heightOf = (lines: number): string => ` ht="${Math.min(lines * LINE_HEIGHT, ROW_HEIGHT)}" customHeight="1"`;
const linesOf = (text: string, width: number): number =>
  text.length <= width * 0.7 && !text.includes('\n') ? 1 : countLines(text, width);
/** Columns are as wide as so many digits: letters are a little narrower, capitals wider, and some room is lost where a line ends. */
const countLines = (text: string, width: number): number =>
  text.split('\n').reduce((sum, line) => {
    const taken = line.length * 0.95 + (line.match(/\p{Lu}/gu)?.length ?? 0) * 0.3;
    return sum + (taken <= width ? 1 : Math.ceil((taken * 1.05) / width));
  }, 0);

function cellXml(place: string, kind: CellKind, cell: Cell, zone: string): string {
  if (cell === null || cell === '') return '';
  if (cell instanceof Date) return numberCell(place, serialOf(cell.getTime() + offsetAt(cell, zone)), STYLE.instant);
  if (typeof cell === 'number') return numberCell(place, cell, kind === 'id' ? STYLE.id : STYLE.number);
  if (kind === 'day') return numberCell(place, serialOf(DateTime.fromISO(cell, { zone: 'utc' }).toMillis()), STYLE.day);
  return textCell(place, cell, isFormula(cell) ? STYLE.guarded : STYLE[kind === 'longText' ? 'longText' : 'text']);
}

const numberCell = (place: string, value: number, style: number): string =>
  `<c r="${place}" s="${style}"><v>${value}</v></c>`;

/** `_x000D_` in a text is a sign of its own to Excel, so that its first stroke is written as one. */
const textCell = (place: string, text: string, style: number): string =>
  `<c r="${place}"${style ? ` s="${style}"` : ''} t="inlineStr"><is><t xml:space="preserve">${escapeXml(
    text.slice(0, CELL_LETTERS),
  ).replace(/_(?=x[\da-fA-F]{4}_)/g, '_x005F_')}</t></is></c>`;

const DAY = 86_400_000;
/** Days from 30 December 1899, where spreadsheets begin to count, to 1970. */
const BEFORE_1970 = 25_569;

/** Milliseconds of the clock on the wall as a spreadsheet counts; with all digits, since an hour must not become the minute before. */
const serialOf = (onTheWall: number): number => onTheWall / DAY + BEFORE_1970;

/** `A` … `Z`, `AA` … */
const letterOf = (column: number): string =>
  (column >= 26 ? letterOf(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));
