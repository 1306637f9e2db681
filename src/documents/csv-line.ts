/** What a spreadsheet would take for a formula, its full-width spellings among them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a control character before it does not keep it from running
const FORMULA = /^[\s\u0000-\u001f\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n\0]/;

export const isFormula = (text: string): boolean => FORMULA.test(text);

/** With this at its beginning Excel opens a CSV as UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

/** A spreadsheet set to Vietnamese has the comma in its numbers, and wants semicolons between cells. */
export const delimiterFor = (locale: string): ',' | ';' => (locale === 'vi' ? ';' : ',');

/** One line of a CSV as spreadsheets open it; a text that would run as a formula has an apostrophe before it. */
export function csvLine(cells: readonly (string | number)[], delimiter: ',' | ';'): string {
  return `${cells.map((cell) => written(cell, delimiter)).join(delimiter)}\r\n`;
}

function written(cell: string | number, delimiter: string): string {
  if (typeof cell === 'number') return String(cell);
  const safe = `${isFormula(cell) ? "'" : ''}${cell.replaceAll('\0', '')}`;
  return /["\r\n]|^\s|\s$/.test(safe) || safe.includes(delimiter) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
