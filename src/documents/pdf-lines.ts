/** Letters on a page become lines, columns and paragraphs. Lengths are points, y grows upwards. */
import { unrollColumns } from './pdf-columns.ts';

export interface Piece {
  text: string;
  x: number;
  y: number;
  right: number;
  size: number;
}

/** Part of a line, parted from others by a gap wider than any between words. */
export interface Segment {
  text: string;
  x: number;
  y: number;
  right: number;
  size: number;
}

export interface PageLine {
  segments: Segment[];
  /** Where the lines of its page begin and end. */
  left: number;
  end: number;
}

/** Gaps in letter heights: between words, and between columns. A justified line stretches its spaces to less than the latter. */
const WORD_GAP = 0.15;
const COLUMN_GAP = 1.5;

/** The lines of one page from top to bottom; a heading or an end in two columns is unrolled, left before right. */
export function pageLines(pieces: Piece[]): PageLine[] {
  const rows = withoutNumber(groupRows(pieces).map(toSegments));
  const rights = rows.map((row) => row.at(-1)!.right).sort((a, b) => b - a);
  const left = Math.min(...rows.map((row) => row[0]!.x));
  // A stray mark in the margin is not where lines end.
  const end = rights[Math.floor(rights.length / 20)] ?? 0;
  return unrollColumns(rows, (left + end) / 2).map((segments) => ({ segments, left, end }));
}

const PAGE_NUMBER = /^(?:trang\s*)?[-–—\s]*\d{1,4}(?:\s*\/\s*\d{1,4})?[-–—\s]*$/i;

/** The page's number stands alone above or below everything else. */
function withoutNumber(rows: Segment[][]): Segment[][] {
  const isNumber = (row: Segment[]) => row.length === 1 && PAGE_NUMBER.test(row[0]!.text);
  return rows.filter((row, at) => !((at === 0 || at === rows.length - 1) && isNumber(row)));
}

function groupRows(pieces: Piece[]): Piece[][] {
  const rows: Piece[][] = [];
  const inked = pieces.filter(({ text }) => text.trim() !== '');
  for (const piece of inked.sort((a, b) => b.y - a.y || a.x - b.x)) {
    const row = rows.at(-1);
    if (row && isInRow(piece, row)) row.push(piece);
    else rows.push([piece]);
  }
  return rows.map((row) => row.sort((a, b) => a.x - b.x));
}

/** Raised and lowered letters belong to their line; what stands a little lower in another column belongs beside it. */
function isInRow(piece: Piece, row: Piece[]): boolean {
  const isLevel = (other: Piece) => Math.abs(other.y - piece.y) < 0.4 * Math.max(other.size, piece.size);
  const isApart = (other: Piece) => Math.max(piece.x - other.right, other.x - piece.right) > COLUMN_GAP * piece.size;
  if (row.some((other) => isLevel(other) && Math.abs(other.y - row[0]!.y) < 0.8 * other.size)) return true;
  return row[0]!.y - piece.y < 0.8 * piece.size && row.every(isApart);
}

function toSegments(row: Piece[]): Segment[] {
  const segments: Segment[] = [];
  for (const piece of row) {
    const last = segments.at(-1);
    const gap = last ? piece.x - last.right : 0;
    if (!last || gap > COLUMN_GAP * piece.size) {
      segments.push({ text: piece.text.trim(), x: piece.x, y: piece.y, right: piece.right, size: piece.size });
      continue;
    }
    const isApart = gap > WORD_GAP * piece.size || piece.text.startsWith(' ');
    last.text = `${last.text}${isApart ? ' ' : ''}${piece.text.trim()}`;
    last.right = Math.max(last.right, piece.right);
  }
  return segments;
}

/** Leaves out what stands at the same place at the top or foot of most pages. */
export function withoutFurniture(pages: PageLine[][]): PageLine[][] {
  const seen = new Map<string, number>();
  for (const page of pages) {
    for (const place of new Set(edgesOf(page).map(placeOf))) seen.set(place, (seen.get(place) ?? 0) + 1);
  }
  return pages.map((page) => {
    const edges = new Set(edgesOf(page));
    return page.filter((line) => {
      if (!edges.has(line)) return true;
      return isLong(line) || (seen.get(placeOf(line)) ?? 0) < Math.max(3, pages.length / 2);
    });
  });
}

const edgesOf = (page: PageLine[]): PageLine[] => {
  const lines = page.filter((line) => line.segments.length > 0);
  const count = lines.length > 6 ? 2 : 1;
  return [...lines.slice(0, count), ...lines.slice(-count)];
};

/** An order that fills its line is no furniture, however often it is repeated. */
const isLong = ({ segments, left, end }: PageLine): boolean =>
  segments.reduce((sum, { x, right }) => sum + right - x, 0) > 0.8 * (end - left);

const textOf = (line: PageLine): string => line.segments.map(({ text }) => text).join(' | ');
const placeOf = (line: PageLine): string =>
  `${Math.round((line.segments[0]?.y ?? 0) / 3)} ${textOf(line).replace(/\d+/g, '#')}`;

const FEW_LINES = 15;

/** Lines as text; those that ended only because the page did are joined to paragraphs. */
export function joinLines(pages: PageLine[][]): string {
  // A last page of a few short lines does not show where lines end.
  for (const [at, page] of pages.entries()) {
    const end = page.length < FEW_LINES ? pages[at - 1]?.[0]?.end : undefined;
    for (const line of page) line.end = Math.max(line.end, end ?? 0);
  }
  let text = '';
  let before: PageLine | null = null;
  for (const line of pages.flat()) {
    const said = textOf(line);
    if (before && !goesOn(before, line)) text += '\n';
    // "COVID-" and "19" are one word.
    else if (before && !/\p{L}-$/u.test(text.slice(-2))) text += ' ';
    text += said;
    before = line;
  }
  return text;
}

/** Dashes, numbers of headings and articles begin a paragraph whatever stands before them. */
const BEGINS = /^(?:[-–+•*]|\p{L}\)|\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[IVX]{1,5}\.|Điều \d{1,3}\.)\s/u;

/** A line was broken by the margin when the next one's first word would not have fitted, and that one is not indented. */
function goesOn(line: PageLine, next: PageLine): boolean {
  const [own, other] = [line.segments[0], next.segments[0]];
  if (line.segments.length !== 1 || next.segments.length !== 1 || !own || !other) return false;
  if (Math.abs(own.size - other.size) > 1.5 || BEGINS.test(other.text)) return false;
  const word = (other.right - other.x) * ((other.text.indexOf(' ') + 1 || other.text.length) / other.text.length);
  const isFull = own.right + word > line.end - 1;
  return isFull && other.x <= next.left + other.size * 0.6;
}
