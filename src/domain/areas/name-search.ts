import { foldText } from '../../lib/text.ts';

/** What a search can find: anything with names. */
export interface Named {
  names: readonly NameForm[];
  /** Names of what it lies in: "Việt Yên Bắc Giang" says one and then the other. */
  within: readonly NameForm[];
  /** Of a lesser kind: stands behind the others unless it is named in full. */
  isMinor: boolean;
}

export interface NameForm {
  /** Folded words with a space before each. */
  folded: string;
  /** The same with their marks. */
  marked: string;
  /** Folded without spaces: "Daklak", "Ea H'leo" and "Ea H leo" are one. */
  squeezed: string;
}

/** Longer than any name with what it lies in; the rest of a hostile text is not read. */
const MOST_LETTERS = 100;
/** "Xã Tự Lạn, huyện Việt Yên, tỉnh Bắc Giang": what stands before that many commas may be too small to be known here. */
const MOST_PIECES = 3;
/** A beginning written without spaces is taken for one from this length on: "hanoi", "sapa". */
const LEAST_SQUEEZED = 4;

/** A folded kind of unit with a name behind it. */
const KIND = /^(?: (?:tinh|thanh pho|thi xa|huien|quan|dak khu|dao|tp|tx|[qht])(?= ))+/;
const WRITTEN_KIND = /^(?:Thành phố|Thị xã|Huyện|Quận) /;
/** "Hà Tây cũ", "Huế, Việt Nam". */
const TAIL = /(?: (?:cu|viet ?nam|vn))+$/;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

type Word = [folded: string, marked: string];

/** Without case, accents, apostrophes and punctuation; "i" and "y" are one, and so are "Đắc" and "Đắk". */
function wordsOf(text: string): Word[] {
  return text
    .slice(0, MOST_LETTERS)
    .replace(/['’‘`]/g, '')
    .replace(/(?<![\p{L}\p{N}])q(?=\d)/giu, 'quận ')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .map((word): Word => [foldText(word).replaceAll('y', 'i').replace(/^dac$/, 'dak'), tonesFirst(word)])
    .filter(([folded]) => folded !== '');
}

/** A word's tones before its letters: "hoà" and "hòa" are one word, "thạ" begins "thạnh" and "hạ" does not begin "hậu". */
function tonesFirst(word: string): string {
  const letters = word.toLowerCase().normalize('NFD').replaceAll('y', 'i');
  return `${letters.match(TONES)?.join('') ?? ''}${letters.replace(TONES, '').normalize('NFC')}`;
}

function formOf(words: readonly Word[]): NameForm {
  const [folded, marked] = [0, 1].map((which) => words.map((word) => ` ${word[which]}`).join('')) as [string, string];
  return { folded, marked, squeezed: folded.replaceAll(' ', '') };
}

/** The words behind the kinds of unit, and without "cũ" and the like; null when nothing is left away, or nothing left. */
function withoutKind(words: readonly Word[]): Word[] | null {
  const { folded } = formOf(words);
  const name = words.slice(countWords(KIND.exec(folded)?.[0]), words.length - countWords(TAIL.exec(folded)?.[0]));
  return name.length < words.length && name.length > 0 ? name : null;
}

const countWords = (folded = ''): number => folded.split(' ').length - 1;

/** How something is called, in the forms that are compared: with its kind and without where one is written. */
export function namesOf(spellings: readonly string[]): NameForm[] {
  return spellings.flatMap((spelling) => {
    const words = wordsOf(spelling);
    const bare = WRITTEN_KIND.test(spelling) ? withoutKind(words) : null;
    return [words, ...(bare ? [bare] : [])].map(formOf);
  });
}

/** What was typed, and the same without kinds: "Tịnh Biên" and "Quan Hóa" begin with one only where accents are left out. */
function readingsOf(typed: string): NameForm[] {
  const words = wordsOf(typed);
  const bare = withoutKind(words);
  return [words, ...(bare ? [bare] : [])].map(formOf).filter(({ folded }) => folded !== '');
}

/** Whether this is a whole name of it, written in any way. */
export function isCalled(named: Named, typed: string): boolean {
  return readingsOf(typed).some((reading) => named.names.some((name) => distanceTo(reading, name, []) === 0));
}

/**
 * What fits the typed beginnings of words, best first: whole names, then beginnings of names, then of words within them. Accents
 * are not needed; where they are typed, what bears them stands first. Equally good ones keep their order. Of an address with commas
 * the first part is left away while nothing fits.
 */
export function searchNames<T extends Named>(all: readonly T[], typed: string, limit: number): T[] {
  let rest = typed.slice(0, MOST_PIECES * MOST_LETTERS);
  for (let piece = 0; piece < MOST_PIECES; piece++) {
    const found = ranked(all, rest);
    const comma = rest.indexOf(',');
    if (found.length > 0 || comma < 0) return found.slice(0, Math.max(0, limit));
    rest = rest.slice(comma + 1);
  }
  return [];
}

function ranked<T extends Named>(all: readonly T[], typed: string): T[] {
  const readings = readingsOf(typed);
  const hits: { one: T; rank: number }[] = [];
  for (const one of all) {
    const rank = rankOf(one, readings);
    if (rank < Number.POSITIVE_INFINITY) hits.push({ one, rank });
  }
  return hits.sort((a, b) => a.rank - b.rank).map(({ one }) => one);
}

/** The lower, the better: whole names (as typed before without kinds), then by accents, by kind and by how close. */
function rankOf({ names, within, isMinor }: Named, readings: readonly NameForm[]): number {
  let best = Number.POSITIVE_INFINITY;
  for (const [position, reading] of readings.entries()) {
    for (const name of names) {
      const distance = distanceTo(reading, name, within);
      if (distance === null) continue;
      const off = isOff(reading, name) ? 2 : 0;
      const rank = distance === 0 ? off + position : 10 + off * 10 + (isMinor ? 10 : 0) + distance;
      best = Math.min(best, rank);
    }
  }
  return best;
}

/** Whether accents were typed, and others than the name's. */
const isOff = ({ marked, folded }: NameForm, name: NameForm): boolean =>
  marked !== folded && !name.marked.includes(marked) && !marked.startsWith(name.marked);

/** 0 the whole name, 1 its first words, 2 its first letters, 3 a later word, 4 its first letters without spaces; null none. */
function distanceTo(reading: NameForm, name: NameForm, within: readonly NameForm[]): number | null {
  if (reading.squeezed === name.squeezed) return 0;
  if (reading.folded.startsWith(`${name.folded} `)) return distanceWithin(reading, name, within);
  const at = name.folded.indexOf(reading.folded);
  if (at > 0) return 3;
  if (at === 0) return name.folded[reading.folded.length] === ' ' ? 1 : 2;
  const isSqueezed = reading.squeezed.length >= LEAST_SQUEEZED && !reading.folded.includes(' ', 1);
  return isSqueezed && name.squeezed.startsWith(reading.squeezed) ? 4 : null;
}

/** The whole name was said, and more: 0 what it lies in as well, 1 the beginning of that; null something else. */
function distanceWithin(reading: NameForm, name: NameForm, within: readonly NameForm[]): number | null {
  const rest = reading.folded.slice(name.folded.length);
  const bare = rest.replace(KIND, '');
  const squeezed = bare.replaceAll(' ', '');
  if (within.some((one) => one.squeezed === squeezed || one.folded === rest)) return 0;
  return within.some(({ folded }) => folded.startsWith(bare) || folded.startsWith(rest)) ? 1 : null;
}
