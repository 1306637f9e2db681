import { csvPieces } from '../documents/csv-writing.ts';
import { exportFile, sheetOf } from '../documents/export-file.ts';
import { SHEET_ROWS } from '../documents/xlsx-writing.ts';
import type { ExportWish } from '../domain/compliance/export.ts';
import { makeExport } from '../domain/compliance/export-actions.ts';
import { exportSaying } from '../screens/exports.ts';
import type { Cli } from './terminal.ts';

/** Writes a table to a file, as its ending says: a workbook or a CSV. Gives how many rows stand in it. */
export async function writeExport(
  { actor, open, t }: Cli,
  wish: ExportWish,
  file: string,
  append: (part: string | Uint8Array) => Promise<void>,
): Promise<number> {
  const { office } = await open();
  const format = /\.xlsx$/i.test(file) ? 'xlsx' : 'csv';
  const limits = { least: 0, most: format === 'xlsx' ? SHEET_ROWS : Number.POSITIVE_INFINITY };
  const made = await makeExport(actor, { ...wish, format }, limits, office);
  const saying = exportSaying({ t, now: made.madeAt, zone: office.zone });
  let count = 0;
  const onRows = (rows: number) => {
    count = rows;
  };
  if (format === 'xlsx') await append(await exportFile(made, format, saying, onRows));
  else for await (const piece of csvPieces(sheetOf(made, saying, onRows), t.locale, saying.zone)) await append(piece);
  return count;
}
