import type { Found } from './reading.ts';
import { BODY } from './reading-issuer.ts';
import { isCapitals, type Line, plainOf } from './reading-lines.ts';

export interface Signer {
  name: string | null;
  post: string | null;
  /** In whose name and in whose place, outermost first: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH". */
  onBehalf: string[];
}

/**
 * TM. (for a collective), KT. (for the head, by a deputy), TL. (by order), TUQ. (by authority), Q. (acting): Decree 30/2020/NĐ-CP,
 * annex I, II.7; the Party writes T/M, K/T, T/L (Hướng dẫn 36-HD/VPTW of 2018).
 */
const MARK = /^(?:tm|kt|tl|tuq|tn|t\/m|k\/t|t\/l|t\/uq)\b ?[.:]? ?(?=\p{L})/u;
const POST =
  /^(?:q\. ?|quyen )?(?:pho |tong )*(?:giam doc|chu tich|bi thu|chanh|truong|(?:chi |tong )?cuc truong|vu truong|bo truong|thu truong|thu tuong|hieu truong|hieu pho|vien truong|vien pho|tu lenh|chinh uy|chi huy|chu nhiem|doi truong|hat truong|tram truong|tong bien tap|uy vien|thuong truc|tong thu ky|thu ky|ke toan truong|truong phong|cuc pho)\b/;
const BODY_NAME = new RegExp(`^${BODY}\\b`);

/** "KT. GIÁM ĐỐC" or "GIÁM ĐỐC", in capital letters on a line of its own. */
export const isSignerLine = ({ text, plain }: Line): boolean =>
  text.length < 120 && isCapitals(text) && !/[.:;]$/.test(text) && (MARK.test(plain) || POST.test(plain));

/** Who signed, from the end of the document: what is in whose name, the post, and the name below them. */
export function readSigner(end: Line[]): Found<Signer> | null {
  const from = end.findIndex(isSignerLine);
  if (from < 0) return null;
  const signer: Signer = { name: null, post: null, onBehalf: [] };
  let name: Line | null = null;
  for (const line of end.slice(from, from + 15)) {
    if (isCapitals(line.text) && MARK.test(line.plain)) signer.onBehalf.push(line.text);
    else if (isCapitals(line.text) && POST.test(line.plain)) signer.post ??= line.text;
    else if (!name && isName(line)) name = line;
  }
  signer.name = name?.text ?? null;
  const isWhole = signer.name !== null && (signer.post !== null || signer.onBehalf.length > 0);
  return { value: signer, where: (name ?? end[from]!).where, confidence: isWhole ? 'sure' : 'likely' };
}

const RANK =
  /^(?:(?:dai|thuong|trung|thieu) (?:tuong|ta|uy)|(?:pgs|gs|ts|ths|bs|bscki{1,2}|ks|cn|luat su|bac si|ky su|tien si|thac si)\b\.?)[. ]*/;

/** Two to six words, each with a capital; surnames of the peoples of the highlands may hold a hyphen or an apostrophe. */
function isName({ text, plain }: Line): boolean {
  const words = text.slice(RANK.exec(plain)?.[0].length ?? 0).split(' ');
  if (words.length < 2 || words.length > 6 || text.length > 60 || BODY_NAME.test(plain)) return false;
  if (isCapitals(text)) return SURNAMES.has(plainOf(words[0]!));
  return words.every((word) => /^\p{Lu}[\p{L}'’-]*$/u.test(word));
}

/** The surnames of nine in ten Vietnamese, for names in capital letters, which else look like a post. */
const SURNAMES = new Set(
  'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh dao doan trinh luong mai cao ta luu lam ha to chau trieu nong be vi lo quach'.split(
    ' ',
  ),
);
