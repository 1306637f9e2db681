/**
 * Bytes of a CSV or XLSX come in, rows by column name go out, or the one reason why the file cannot be read. What the cells mean
 * is for the domain to say.
 */
import { readCsv } from './csv.ts';
import { readXlsx } from './xlsx.ts';

export interface TableRow {
  /** Where the record starts in the file, counted from 1. */
  line: number;
  cells: Record<string, string>;
}

export interface Table {
  header: string[];
  rows: TableRow[];
}

export const tableProblemCodes = [
  'tooLarge',
  'tooManyCells',
  'unreadable',
  'empty',
  'encoding',
  'quotes',
  'headerMissing',
  'headerDuplicate',
  'cellsBeyondHeader',
] as const;
export type TableProblemCode = (typeof tableProblemCodes)[number];

export interface TableProblem {
  code: TableProblemCode;
  line: number | null;
  /** `encoding`: which it seems to be; `headerMissing`: number of the column; `headerDuplicate`: its name. */
  params: Record<string, string | number>;
}

export type TableResult = ({ ok: true } & Table) | { ok: false; problem: TableProblem };

/** Rows of cells with their line, before anybody knows which is the header. */
export type Grid = { line: number; cells: string[] }[];

export const MOST_BYTES = 20 * 1024 * 1024;
export const MOST_CELLS = 4_000_000;

export function tableProblem(
  code: TableProblemCode,
  line: number | null = null,
  params: TableProblem['params'] = {},
): TableProblem {
  return { code, line, params };
}

/** Reads a table. Its first row that is not blank is the header; blank rows are left out. */
export async function readTable(bytes: Uint8Array, fileName: string): Promise<TableResult> {
  const result = await readGrid(bytes, fileName);
  const table = Array.isArray(result) ? toTable(result.filter((row) => row.cells.some(Boolean))) : result;
  return 'code' in table ? { ok: false, problem: table } : { ok: true, ...table };
}

async function readGrid(bytes: Uint8Array, fileName: string): Promise<Grid | TableProblem> {
  if (bytes.length > MOST_BYTES) return tableProblem('tooLarge');
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return await readXlsx(bytes);
  const isOldExcel = startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]);
  if (isOldExcel || /\.xls[xm]?$/i.test(fileName)) return tableProblem(bytes.length === 0 ? 'empty' : 'unreadable');
  return readCsv(bytes);
}

const startsWith = (bytes: Uint8Array, signature: number[]): boolean =>
  signature.every((byte, at) => bytes[at] === byte);

function toTable(grid: Grid): Table | TableProblem {
  const [head, ...body] = grid;
  if (!head) return tableProblem('empty');
  const width = head.cells.findLastIndex(Boolean) + 1;
  const names = head.cells.slice(0, width);
  const isOverfull = (row: Grid[number]) => row.cells.some((cell, column) => column >= width && cell);
  const overfull = body.find(isOverfull);
  if (overfull) return tableProblem('cellsBeyondHeader', overfull.line, { count: body.filter(isOverfull).length });
  const unnamed = names.findIndex((name, column) => !name && body.some((row) => row.cells[column]));
  if (unnamed >= 0) return tableProblem('headerMissing', head.line, { column: unnamed + 1 });
  const folded = names.map((name) => name.toLowerCase());
  const double = names.find((name, column) => name && folded.indexOf(name.toLowerCase()) < column);
  if (double) return tableProblem('headerDuplicate', head.line, { name: double });
  return { header: names.filter(Boolean), rows: body.map((row) => toRow(row, names)) };
}

function toRow({ line, cells }: Grid[number], names: string[]): TableRow {
  const named: Record<string, string> = {};
  for (const [column, name] of names.entries()) if (name) named[name] = cells[column] ?? '';
  return { line, cells: named };
}
