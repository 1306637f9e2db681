/** Puts right what copying did to a heading: one that lost all its line ends, and lines broken where no line ends. */
import { type Line, partOf } from './reading-lines.ts';

const RUN_ON = 300;
const STATE_OR_PARTY = /CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI|ĐẢNG CỘNG SẢN/;
const PARTS =
  /\s(?=CỘNG HO[ÀA] XÃ HỘI|CỘNG HÒA XÃ HỘI|ĐẢNG CỘNG SẢN|Số ?: ?\S*\s?\/|V\/v\s|Kính gửi ?:|Căn cứ\s|Nơi nhận ?:|[IVX]{1,4}\. \p{Lu}|\d{1,2}\. \p{Lu}|Điều \d{1,2}\.)|(?<=Hạnh phúc|VIỆT NAM)\s|(?<=[:;.])\s(?=- \p{Lu})/u;

/** A whole document on one line, as some pages and chats have it, gets its line ends back where its parts begin. */
export function breakRunOn(text: string): string {
  if (!STATE_OR_PARTY.test(text)) return text;
  return text
    .split('\n')
    .map((line) => (line.length > RUN_ON && STATE_OR_PARTY.test(line) ? line.split(PARTS).join('\n') : line))
    .join('\n');
}

/** What stands at a line's end, and what must follow for both to be one. */
const BROKEN: [end: RegExp, next: RegExp][] = [
  [/^so ?:?$/, /^\S{0,12}[/-]/],
  [/^cong$/, /^hoa xa hoi/],
  [/^cong hoa xa hoi$/, /^chu nghia/],
  [/^(?:so ?:?.{0,30})[/-]$/, /^[a-z]{2,12}$/],
  [/, ?ngay ?[\d.… ]{0,6}$/, /^(?:ngay )?[\d.… ]{0,6} ?thang\b.{0,20}$/],
  [/, ?ngay ?[\d.… ]{0,6}thang ?[\d.… ]{0,6}$/, /^nam ?\d{4}$/],
  [/^[a-z. '-]{2,40},$/, /^ngay ?[\d.… ]{0,6}thang ?[\d.… ]{0,6}(?:nam ?\d{4})?$/],
];
/** "Sơn", and "La, ngày …" on the next line. */
const HALF_PLACE = /^\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?$/u;

/** The lines of a heading, those that were broken put together again. */
export function mend(lines: Line[]): Line[] {
  const mended: Line[] = [];
  for (const line of lines) {
    const last = mended.at(-1);
    if (last && isBroken(last, line)) mended[mended.length - 1] = partOf(last, `${last.text} ${line.text}`);
    else mended.push(line);
  }
  return mended;
}

function isBroken(last: Line, line: Line): boolean {
  if (last.text.length > 120 || line.text.length > 120) return false;
  if (BROKEN.some(([end, next]) => end.test(last.plain) && next.test(line.plain))) return true;
  return HALF_PLACE.test(last.text) && /^\p{Lu}\p{Ll}+, ngày\b/u.test(line.text);
}
