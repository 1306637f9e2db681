import type { Card } from '../domain/directives/receipt.ts';
import { type Opening, openingOf } from '../lib/opening.ts';
import { remembering } from '../lib/remembering.ts';
import { splitPages } from '../lib/text.ts';
import { callbacks } from './callbacks.ts';
import { sayDeadline, sayInstant } from './dates.ts';
import { amendmentHead } from './directive-changes.ts';
import { endingLines, pastCard } from './directive-ending.ts';
import { headOf, shortName } from './directive-head.ts';
import { type Button, bold, button, lines, marked, plain, type Screen, type Voice } from './screen.ts';

/** How much of the text a card opens with, in UTF-16 units. */
const OPENING = 400;
/** Telegram takes 4,096 per message; a heading stands above the page. */
const PAGE_LENGTH = 3_500;

// What was made of a text is kept: splitting 25 KB takes a millisecond or two, and one broadcast asks for it thousands of times.

interface Hashed {
  text: string;
  textHash: string;
}

const rememberedPages = remembering<string[]>();
const rememberedOpening = remembering<Opening>();

export const pagesOf = ({ text, textHash }: Hashed): string[] =>
  rememberedPages(textHash, () => splitPages(text, PAGE_LENGTH));

const cardOpening = ({ text, textHash, title }: Hashed & { title: string }): Opening =>
  rememberedOpening(`${textHash} ${title}`, () => openingOf(text, OPENING, title));

/** A directive as it arrives, and as it looks ever after. */
export function cardScreen(card: Card, voice: Voice): Screen {
  const past = pastCard(card, voice);
  if (past) return past;
  const { t, now, zone } = voice;
  const { receipt, deadlineAt, files } = card;
  const isOpen = isOwed(card);
  const text = lines(
    headOf(card, voice),
    '',
    amendmentHead(card, voice),
    '',
    isOpen &&
      plain(
        deadlineAt
          ? t('directives:card.deadline', { when: sayDeadline(deadlineAt, now, zone, t) })
          : t('directives:card.noDeadline'),
      ),
    '',
    plain(cardOpening(card).text),
    files > 0 && t('directives:card.files', { count: files }),
    '',
    receipt.toKnow && plain(t('directives:card.toKnow')),
    card.ending && endingLines(card.ending, voice),
    isOpen || isKnown(card) ? null : plain(endOf(card, voice)),
  );
  const acknowledge = button(
    t('directives:card.acknowledgeButton'),
    callbacks.acknowledge.pack({ receiptId: receipt.id }),
  );
  // Their own word may still follow what a leader recorded on paper.
  return { text, keyboard: [...(isOpen || receipt.onPaper ? [[acknowledge]] : []), ...readRow(card, voice)] };
}

const isDone = ({ receipt }: Pick<Card, 'receipt'>): boolean =>
  receipt.status === 'acknowledged' || receipt.status === 'closed';

/** Whether this person still has to acknowledge it. */
const isOwed = (card: Pick<Card, 'receipt'>): boolean => !card.receipt.toKnow && !isDone(card);

/** For their knowledge, and nothing was recorded. */
const isKnown = (card: Pick<Card, 'receipt'>): boolean => card.receipt.toKnow && !isDone(card);

/** What was recorded, and when. */
function endOf({ receipt }: Card, { t, zone }: Voice): string {
  if (receipt.status === 'closed' || !receipt.acknowledgedAt) return t('directives:card.closed');
  const when = sayInstant(receipt.acknowledgedAt, zone, t);
  if (receipt.isCarried) return t('directives:card.carried', { when });
  return receipt.onPaper ? t('directives:card.onPaperAt', { when }) : t('directives:card.acknowledgedAt', { when });
}

/** The way to the rest of the text, where there is a rest, and to the attachments. */
function readRow(card: Card, { t }: Voice): Button[][] {
  const receiptId = card.receipt.id;
  const pages = pagesOf(card).length;
  const label = pages > 1 ? t('directives:card.readPagesButton', { count: pages }) : t('directives:card.readButton');
  const row = [
    ...(cardOpening(card).isWhole ? [] : [button(label, callbacks.read.pack({ receiptId, page: 0 }))]),
    ...(card.files > 0 ? [button(t('directives:card.filesButton'), callbacks.files.pack({ receiptId }))] : []),
  ];
  const changes = button(t('directives:amended.button'), callbacks.changes.pack({ receiptId, page: 0 }));
  return [...(card.amendment ? [[changes]] : []), ...(row.length > 0 ? [row] : [])];
}

/** One page of the whole text, in place of the card; the button to acknowledge goes along. */
export function pageScreen(card: Card, wanted: number, voice: Voice): Screen {
  const past = pastCard(card, voice);
  if (past) return past;
  const { t } = voice;
  const pages = pagesOf(card);
  const page = Math.min(Math.max(0, wanted), pages.length - 1);
  const receiptId = card.receipt.id;
  const to = (target: number) => callbacks.read.pack({ receiptId, page: target });
  const turning = [
    ...(page > 0 ? [button('‹', to(page - 1))] : []),
    ...(page < pages.length - 1 ? [button('›', to(page + 1))] : []),
  ];
  const isOpen = isOwed(card);
  const acknowledge = button(t('directives:card.acknowledgeButton'), callbacks.acknowledge.pack({ receiptId }));
  const place = t('directives:card.page', { page: page + 1, pages: pages.length });
  return {
    text: lines(bold(`${shortName(card, voice)} · ${place}`), '', marked(pages[page]!)),
    keyboard: [
      ...(turning.length > 0 ? [turning] : []),
      ...(isOpen && page === pages.length - 1 ? [[acknowledge]] : []),
      [button(t('directives:card.backButton'), callbacks.card.pack({ receiptId }))],
    ],
  };
}

/** What a press on "acknowledge" is answered with, above the chat. */
export function acknowledgedAnswer(card: Card, isNew: boolean, { t, zone }: Voice): string {
  const { receipt, ending, amendment } = card;
  if (!receipt.isHolding && ending) return t(`directives:ended.answer.${ending.as as 'withdrawn'}`);
  if (!receipt.acknowledgedAt && amendment && receipt.status !== 'closed') return t('directives:ended.answer.amended');
  if (!card.receipt.acknowledgedAt) return t('directives:card.closed');
  const when = sayInstant(card.receipt.acknowledgedAt, zone, t);
  return isNew ? t('directives:card.answer', { when }) : t('directives:card.answerAgain', { when });
}
