import { cleanName } from '../../lib/text.ts';
import type { RosterFault, RosterFile, RosterTable, RosterWarning } from './roster.ts';

/** One record with its cells by known column: cleaned text, or undefined where the file has no such column. */
export interface RosterRow<Column extends string> {
  line: number;
  cells: { [Name in Column]?: string };
}

interface Columns<Column extends string> {
  required: readonly Column[];
  optional: readonly Column[];
}

/** Finds the known columns whatever their case; missing ones are faults, unknown ones are only warned of. */
export function readRows<Column extends string>(file: RosterFile, table: RosterTable, columns: Columns<Column>) {
  const known = [...columns.required, ...columns.optional];
  const written = new Map(table.header.map((name) => [name.trim().toLowerCase(), name]));
  const present = known.flatMap((column) => (written.has(column) ? [{ column, name: written.get(column)! }] : []));
  const faults = columns.required
    .filter((column) => !written.has(column))
    .map((column): RosterFault => ({ file, line: 1, code: 'columnMissing', params: { column } }));
  const warnings = [...written]
    .filter(([column]) => column && !known.includes(column as Column))
    .map(([, name]): RosterWarning => ({ file, code: 'columnUnknown', params: { column: name.trim() } }));
  const rows = table.rows.map(({ line, cells }): RosterRow<Column> => {
    const clean: { [Name in Column]?: string } = {};
    for (const { column, name } of present) clean[column] = cleanName(cells[name] ?? '');
    return { line, cells: clean };
  });
  return { rows: faults.length > 0 ? [] : rows, faults, warnings };
}

/** `2026-11-21` or `21/11/2026` as `YYYY-MM-DD`; null when there is no such day. */
export function readDay(text: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const [year, month, day] = (iso ? iso.slice(1) : (local?.slice(1).reverse() ?? [])).map(Number);
  if (!year || !month || !day || month > 12 || day > daysIn(year, month)) return null;
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
