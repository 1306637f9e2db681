/**
 * Text as Vietnamese offices write it: folding for search, cleaning and sorting of names, cutting into pages.
 */

/** Lower case without accents, `đ` as `d`, single spaces: what a search compares, the same whatever the database. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replaceAll('đ', 'd')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Text without the marks that turn the direction of what follows: one name must not rewrite the line that it stands in. */
export const withoutTurns = (text: string): string =>
  text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** For Telegram's HTML, in text and in attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const SIGNS = new Map(Object.entries(ENTITIES).map(([sign, entity]) => [entity, sign]));

/** The way back from `escapeHtml`. */
export const unescapeHtml = (text: string): string => text.replace(/&(?:amp|lt|gt|quot);/g, (one) => SIGNS.get(one)!);

/** Marks that turn the direction of what follows, and signs without width or half a sign: nothing of a name. */
const UNSEEN = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\p{Cs}]/gu;

/** A name or title on one line: no control or bidirectional control characters, single spaces, NFC. */
export function cleanName(text: string): string {
  return text
    .replace(UNSEEN, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .normalize('NFC');
}

/**
 * A name in at most so many letters: what is left out stands in the middle, since names of units differ at their ends (`Ban Quản lý
 * rừng … khu vực số 12`).
 */
export function shortenName(name: string, most: number): string {
  const letters = [...name];
  if (letters.length <= most) return name;
  const tail = Math.floor((most - 1) / 3);
  const end = letters.slice(letters.length - tail).join('');
  // From the beginning of a word, where one begins there.
  const word = end.indexOf(' ');
  const kept = word >= 0 && word < end.length - 1 ? end.slice(word + 1) : end;
  const room = Math.max(most - 1 - [...kept].length, 0);
  const begin = letters.slice(0, room).join('');
  const whole = letters[room] === ' ' ? begin : begin.replace(/\s+\S+$/, '');
  return `${whole.trimEnd()}…${kept.trimStart()}`;
}

const collator = new Intl.Collator('vi');

/** Compares as Vietnamese lists sort: by the given name (the last word), then by what stands before it. */
export function byGivenName(a: string, b: string): number {
  const [nameA, nameB] = [splitName(a), splitName(b)];
  return collator.compare(nameA.given, nameB.given) || collator.compare(nameA.before, nameB.before);
}

function splitName(name: string): { given: string; before: string } {
  const whole = name.trim();
  const cut = whole.lastIndexOf(' ');
  return { given: whole.slice(cut + 1), before: whole.slice(0, Math.max(cut, 0)).trimEnd() };
}

/** Where a page may end, best first. */
const BREAKS = [/\r?\n[^\S\n]*\n\s*/g, /\r?\n\s*/g, /[.!?…;][)"”’]*\s+/g, /\s+/g];

/** A better kind of break is not taken when it would leave a page emptier than this. */
const LEAST_FILLED = 0.25;

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

// White space that carries a mark (or a joiner) is part of a grapheme and not trimmed.
const LEADING_SPACE = /^\s+(?![\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}\u200d])/u;

/**
 * Cuts a text into pages of at most `limit` UTF-16 units: at a paragraph, else a line, else a sentence, else a word.
 * Nothing is lost but white space at the cuts. A single grapheme longer than `limit` is the only one that is ever divided.
 */
export function splitPages(text: string, limit = 3500): string[] {
  const pages: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const cut = findCut(rest, limit);
    const page = rest.slice(0, cut).trimEnd();
    if (page) pages.push(page);
    rest = rest.slice(cut).replace(LEADING_SPACE, '');
  }
  if (rest.trim() || pages.length === 0) pages.push(rest);
  return pages;
}

function findCut(text: string, limit: number): number {
  // The white space after a break may reach over the limit: it is trimmed, so its beginning is what counts.
  // Two units more, since whether a grapheme ends depends on the whole sign that follows.
  const window = text.slice(0, limit + 2);
  const segments = graphemes.segment(window);
  for (const kind of BREAKS) {
    const least = kind === BREAKS.at(-1) ? 1 : limit * LEAST_FILLED;
    const cuts = [...window.matchAll(kind)].map((match) => match.index + match[0].trimEnd().length);
    const cut = cuts.findLast((at) => at >= least && at <= limit && segments.containing(at)?.index === at);
    if (cut !== undefined) return cut;
  }
  const cut = segments.containing(limit)?.index ?? limit;
  if (cut > 0) return cut;
  return isLowSurrogate(text, limit) ? limit - 1 : limit;
}

const isLowSurrogate = (text: string, at: number): boolean => /[\udc00-\udfff]/.test(text[at] ?? '');

const MARKS = new Set(['MẬT', 'TỐI MẬT', 'TUYỆT MẬT']);

/** `Độ mật:` before the mark; after these words and a colon it counts in small letters too. */
const LABEL = /^(?:mức )?độ mật[^\p{L}\p{N}]*/iu;

/** What sets a mark apart from the rest of its line: two or more spaces, a tab, a bar, brackets. */
const GAPS = /\s{2,}|\t|[|│()[\]{}]/u;

/**
 * Whether a text bears a state-secret mark (MẬT, TỐI MẬT, TUYỆT MẬT): alone on its line, or at the start or end of a line and set
 * apart. The word inside a sentence or a title ("BẢO VỆ BÍ MẬT NHÀ NƯỚC") is none.
 */
export function hasClassifiedMark(text: string): boolean {
  const lines = text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .split(/[\n\r\v\f\u0085\u2028\u2029]/);
  let before = '';
  for (const line of lines) {
    if (lineIsMarked(line, before)) return true;
    if (/[\p{L}\p{N}]/u.test(line)) before = line;
  }
  return false;
}

function lineIsMarked(line: string, lineBefore: string): boolean {
  if (isMark(line, lineBefore)) return true;
  const pieces = line.split(GAPS).filter((piece) => /[\p{L}\p{N}]/u.test(piece));
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)];
  return isMark(first, lineBefore) || isMark(last, pieces.at(-2) ?? lineBefore);
}

/** Sign by sign: an expression that looks from each sign to the end of its line takes seconds on a line that was made for it. */
function fromLetterToLetter(text: string): string {
  const signs = [...text];
  const isLetter = (sign: string): boolean => /[\p{L}\p{N}]/u.test(sign);
  return signs.slice(signs.findIndex(isLetter), signs.findLastIndex(isLetter) + 1).join('');
}

function isMark(piece: string, before: string): boolean {
  const words = fromLetterToLetter(piece).replace(/\s+/gu, ' ');
  const labelled = LABEL.exec(words);
  if (labelled) {
    const said = words.slice(labelled[0].length);
    return MARKS.has(labelled[0].includes(':') ? said.toUpperCase() : said);
  }
  // "BÍ" and "MẬT" parted by a line's end or wide spacing are still one word.
  return MARKS.has(words) && !/(?<!\p{L})bí[^\p{L}\p{N}]*$/iu.test(before);
}
