/**
 * What every document of an office has in common, as Decree 30/2020/NĐ-CP sets it: who issues it, under which number, the state's name
 * and motto, place and day; and where it is signed.
 */
import type { T } from '../i18n.ts';
import { paragraph, row, rule, TABLE_ENDS, TEXT_WIDTH, tableBegins } from './docx-writing.ts';

/** How days and hours are said; all are the screens' own. */
export interface Saying {
  t: T;
  zone: string;
  instant(at: Date): string;
  /** A calendar day in full, as the head of a document has it: `ngày 21 tháng 11 năm 2026`. */
  longDay(at: Date): string;
  /** The same for machines: `2026-11-21`. */
  day(at: Date): string;
}

/** Quốc hiệu and tiêu ngữ: in Vietnamese, whatever the language of the document. */
const STATE = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
const MOTTO = 'Độc lập - Tự do - Hạnh phúc';

const HEAD = [3871, TEXT_WIDTH - 3871] as const;
const HALVES = [TEXT_WIDTH / 2, TEXT_WIDTH / 2] as const;
/** The lines below the office's name and below the motto, as long as the decree wants them beside their words. */
const BELOW_NAME = 1_300;
const BELOW_MOTTO = 3_150;

export interface IssuedBy {
  /** The body above; null where there is none, or it is not known. */
  above: string | null;
  issuer: string;
  /** `Số: 12/CĐ-SNNMT`; null where it has none. */
  number: string | null;
  province: string | null;
  /** In full: `ngày 21 tháng 11 năm 2026`. */
  day: string;
}

/** The issuing body to the left, the state to the right; below them, side by side, the number, and the place and the day. */
export function headOfDocument({ above, issuer, number, province, day }: IssuedBy): string {
  const centred = { align: 'center', size: 12 } as const;
  const [left, right] = HEAD;
  const issuing = [
    above === null ? '' : paragraph(above.toLocaleUpperCase('vi'), centred),
    paragraph(issuer.toLocaleUpperCase('vi'), { ...centred, isBold: true }),
    rule(BELOW_NAME, left),
  ];
  const state = [
    paragraph(STATE, { ...centred, isBold: true }),
    paragraph(MOTTO, { isBold: true, align: 'center' }),
    rule(BELOW_MOTTO, right),
  ];
  const below = { align: 'center', above: 3 } as const;
  const numberAndDay = [
    paragraph(number ?? '', below),
    paragraph(`${placeOf(province)}${day}`, { ...below, isItalic: true }),
  ];
  const rows = [[issuing.join(''), state.join('')], numberAndDay].map((cells) => row(cells, HEAD));
  return `${tableBegins(HEAD, false)}${rows.join('')}${TABLE_ENDS}`;
}

/** A roster may have a province's code in place of its name. */
const placeOf = (province: string | null): string => (province && !/^\d+$/.test(province) ? `${province}, ` : '');

/** Who signs: the office in one line or two, a hint or room for the hand, and the name where it is known. */
export function signedBy(office: readonly string[], { hint, name }: { hint?: string; name?: string | null }): string {
  const centred = { align: 'center' } as const;
  return [
    ...office.map((line, at) => paragraph(line, { ...centred, isBold: true, isKept: true, above: at === 0 ? 14 : 0 })),
    hint === undefined ? '' : paragraph(hint, { ...centred, isItalic: true, size: 12 }),
    name ? paragraph(name, { ...centred, isBold: true, above: 66 }) : '',
  ].join('');
}

/** Nơi nhận: to whom it goes, and what is kept where. */
export const recipients = (title: string, lines: readonly string[]): string =>
  [
    paragraph(title, { isBold: true, isItalic: true, size: 12, above: 14 }),
    ...lines.map((line) => paragraph(line, { size: 11 })),
  ].join('');

/** Two who sign, or the recipients to the left of who signs. */
export const beside = (left: string, right: string): string =>
  `${tableBegins(HALVES, false)}${row([left, right], HALVES)}${TABLE_ENDS}${paragraph('')}`;
