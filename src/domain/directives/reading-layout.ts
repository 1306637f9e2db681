/** Finds the parts of a document: heading, text, end (Decree 30/2020/NĐ-CP, annex I), and what a web page put around them. */
import { alike, goesOn, isCapitals, type Line, partOf, toLines } from './reading-lines.ts';
import { breakRunOn, mend } from './reading-mending.ts';
import { isSignerLine } from './reading-signer.ts';
import { findTitle, type TitleLines } from './reading-title.ts';

export interface Layout {
  /** From the top to the title, the two columns one after the other. */
  heading: Line[];
  title: TitleLines | null;
  body: Line[];
  /** From "Nơi nhận" or the signer's post on. */
  end: Line[];
  /** What follows the signature: tables of who does what by when, forms. */
  annex: Line[];
  /** Of a web page: links to other news, "print", and the like. */
  furniture: Line[];
}

const MOST_HEADING = 40;

export function readLayout(text: string): Layout {
  const { kept, furniture } = withoutFurniture(toLines(breakRunOn(alike(text))));
  const lines = unrollHeading([...mend(kept.slice(0, MOST_HEADING)), ...kept.slice(MOST_HEADING)]);
  const title = findTitle(lines.slice(0, MOST_HEADING));
  const bodyFrom = bodyStart(lines, title);
  const endFrom = endStart(lines, bodyFrom);
  const annexFrom = annexStart(lines, endFrom);
  return {
    heading: lines.slice(0, bodyFrom),
    title,
    body: lines.slice(bodyFrom, endFrom),
    end: unrollEnd(lines.slice(endFrom, annexFrom)),
    annex: lines.slice(annexFrom),
    furniture,
  };
}

const OTHER_NEWS =
  /^(?:cac )?(?:tin|bai)(?: bai| tuc| viet)* (?:da dang|da dua|khac|cu hon|moi hon|lien quan|cung (?:chuyen muc|loai))\b/;
const PAGE_WORDS =
  /^(?:print|in trang|in bai|send ?mail|gui (?:e?mail|bai)|chia se|luot (?:xem|doc|truy cap)|so (?:lan|luot) (?:xem|doc)|cap nhat|bbt$|ban bien tap$|quay lai|ve (?:dau trang|trang truoc))\b/;
/** A day as a web page dates its news: of the page, never of the document. */
const PAGE_DATE =
  /^(?:(?:thu (?:hai|ba|tu|nam|sau|bay|\d)|chu nhat|cap nhat|dang|ngay dang|post)\b.{0,30})?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[ ,|–-]*(?:\d{1,2}[:h]\d{2}.{0,15})?$/;
const MOST_PAGE_HEAD = 10;

function withoutFurniture(lines: Line[]): { kept: Line[]; furniture: Line[] } {
  const others = lines.findIndex(
    ({ plain }, at) => at > lines.length / 4 && plain.length < 60 && OTHER_NEWS.test(plain),
  );
  const isDate = (line: Line, at: number) =>
    at < MOST_PAGE_HEAD && PAGE_DATE.test(line.plain) && !goesOn(lines[at - 1]?.text ?? '', line);
  const isFurniture = (line: Line, at: number) =>
    (others >= 0 && at >= others) || (line.plain.length < 60 && (PAGE_WORDS.test(line.plain) || isDate(line, at)));
  return {
    kept: lines.filter((line, at) => !isFurniture(line, at)),
    furniture: lines.filter((line, at) => isFurniture(line, at)),
  };
}

/** What begins the right column of a heading. */
const RIGHT_COLUMN =
  /^(?:cong hoa xa hoi|doc lap ?[-–] ?tu do|dang cong san viet nam|\p{L}[\p{L}. -]{1,40}, ?(?:.{0,20}, ?)?ngay\b)/u;
const MOTTO = /(?<= )(?:cong hoa xa hoi chu nghia|doc lap ?[-–] ?tu do ?[-–] ?hanh phuc|dang cong san viet nam)/;

/** Lines that hold both columns of the heading become those of the left one, then those of the right one. */
function unrollHeading(lines: Line[]): Line[] {
  const split = lines.slice(0, MOST_HEADING).map(splitHeading);
  const [from, to] = [split.findIndex((pair) => pair.length > 1), split.findLastIndex((pair) => pair.length > 1)];
  if (from < 0) return lines;
  let after = to + 1;
  const left = split.slice(from, after).map(([own]) => own!);
  const right = split.slice(from, after).flatMap((pair) => pair.slice(1));
  // A subject under the number takes several lines of its column.
  const isSubject = left.some(({ plain }) => plain.startsWith('v/v'));
  while (isSubject && lines[after] && !lines[after]!.isAfterBlank && !beginsMatter(lines[after]!)) {
    left.push(lines[after++]!);
  }
  const [first, ...others] = right;
  return [...lines.slice(0, from), ...left, { ...first!, isAfterBlank: true }, ...others, ...lines.slice(after)];
}

