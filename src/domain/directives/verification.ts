import { sha256 } from '../../lib/ids.ts';
import type { Change } from '../../lib/likeness.ts';
import { foldText } from '../../lib/text.ts';
import type { IssuedDirective, IssuedText } from './archive-store.ts';
import { numberKey } from './directive.ts';
import type { Standing } from './standing.ts';

/** What somebody wants to know about: a file, words (a forwarded message, a typed number), or the code on a card. */
export type Question =
  | { kind: 'file'; sha256: string; text: string | null }
  | { kind: 'text'; text: string }
  | { kind: 'code'; code: string };

/** In which shape the text was found: all of it, as a card shows it, one of its pages, as a file, or by its code. */
export type Shape = 'text' | 'card' | 'page' | 'file' | 'code' | 'number';

/** A directive that was issued here. `reading` is null for whoever it was never issued to: they learn by whom and when. */
export interface FoundDirective {
  directive: IssuedDirective;
  standing: Standing;
  shape: Shape;
  reading: { receiptId: number | null } | null;
  /** What replaced it, where the person may read that. */
  replacedBy: { directive: IssuedDirective; receiptId: number | null } | null;
}

/**
 * `issued`: exactly this was issued; `number`: these have that number; `differs`: something like it was issued (null: too
 * different to say in what); `notThis`: one with this number was issued, and this is not its text; `notIssued`: nothing of it was.
 */
export type Verdict =
  | { kind: 'issued' | 'number' | 'notThis'; found: FoundDirective[] }
  | { kind: 'differs'; found: FoundDirective[]; changes: Change[] | null }
  | { kind: 'notIssued' };

/** How the bot shows a text to people. Honest words of ours match exactly, white space aside; nothing else does. */
export interface Showings {
  /** The shape in which exactly these words are shown; null when they never are. */
  match(words: string, directive: IssuedDirective, text: IssuedText): 'text' | 'card' | 'page' | null;
  /** The shape that is most like these words, as words: what a difference is measured against. */
  nearest(words: string, directive: IssuedDirective, text: IssuedText): string;
}

const MARK = 12;

interface Coded {
  directiveId: number;
  version: number;
  textHash: string;
}

/** On the card, as a QR code: which directive, in which version, and twelve signs that only its text gives. Shorter than an invite. */
export const checkCodeOf = ({ directiveId, version, textHash }: Coded): string =>
  `v${directiveId.toString(36)}-${version.toString(36)}-${markOf(textHash)}`;

const markOf = (textHash: string): string =>
  Buffer.from(sha256(`check:${textHash}`), 'hex')
    .toString('base64url')
    .slice(0, MARK);

/** The directive and version that a code speaks of; null when it is no such code. */
export function readCheckCode(code: string): { directiveId: number; version: number; mark: string } | null {
  const [, directive, version, mark] = /^v([0-9a-z]{1,9})-([0-9a-z]{1,4})-([\w-]{12})$/.exec(code) ?? [];
  if (directive === undefined || version === undefined || mark === undefined) return null;
  return { directiveId: Number.parseInt(directive, 36), version: Number.parseInt(version, 36), mark };
}

export const isMarkOf = (mark: string, textHash: string): boolean => mark === markOf(textHash);

/** Số/ký hiệu: digits, a stroke, letters; white space around strokes and hyphens is a typist's. */
const NUMBER = /\d{1,6}\s*\/\s*(?:\d{4}\s*\/\s*)?[\p{L}][\p{L}\d]*(?:\s*[-–]\s*[\p{L}\d]+)*/gu;

/** The key of a message that asks for a number and nothing else (`12/CĐ-SNNMT`, `số 12`); null for any other. */
export function askedNumber(words: string): string | null {
  const bare = foldText(words)
    .replace(/^(?:van ban |cong van |cong dien |ke hoach )?(?:so\b)?\s*:?/, '')
    .trim();
  if (/^\d{1,6}$/.test(bare)) return bare;
  const [number] = bare.match(NUMBER) ?? [];
  return number === bare ? numberKey(number.replaceAll('–', '-')) : null;
}

/** A text names its number and its subject at its head; so many lines of it are looked at. */
const HEAD = 15;
const LEAST_TITLE = 8;

/** Numbers and titles that may stand at the head of a text: where to look for what it could be. */
export function namesIn(text: string): { keys: string[]; titles: string[] } {
  const lines = text.split('\n', 200).filter((line) => line.trim() !== '');
  const head = lines.slice(0, HEAD);
  const numbers = head.flatMap((line) => foldText(line).match(NUMBER) ?? []);
  const titles = head
    .map((line) =>
      foldText(line.slice(0, 400))
        .replace(/ · \S+ \d+\/\d+$/, '')
        .replace(/…$/, '')
        .trim(),
    )
    .filter((line) => line.length >= LEAST_TITLE);
  const keys = numbers.map((number) => numberKey(number.replaceAll('–', '-'))).filter((key) => key !== null);
  return { keys: [...new Set(keys)].slice(0, 10), titles: [...new Set(titles)].slice(0, 8) };
}
