import { type DocumentKind, documentKinds } from './reading-kinds.ts';
import { isCapitals, type Line, plainOf } from './reading-lines.ts';

export interface TitleLines {
  /** Under its kind in capital letters, as a "V/v" beside an official letter's heading, or neither: a web page, a chat. */
  form: 'kind' | 'subject' | 'loose';
  kind: DocumentKind | null;
  /** The line that says the kind. */
  kindLine: Line | null;
  title: string;
  where: string;
  /** The line after the title. */
  to: number;
}

const MOST_LINES = 6;
const MOST_LETTERS = 500;
/** A title is centred: no line of it is as long as one of the text may be. */
const LONGEST_LINE = 130;

/** Where the title of a document stands (Decree 30/2020/NĐ-CP, annex I, II.5: the kind and below it the trích yếu). */
export function findTitle(lines: Line[]): TitleLines | null {
  return underKind(lines) ?? subject(lines) ?? loose(lines);
}

const KINDS = documentKinds.map((kind) => ({ kind, plain: plainOf(kind) }));
/** A number's line, columns of the heading, and whatever else is never a title. */
const NO_TITLE =
  /^(?:so\b ?:?.{0,30}[/-]|cong hoa xa hoi|doc lap ?[-–]|dang cong san|kinh (?:gui|moi)|can cu\b|noi nhan|\p{L}[\p{L}. -]{1,40}, ?(?:.{0,20}, ?)?ngay\b|v\/v)/u;
const ENDS_TITLE =
  /^(?:can cu|kinh (?:gui|moi)|thuc hien|thi hanh|theo|xet|dieu \d|phan (?:thu|i)\b|i\.|1\.|noi nhan|\(|hien nay|trong thoi gian)/;

function underKind(lines: Line[]): TitleLines | null {
  for (const [at, line] of lines.entries()) {
    if (BEGINS_TEXT.test(line.plain)) break;
    // "QUYẾT ĐỊNH:" after the bases is where the articles begin.
    if (/^(?:quyet dinh|quyet nghi) ?:$/.test(line.plain)) continue;
    const found = line.plain.length < 300 ? KINDS.find(({ plain }) => startsKind(line, plain)) : undefined;
    if (!found) continue;
    const rest = line.text
      .slice(found.plain.length)
      .replace(URGENCY, '')
      .replace(/^[\s:–-]+/, '');
    const { words, to } = collect(lines, at + 1, rest ? [rest] : []);
    return {
      form: 'kind',
      kind: found.kind,
      kindLine: line,
      title: words,
      where: (lines[rest ? at : at + 1] ?? line).where,
      to,
    };
  }
  return null;
}

/** As in "CÔNG ĐIỆN KHẨN": of the telegram, not of its title. */
const URGENCY = /^\s+(?:HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN)(?!\p{L})/u;

function startsKind({ text, plain }: Line, kind: string): boolean {
  if (!plain.startsWith(kind) || /^[\p{L}\d]/u.test(plain.slice(kind.length))) return false;
  // "KẾ HOẠCH VÀ ĐẦU TƯ" is part of a body's name.
  if (/^ va\b/.test(plain.slice(kind.length))) return false;
  return isCapitals(text.slice(0, kind.length)) || plain.replace(/[\s:]+$/, '') === kind;
}

function collect(lines: Line[], from: number, begun: string[]): { words: string; to: number } {
  const title = [...begun];
  let at = from;
  for (; at < lines.length && title.length < MOST_LINES; at++) {
    const line = lines[at]!;
    if (isOwner(line)) {
      if (title.length > 0) break;
      continue;
    }
    if (!continues(line, title)) break;
    title.push(line.text);
  }
  return { words: title.join(' '), to: at };
}

/** "CỦA BAN THƯỜNG VỤ TỈNH ỦY" or "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH" below: who decides, not about what. */
const isOwner = ({ text, plain }: Line): boolean =>
  isCapitals(text) &&
  /^(?:cua )?(?:(?:pho )?(?:chu tich|giam doc|bo truong|truong ban|chanh van phong) )?(?:uy ban|hoi dong|ban (?:thuong vu|chap hanh|chi dao)|so|benh vien|truong|dang uy|huyen uy|tinh uy|bo|cuc|chi cuc|hoi nghi)\b(?!.*\b(?:ve|va|trong|cho)\b)/.test(
    plain,
  );

function continues(line: Line, title: string[]): boolean {
  const before = title.at(-1);
  if (NO_TITLE.test(line.plain) || title.join(' ').length + line.text.length > MOST_LETTERS) return false;
  if (before === undefined) return line.text.length < 400 && !/^(?:i\.|1\.|dieu \d)/.test(line.plain);
  if (/[.:;]$/.test(before) || ENDS_TITLE.test(line.plain) || line.text.length > LONGEST_LINE) return false;
  if (isCapitals(line.text) !== isCapitals(title[0]!)) return false;
  return !line.isAfterBlank || /^\p{Ll}/u.test(line.text);
}

/** "V/v …" under the number of an official letter (annex I, II.5). */
function subject(lines: Line[]): TitleLines | null {
  const text = lines.findIndex(({ plain }) => BEGINS_TEXT.test(plain));
  // "Về việc" begins lines of the text as well; "V/v" does not.
  const isSubject = ({ text: said }: Line, at: number) =>
    /^V\/ ?v\b/i.test(said) || (/^Về việc\b/u.test(said) && (text < 0 || at < text));
  const from = lines.findIndex(isSubject);
  if (from < 0) return null;
  const first = lines[from]!;
  const { words, to } = collect(lines, from + 1, [first.text]);
  return { form: 'subject', kind: null, kindLine: null, title: words, where: first.where, to };
}

const LEAST_WORDS = 6;
const BEGINS_TEXT = /^(?:kinh (?:gui|moi)|can cu|dieu \d|phan (?:thu|i)\b|i\.|1\.|noi nhan)/;

/** A line "về …" of its own, else the first line long enough to be one, before the text begins. */
function loose(lines: Line[]): TitleLines | null {
  const about = lines.findIndex(({ text }) => /^về \p{L}/u.test(text));
  const text = lines.findIndex(({ plain }) => BEGINS_TEXT.test(plain) || plain.length > 300);
  if (about >= 0 && (text < 0 || about < text)) {
    const { words, to } = collect(lines, about + 1, [lines[about]!.text]);
    return { form: 'loose', kind: null, kindLine: null, title: words, where: lines[about]!.where, to };
  }
  const mayBe = ({ text, plain }: Line) =>
    text.length <= 300 && !NO_TITLE.test(plain) && !/[:;]$/.test(text) && text.split(' ').length >= LEAST_WORDS;
  const at = lines.findIndex((line) => mayBe(line) || line.text.length > 300 || BEGINS_TEXT.test(line.plain));
  const line = lines[at];
  if (!line || !mayBe(line)) return null;
  return { form: 'loose', kind: null, kindLine: null, title: line.text, where: line.where, to: at + 1 };
}
