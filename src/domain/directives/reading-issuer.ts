import type { Found } from './reading.ts';
import { partsOfNumber } from './reading-kinds.ts';
import { isCapitals, type Line, plainOf } from './reading-lines.ts';

/** With what the name of a public body begins. */
export const BODY =
  '(?:uy ban|ubnd|ubmttq|so|bo|ban|cuc|tong cuc|chi cuc|van phong|phong|trung tam|thanh tra|tinh uy|thanh uy|huyen uy|quan uy|' +
  'thi uy|xa uy|phuong uy|dang uy|dang bo|dang doan|chi bo|hdnd|hoi dong|truong|benh vien|vien|hoc vien|dai hoc|hoi|lien doan|' +
  'tinh doan|mat tran|toa an|cong an|kho bac|chi nhanh|cong ty|tong cong ty|quy|doi|hat|tram|vuon quoc gia|to cong tac|to chuc)';

const STARTS_BODY = new RegExp(`^${BODY}\\b`);
const MOTTO = /cong hoa xa hoi|doc lap ?[-–] ?tu do|dang cong san|^(?:chu nghia )?viet nam$|^nam$|^[^a-z]*$/;

/** "Số" without its accent looks like "Sở". */
const NUMBER_LABEL = /^so ?(?:hieu|ky hieu|[:\d.…/-]|$)/;

export interface Issuer {
  issuingBody: Found<string> | null;
  /** The body above it, on the line before (cơ quan chủ quản). */
  superiorBody: Found<string> | null;
}

/**
 * Who issues a document: the last of the bodies above the number (Decree 30/2020/NĐ-CP, annex I, II.2); where the heading is lost,
 * the body in the text of whose words the number's abbreviation is made.
 */
export function readIssuer(heading: Line[], text: Line[], number: string | null): Issuer {
  const bodies = bodiesIn(heading);
  const issuingBody = bodies.at(-1) ?? byInitials(text, number) ?? byOrder(text);
  return { issuingBody, superiorBody: bodies.at(-2) ?? null };
}

function bodiesIn(heading: Line[]): Found<string>[] {
  const numbered = heading.findLastIndex(({ plain }) => /^so\b ?[:.]?.{0,40}[/-]/.test(plain));
  const bodies: Found<string>[] = [];
  for (const line of heading.slice(0, numbered < 0 ? 12 : numbered)) {
    if (MOTTO.test(line.plain) || line.text.length > 120) continue;
    const isName = STARTS_BODY.test(line.plain) && !NUMBER_LABEL.test(line.plain) && !/[.:;]$/.test(line.text);
    const last = bodies.at(-1);
    // "TỈNH LAM GIANG" below "ỦY BAN NHÂN DÂN" goes on with it, as does "VÀ MÔI TRƯỜNG".
    if (isCapitals(line.text) && !isName && last?.confidence === 'sure') last.value = `${last.value} ${line.text}`;
    else if (isName && isCapitals(line.text)) bodies.push({ value: line.text, where: line.where, confidence: 'sure' });
    else if (isName && numbered >= 0) bodies.push({ value: line.text, where: line.where, confidence: 'likely' });
  }
  return bodies;
}

const MOST_LINES = 60;
const NAME = new RegExp(`(?<![a-z\\d])${BODY}\\b[^.,;:()/]{0,90}`, 'g');

function byInitials(text: Line[], number: string | null): Found<string> | null {
  const wanted = plainOf(partsOfNumber(number ?? '').body ?? '').replace(/[^a-z]/g, '');
  if (wanted.length < 3) return null;
  for (const line of text.slice(0, MOST_LINES)) {
    for (const match of line.plain.slice(0, 5000).matchAll(NAME)) {
      const words = line.text.slice(match.index, match.index + match[0].length).split(' ');
      const count = /^\p{Lu}/u.test(words[0]!) ? wordsSpelling(wanted, words) : 0;
      if (count > 1) return { value: words.slice(0, count).join(' '), where: line.where, confidence: 'likely' };
    }
  }
  return null;
}

/** How many of these words have the wanted initials; "và" and dashes are left out of abbreviations. */
function wordsSpelling(wanted: string, words: string[]): number {
  let spelt = '';
  for (const [at, word] of words.entries()) {
    const initial = plainOf(word)[0] ?? '';
    if (/^(?:va|cua)$/.test(plainOf(word)) || !/[a-z]/.test(initial)) continue;
    spelt += initial;
    if (spelt === wanted) return at + 1;
    if (!wanted.startsWith(spelt)) return 0;
  }
  return 0;
}

const ORDER = new RegExp(
  `(?:lanh dao|giam doc|chanh|thu truong|chu tich|truong) (${BODY}\\b[^.,;:()]{0,60}?) (?:yeu cau|de nghi|chi dao|giao)\\b`,
);

/** "Lãnh đạo Chi cục Kiểm lâm yêu cầu …": whoever gives the order. */
function byOrder(text: Line[]): Found<string> | null {
  for (const line of text.slice(0, MOST_LINES)) {
    const match = ORDER.exec(line.plain.slice(0, 5000));
    if (!match) continue;
    const from = match.index + match[0].indexOf(match[1]!);
    return { value: line.text.slice(from, from + match[1]!.length), where: line.where, confidence: 'likely' };
  }
  return null;
}
