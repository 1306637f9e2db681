import { foldText } from '../../lib/text.ts';

/** What is looked for among all that was issued. Short enough to travel on a button: words are folded and cut. */
export interface ArchiveQuery {
  /** Folded, single, at most `WORDS` letters together. */
  words: string[];
  /** The year of issue; null for any. */
  year: number | null;
  isInForce: boolean;
}

/** In letters with the gaps between them: 64 bytes of a button's data, less what else stands there. */
const WORDS = 44;

/** `bão 2026 kiểm lâm`: a year is one; every other word must be in the number, the title, the text or a unit's name. */
export function readQuery(typed: string): ArchiveQuery {
  const words = wordsOf(typed);
  const year = words.find((word) => /^(?:19|20)\d\d$/.test(word));
  return { words: fitting(words.filter((word) => word !== year)), year: year ? Number(year) : null, isInForce: false };
}

/** The single words of a text as they are compared: without case and accents, signs between them left out. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    foldText(text)
      .split(/[^a-z0-9]+/)
      .filter(Boolean),
  ),
];

function fitting(words: string[]): string[] {
  let left = WORDS;
  return words.filter((word) => {
    left -= word.length + 1;
    return left >= 0;
  });
}

/** A year out of a button's data, in which 0 stands for any, and a client can send anything. */
export const yearIn = (sent: number): number | null => (/^(?:19|20)\d\d$/.test(String(sent)) ? sent : null);
