/** A document's lines, made alike whatever they came from: Word, a PDF, an old scan, a web page or a chat. */

export interface Line {
  /** On one line, single spaces, without marks of Markdown. */
  text: string;
  /** In small letters without accents, letter by letter as long as `text`: where a rule looks for words. */
  plain: string;
  /** As it stands in the document. */
  where: string;
  /** Parts set apart by a tab, a bar or three spaces and more. */
  cells: string[];
  isAfterBlank: boolean;
}

const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\p{Cs}]/gu;
const LINE_ENDS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
/** Full-width letters and digits stand 0xFEE0 above the usual ones. */
const FULL_WIDTH = /[\uff01-\uff5e]/g;

/** Composed letters, plain digits and spaces, nothing unseen: what the rules of reading take for granted. */
export const alike = (text: string): string =>
  text
    .normalize('NFC')
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(SPACES, ' ')
    .replace(UNSEEN, '');

/** The lines of a text made alike that say something. */
export function toLines(text: string): Line[] {
  const lines: Line[] = [];
  let isAfterBlank = false;
  for (const raw of text.split(LINE_ENDS)) {
    const line = toLine(raw, isAfterBlank);
    if (line) lines.push(line);
    isAfterBlank = line === null;
  }
  return lines;
}

function toLine(raw: string, isAfterBlank: boolean): Line | null {
  // Stars, rules and bars are what is left of bold type, of a line under a heading and of a table.
  const words = raw
    .replace(/^\s*(?:#{1,6}|>)\s/, '')
    .replace(/^(\s*)[*•●▪]\s+/, '$1- ')
    .replace(/[*`]|_{2,}|[─━═]{2,}|^[\s-]{3,}$/g, '');
  if (!/[\p{L}\p{N}]/u.test(words)) return null;
  const cells = words
    .split(/\t+| {3,}| ?[|│║] ?/)
    .map((cell) => cell.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
  const where = raw.replace(/\s+/g, ' ').trim();
  return { ...lineOf(cells.join(raw.includes('|') ? ' | ' : ' '), where), cells, isAfterBlank };
}

/** A line made of part of another one. */
export const partOf = (line: Line, text: string): Line => ({ ...line, ...lineOf(text, line.where), cells: [text] });

const lineOf = (text: string, where: string) => ({ text, where, plain: plainOf(text) });

/** In small letters without accents, as long as the text itself. */
export function plainOf(text: string): string {
  const folded = fold(text);
  if (folded.length === text.length) return folded;
  return Array.from(text, (sign) => fold(sign).padEnd(sign.length).slice(0, sign.length)).join('');
}

const fold = (text: string): string => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');

/** In capital letters throughout, as headings, kinds of document and posts are. */
export const isCapitals = (text: string): boolean => /\p{Lu}{2}/u.test(text) && text === text.toUpperCase();

/** Whether a line was broken off the one before: it begins in small letters, or that one ends with what cannot end anything. */
export function goesOn(before: string, line: Line): boolean {
  if (/[.:;!?]$/.test(before) || /^(?:-|\+|\p{L}\))\s/u.test(line.text) || isCapitals(line.text)) return false;
  if (/^[\p{Ll}(]/u.test(line.text) || /(?:,|(?:^|\s)(?:ngày|số|tháng|năm|của|và|tại|về))$/iu.test(before.slice(-8)))
    return true;
  // "giai đoạn", and "2026-2030" on the next line; a row of a table begins with a number too.
  return before.length > 50 && /^\d{1,4}(?![\d.)])/.test(line.text) && line.cells.length === 1;
}

/** As far as the first sentence goes; "TP. Lam Giang" is none. */
export const firstSentence = (text: string): string => text.split(/(?<!\b(?:TP|Tp|TX|TT|TS|ThS))\.\s+(?=\p{Lu})/u)[0]!;
