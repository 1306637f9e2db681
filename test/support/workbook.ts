import { readSheet } from 'read-excel-file/node';
import { instant } from '../../src/lib/clock.ts';

type ShownCell = string | number | boolean | Date | null;

/** The cells of a sheet as a spreadsheet shows them: days and instants as a Date whose UTC is the clock on the wall, to the second. */
export async function readWorkbook(bytes: Buffer, sheet = 1): Promise<ShownCell[][]> {
  const rows = (await readSheet(bytes, sheet)) as ShownCell[][];
  return rows.map((row) => row.map((cell) => (cell instanceof Date ? toTheSecond(cell) : cell)));
}

const toTheSecond = (at: Date): Date => instant(Math.round(at.getTime() / 1_000) * 1_000);
