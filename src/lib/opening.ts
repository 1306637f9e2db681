/**
 * What a document opens with, for a card or a list: past the letterhead to what it says, and best of all to what it asks.
 */
import { cleanName, foldText } from './text.ts';

/** What stands at the head of every Vietnamese document and says nothing about this one; matched without case and accents. */
const FORMULAS = [
  /^(?:.{0,60} )?cong hoa xa hoi chu nghia viet nam$/,
  /^(?:.{0,60} )?doc lap\W+tu do\W+hanh phuc$/,
  // A number still blank (`Số: /KH`), and the place and date beside it in one line.
  /^so ?:? ?[\d .…_-]*\/ ?[^\s,]+(?: [^,]{2,40}, ngay\b.{0,12}\bthang\b.*)?$/,
  /^(?:[^,]{2,40}, )?ngay\b.{0,12}\bthang\b.{0,12}\bnam\b.{0,12}$/,
  /^(?:thu (?:hai|ba|tu|nam|sau|bay|\d)|chu nhat),? (?:ngay )?\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$/,
  // The kind alone, which stands above already, and the part that every plan begins with.
  /^(?:ke hoach|cong van|cong dien|chi thi|thong bao|quyet dinh|nghi quyet|chuong trinh|phuong an|huong dan)$/,
  // The stamp of urgency, which stands above already: the three degrees of Decree 30/2020/NĐ-CP.
  /^(?:cong dien )?(?:hoa toc(?: hen gio)?|thuong khan|khan)$/,
  /^(?:[ivx\d]+ ?[.)] ?)?(?:muc dich(?:,? (?:va )?yeu cau)?|yeu cau)$/,
  /^[\W_]*$/,
];

/** The name of an office in capitals, as it stands at the head of a page. */
const AUTHORITY = /^(?:ỦY BAN NHÂN DÂN|UBND|BỘ|SỞ|CỤC|CHI CỤC|VĂN PHÒNG|TỈNH|THÀNH PHỐ)(?=\s)[\p{Lu}\s-]*$/u;

const SUBJECT = /^(?:v\/v\b|ve viec\b(?! nay| tren|.*:$))/;
const ADDRESSEES = /^kinh gui\b/;
const LIST_ITEM = /^[-–+•*]\s/;
/** "Giám đốc Sở yêu cầu:", "… thực hiện một số nhiệm vụ sau:" */
const REQUEST = /\b(?:yeu cau|de nghi|chi dao|phan cong|giao)\b.*:$/;

/** Lines that an opening shows at most. */
const LINES = 4;
/** A request further down than this many lines is not looked for. */
const LOOKED_AT = 12;

export interface Opening {
  text: string;
  /** Whether this is all that the document says, its title aside. */
  isWhole: boolean;
}

/** The first telling lines, cut at a word with `…`; `title` is what stands above it already. */
export const opening = (text: string, limit: number, title = ''): string => openingOf(text, limit, title).text;

export function openingOf(text: string, limit: number, title = ''): Opening {
  const all = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => cleanName(line.replace(/^\s*#+\s|\*\*/g, '')));
  const isTitle = (line: string) => title !== '' && bare(line) === bare(title);
  const said = all.filter((line) => line !== '' && !isTitle(line));
  const telling = withoutLetterhead(all).filter((line) => line !== '' && !isTitle(line));
  const chosen = telling.length > 0 ? telling : said;
  const from = beginning(chosen, limit);
  const shown = chosen.slice(from, from + LINES).join('\n');
  const isEnd = chosen.length <= from + LINES;
  if (shown.length <= limit && isEnd) return { text: shown, isWhole: chosen.length - from === said.length };
  const cut = shown.length < limit ? shown.length : findWordCut(shown, Math.max(limit - 1, 1));
  return { text: `${shown.slice(0, cut).replace(/[\s.,;:…]+$/u, '')}…`, isWhole: false };
}

/** A title or line as it is compared: without its kind ("KẾ HOẠCH …", "V/v …"), case, accents and signs. */
const bare = (line: string): string =>
  foldText(line)
    .replace(/^(?:ke hoach|cong van|cong dien|chi thi|thong bao|quyet dinh)\b/, '')
    .trim()
    .replace(SUBJECT, '')
    .replace(/[^a-z0-9]+/g, '');

/** Formulas, the subject with its broken-off lines and the addressees with their list are left out; blank lines part them. */
function withoutLetterhead(lines: string[]): string[] {
  let inside: 'subject' | 'addressees' | null = null;
  let isHead = true;
  return lines.filter((line) => {
    // A list of addressees may stand a line below its heading.
    if (line === '' && inside === 'subject') inside = null;
    if (line === '' || !isHead) return line !== '';
    if (inside === 'subject' && /^[\p{Ll}\d(]/u.test(line)) return false;
    if (inside === 'addressees' && LIST_ITEM.test(line)) return false;
    const folded = foldText(line);
    inside = SUBJECT.test(folded) ? 'subject' : ADDRESSEES.test(folded) ? 'addressees' : null;
    const isTelling = inside === null && !AUTHORITY.test(line) && !FORMULAS.some((formula) => formula.test(folded));
    if (isTelling && /[.:;!?…]$|.{100}/u.test(line)) isHead = false;
    return isTelling;
  });
}

/** Where to begin: at the line that asks for something, unless it fits together with what stands before it. */
function beginning(lines: string[], limit: number): number {
  const asking = lines.slice(0, LOOKED_AT).findIndex((line) => REQUEST.test(foldText(line)));
  if (asking <= 0) return 0;
  const before = lines.slice(0, asking + 1).join('\n').length;
  return asking < LINES - 1 && before <= limit * 0.6 ? 0 : asking;
}

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

function findWordCut(text: string, limit: number): number {
  const space = text.slice(0, limit + 1).search(/\s+\S*$/u);
  return space >= limit / 2 ? space : graphemes.segment(text).containing(limit)!.index;
}
