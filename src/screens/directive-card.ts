import type { Card } from '../domain/directives/receipt.ts';
import { cardOpening, pagesOf, pageWithin } from '../domain/directives/text-pages.ts';
import { acknowledgeButton, commitmentLine, termLines } from './acknowledging.ts';
import { callbacks } from './callbacks.ts';
import { sayDeadline, sayInstant } from './dates.ts';
import { amendmentHead } from './directive-changes.ts';
import { endingLines, pastCard } from './directive-ending.ts';
import { headOf, shortName } from './directive-head.ts';
import { headLines, headRows, passedOnLines } from './head-card.ts';
import { type Button, bold, button, lines, marked, plain, type Screen, type Voice } from './screen.ts';

/** A directive as it arrives, and as it looks ever after. */
export function cardScreen(card: Card, voice: Voice): Screen {
  const past = pastCard(card, voice);
  if (past) return past;
  const { t, now, zone } = voice;
  const { receipt, deadlineAt, files } = card;
  const isOpen = isOwed(card);
  const text = lines(
    ...passedOnLines(card, voice),
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
    files > 0 && t(card.isSigned ? 'directives:card.filesSigned' : 'directives:card.files', { count: files }),
    '',
    card.ending && endingLines(card.ending, voice),
    ...(receipt.toKnow ? [plain(t('directives:card.toKnow'))] : termLines(card, isOpen, voice)),
    isOpen || isKnown(card) ? null : plain(endOf(card, voice)),
    ...headLines(card, voice),
  );
  const acknowledge = acknowledgeButton(card, voice);
  // Their own word may still follow what a leader recorded on paper.
  const acting = isOpen || receipt.onPaper ? [[acknowledge]] : [];
  return { text, keyboard: [...acting, ...headRows(card, voice), ...readRow(card, voice)] };
}

const isDone = ({ receipt }: Pick<Card, 'receipt'>): boolean =>
  receipt.status === 'acknowledged' || receipt.status === 'closed';

/** Whether this person still has to acknowledge it. */
const isOwed = (card: Pick<Card, 'receipt'>): boolean => !card.receipt.toKnow && !isDone(card);

/** For their knowledge, and nothing was recorded. */
const isKnown = (card: Pick<Card, 'receipt'>): boolean => card.receipt.toKnow && !isDone(card);

/** What was recorded, and when. */
function endOf({ receipt, terms }: Card, { t, zone }: Voice): string {
  if (receipt.status === 'closed' || !receipt.acknowledgedAt) return t('directives:card.closed');
  const when = sayInstant(receipt.acknowledgedAt, zone, t);
  if (receipt.isCarried) return t('directives:card.carried', { when });
  if (receipt.onPaper) return t('directives:card.onPaperAt', { when });
  return terms.mode === 'commitment'
    ? t('directives:card.committedAt', { when })
    : t('directives:card.acknowledgedAt', { when });
}

/** The way to the rest of the text, where there is a rest, to the attachments, and to the code that others can check it by. */
function readRow(card: Card, { t }: Voice): Button[][] {
  const receiptId = card.receipt.id;
  const pages = pagesOf(card).length;
  const label = pages > 1 ? t('directives:card.readPagesButton', { count: pages }) : t('directives:card.readButton');
  const row = [
    ...(cardOpening(card).isWhole ? [] : [button(label, callbacks.read.pack({ receiptId, page: 0 }))]),
    ...(card.files > 0 ? [button(t('directives:card.filesButton'), callbacks.files.pack({ receiptId }))] : []),
  ];
  const changes = button(t('directives:amended.button'), callbacks.changes.pack({ receiptId, page: 0 }));
  const code = button(t('verification:codeButton'), callbacks.checkCode.pack({ receiptId }));
  const rest = row.length === 1 ? [[...row, code]] : [...(row.length > 0 ? [row] : []), [code]];
  return [...(card.amendment ? [[changes]] : []), ...rest];
}

/** One page of the whole text, in place of the card; the button to acknowledge goes along. */
export function pageScreen(card: Card, wanted: number, voice: Voice): Screen {
  const past = pastCard(card, voice);
  if (past) return past;
  const { t } = voice;
  const pages = pagesOf(card);
  const page = pageWithin(card, wanted);
  const receiptId = card.receipt.id;
  const to = (target: number) => callbacks.read.pack({ receiptId, page: target });
  const turning = [
    ...(page > 0 ? [button('‹', to(page - 1))] : []),
    ...(page < pages.length - 1 ? [button('›', to(page + 1))] : []),
  ];
  const isOpen = isOwed(card);
  const acknowledge = acknowledgeButton(card, voice);
  const place = t('directives:card.page', { page: page + 1, pages: pages.length });
  const isLast = page === pages.length - 1;
  return {
    text: lines(
      bold(`${shortName(card, voice)} · ${place}`),
      '',
      marked(pages[page]!),
      '',
      isOpen && isLast && commitmentLine(card, voice),
    ),
    keyboard: [
      ...(turning.length > 0 ? [turning] : []),
      ...(isOpen && isLast ? [[acknowledge]] : []),
      [button(t('directives:card.backButton'), callbacks.card.pack({ receiptId }))],
    ],
  };
}
