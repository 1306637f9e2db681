import { type Opening, openingOf } from '../../lib/opening.ts';
import { remembering } from '../../lib/remembering.ts';
import { splitPages } from '../../lib/text.ts';

/** How much of the text a card opens with, in UTF-16 units. */
const OPENING = 400;
/** Telegram takes 4,096 per message; a heading stands above the page. */
const PAGE_LENGTH = 3_500;

/** A text by its hash: splitting 25 KB takes a millisecond or two, and one broadcast asks for the same text thousands of times. */
export interface Hashed {
  text: string;
  textHash: string;
}

const rememberedPages = remembering<string[]>();
const rememberedOpening = remembering<Opening>();

/** The text as its readers turn it over, page by page. */
export const pagesOf = ({ text, textHash }: Hashed): string[] =>
  rememberedPages(textHash, () => splitPages(text, PAGE_LENGTH));

/** What a card shows of the text, and whether that is all of it. */
export const cardOpening = ({ text, textHash, title }: Hashed & { title: string }): Opening =>
  rememberedOpening(`${textHash} ${title}`, () => openingOf(text, OPENING, title));

/** A page (from 0) as somebody asks for it, within the pages that there are. */
export const pageWithin = (hashed: Hashed, wanted: number): number =>
  Math.min(Math.max(0, wanted), pagesOf(hashed).length - 1);

/**
 * The pages (from 0) that somebody has not opened yet where all of them have to be; none where that is not asked. A text that the
 * card shows whole counts as read.
 */
export function unreadPages(
  card: Hashed & { title: string; terms: { allPages: boolean } },
  seen: readonly number[],
): number[] {
  if (!card.terms.allPages || cardOpening(card).isWhole) return [];
  return pagesOf(card)
    .map((_, page) => page)
    .filter((page) => !seen.includes(page));
}
