import { foldText } from '../lib/text.ts';

/**
 * Words of the two places where an office document stands in two columns (Decree 30/2020/NĐ-CP, annex I): the heading, with
 * the issuing body beside the name of the State or Party, and the end, with "Nơi nhận" beside the signature.
 */
const TWO_COLUMNS = /cong hoa xa hoi|doc lap ?- ?tu do|dang cong san viet nam|(?:^| )noi nhan\b|^so\b.{1,80}, ngay /;

/** Whether these words stand side by side only for their looks: each column is read to its end before the next. */
export const isSideBySide = (words: string): boolean => TWO_COLUMNS.test(foldText(words.slice(0, 4000)));

/** Whether these words end the heading, although they may stand below one of its columns. */
export const beginsText = (words: string): boolean => /^(?:kinh gui|can cu)\b/.test(foldText(words.slice(0, 20)));

/** Rows of cells as lines: a heading or an end column by column, any other table row by row, its cells parted by a bar. */
export function layOutRows(rows: string[][]): string {
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width <= 3 && isSideBySide(rows.flat().join('\n'))) {
    const columns = Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? '').filter(Boolean));
    return columns.map((cells) => cells.join('\n')).join('\n\n');
  }
  const line = (row: string[]) => row.map((cell) => cell.replace(/\s+/g, ' ').trim());
  return rows
    .map((row) => line(row).join(' | '))
    .filter((text) => /[^\s|]/.test(text))
    .join('\n');
}