function splitHeading(line: Line): Line[] {
  const at = line.cells.findIndex((cell, index) => index > 0 && RIGHT_COLUMN.test(partOf(line, cell).plain));
  if (at > 0) return [line.cells.slice(0, at), line.cells.slice(at)].map((cells) => partOf(line, cells.join(' ')));
  const motto = line.plain.length < 200 ? MOTTO.exec(line.plain) : null;
  if (!motto) return [line];
  return [line.text.slice(0, motto.index).trim(), line.text.slice(motto.index)].map((text) => partOf(line, text));
}

const MATTER = /^(?:kinh (?:gui|moi)|can cu|dieu \d|phan (?:thu|i)\b|i\.|1\.|so ?:)/;

/** Whether a line begins something of its own and cannot go on with the one before. */
export const beginsMatter = (line: Line): boolean => MATTER.test(line.plain) || RIGHT_COLUMN.test(line.plain);

const SENTENCE =
  /^(?:thuc hien|thi hanh|trien khai|theo|xet|de|nham|trong|hien nay|vua qua|tiep theo|truoc|sau|ngay \d|phuc dap|tra loi|duoc su)\b/;

function bodyStart(lines: Line[], title: TitleLines | null): number {
  const from = title?.form === 'kind' ? title.to : 0;
  const heading = lines.slice(from, from + MOST_HEADING);
  const isBody = (line: Line, at: number) =>
    from + at >= (title?.to ?? 0) &&
    (MATTER_BELOW.test(line.plain) || SENTENCE.test(line.plain) || line.text.length > 130);
  const found = heading.findIndex(isBody);
  return found < 0 ? Math.min(title?.to ?? MOST_HEADING, lines.length) : from + found;
}

const MATTER_BELOW = /^(?:kinh (?:gui|moi)|can cu|dieu \d|phan (?:thu|i)\b|i\.|1\.|[^:]{3,80}\bdien ?:$)/;
function endStart(lines: Line[], bodyFrom: number): number {
  // The first one: forms in an annex have ends of their own.
  const receivers = lines.findIndex(({ plain }, at) => at >= bodyFrom && /^(?:- ?)?noi nhan\b/.test(plain));
  const near = receivers < 0 ? lines.length : receivers;
  // The signer may come before "Nơi nhận" where columns were read the other way round.
  const from = Math.max(bodyFrom, near - MOST_SIGNATURE);
  const signer = lines.slice(from, near).findIndex(isSignerLine);
  if (signer >= 0 || receivers >= 0) return signer >= 0 ? from + signer : receivers;
  // Without either: the last words after "./.", which closes a text.
  const closed = lines.findLastIndex(({ text }, at) => at >= bodyFrom && /\.\/\.?\W*$/.test(text));
  return closed < 0 ? lines.length : closed + 1;
}

const MOST_SIGNATURE = 8;
const MOST_END = 80;
const ANNEX = /^(?:phu luc|bieu mau|mau so|danh sach)\b/;

function annexStart(lines: Line[], endFrom: number): number {
  const isAnnex = ({ text, plain }: Line) => ANNEX.test(plain) && isCapitals(text.slice(0, 8));
  const end = lines.slice(endFrom, endFrom + MOST_END);
  const annex = end.findIndex(isAnnex);
  return endFrom + (annex < 0 ? end.length : annex);
}

/** At the end the left column lists who receives it, the right one is the signer's. */
function unrollEnd(lines: Line[]): Line[] {
  if (lines.every(({ cells }) => cells.length < 2)) return lines;
  const left = lines.map((line) =>
    line.cells.length > 1 ? partOf(line, line.cells[0]!) : isListed(line) ? line : null,
  );
  const right = lines.map((line) =>
    line.cells.length > 1 ? partOf(line, line.cells.slice(1).join(' ')) : isListed(line) ? null : line,
  );
  return [...left, ...right].filter((line) => line !== null);
}

const isListed = ({ text, plain }: Line): boolean => /^(?:-|noi nhan)/.test(plain) || /^\p{Ll}|;$/u.test(text);
