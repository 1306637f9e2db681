/** Two columns side by side on a page, as the heading and the end of a document have them, become one after the other. */
import { beginsText, isSideBySide } from './layout.ts';
import type { Segment } from './pdf-lines.ts';

/** Lines that keep to both sides of one gap are columns where the first, or the one above it, says so. */
export function unrollColumns(rows: Segment[][], middle: number): Segment[][] {
  const result: Segment[][] = [];
  for (let at = 0; at < rows.length; ) {
    const said = [...(result.at(-1) ?? []), ...rows[at]!].map(wordsOf).join('\n');
    const block = rows[at]!.length > 1 && isSideBySide(said) ? columnsFrom(rows, at, middle) : [];
    if (block.length > 0) {
      const gap = gapOf(block[0]!);
      // "TM. ỦY BAN NHÂN DÂN" often stands a little higher than "Nơi nhận:" beside it.
      const isBeside = (row: Segment[] | undefined) =>
        row?.length === 1 && row[0]!.x > gap.from && !isCentred(row, middle);
      while (isBeside(result.at(-1))) block.unshift(result.pop()!);
      result.push(...unroll(block, gap));
      at = rows.indexOf(block.at(-1)!) + 1;
    } else {
      result.push(rows[at]!);
      at++;
    }
  }
  return result;
}

const wordsOf = (segment: Segment): string => segment.text;

interface Gap {
  from: number;
  to: number;
}

/** The widest gap of a line. */
function gapOf(row: Segment[]): Gap {
  const gaps = row.slice(1).map((segment, index) => ({ from: row[index]!.right, to: segment.x }));
  return gaps.reduce((best, gap) => (gap.to - gap.from > best.to - best.from ? gap : best), { from: 0, to: 0 });
}

/** The lines from here that keep clear of the first one's gap, which may become narrower on the way. */
function columnsFrom(rows: Segment[][], at: number, middle: number): Segment[][] {
  const block: Segment[][] = [];
  const gap = gapOf(rows[at]!);
  for (const row of rows.slice(at)) {
    for (const segment of row) {
      if (isLeft(segment, gap)) gap.from = Math.max(gap.from, segment.right);
      else gap.to = Math.min(gap.to, segment.x);
    }
    if (gap.to - gap.from < 2 || isCentred(row, middle) || beginsText(row[0]!.text)) break;
    block.push(row);
  }
  return block;
}

const isCentred = (row: Segment[], middle: number): boolean =>
  row.length === 1 && Math.abs(row[0]!.x + row[0]!.right - 2 * middle) < row[0]!.size;

const isLeft = (segment: Segment, { from, to }: Gap): boolean => segment.x + segment.right < from + to;

function unroll(block: Segment[][], gap: Gap): Segment[][] {
  const side = (wantsLeft: boolean) =>
    block
      .map((row) => row.filter((segment) => isLeft(segment, gap) === wantsLeft))
      .filter((row) => row.length > 0)
      .map((row) => [{ ...row[0]!, text: row.map(wordsOf).join(' '), right: row.at(-1)!.right }]);
  // The empty line keeps the last of one column from running on into the first of the other.
  return [...side(true), [], ...side(false), []];
}
