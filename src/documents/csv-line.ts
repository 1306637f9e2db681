/** What a spreadsheet would take for a formula, its full-width spellings among them. */
const FORMULA = /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/;

/** With this at its beginning Excel opens a CSV as UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

/** A spreadsheet set to Vietnamese has the comma in its numbers, and wants semicolons between cells. */
export const delimiterFor = (locale: string): ',' | ';' => (locale === 'vi' ? ';' : ',');

/** One line of a CSV as spreadsheets open it; a value that would run as a formula has an apostrophe before it. */
export function csvLine(cells: readonly (string | number)[], delimiter: ',' | ';'): string {
  return `${cells.map((cell) => written(String(cell), delimiter)).join(delimiter)}\r\n`;
}

function written(cell: string, delimiter: string): string {
  const safe = `${FORMULA.test(cell) ? "'" : ''}${cell.replaceAll('\0', '')}`;
  return /["\r\n]|^\s|\s$/.test(safe) || safe.includes(delimiter) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
