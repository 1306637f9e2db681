import { type Change, changesBetween } from '../domain/directives/changes.ts';
import type { Card, CardAmendment } from '../domain/directives/receipt.ts';
import { remembering } from '../lib/remembering.ts';
import { callbacks } from './callbacks.ts';
import { sayDeadline, sayInstant } from './dates.ts';
import { shortName } from './directive-head.ts';
import { bold, button, lines, pageRow, plain, type Screen, type Voice } from './screen.ts';

/** Characters of changes on one page; Telegram takes 4,096, and every mark of a change needs some more. */
const PAGE_LENGTH = 2_500;
/** So much of the changes stands on the card itself. */
const OPENING = 350;

const known = remembering<Change[]>();

/** What an amendment changed in title and text, kept: one broadcast asks for the same thousands of times. */
function changesOf({ title, text, textHash }: Pick<Card, 'title' | 'text' | 'textHash'>, { before }: CardAmendment) {
  const key = `${before.textHash} ${before.title} ${textHash} ${title}`;
  return known(key, () => changesBetween(`${before.title}\n${before.text}`, `${title}\n${text}`));
}

const marks = { same: ['', ''], added: ['<u>', '</u>'], removed: ['<s>', '</s>'] } as const;
const signs = { same: '', added: '➕ ', removed: '➖ ' } as const;

/** One changed passage: what is gone is struck out, what is new is underlined; a whole passage has its sign in front. */
export function changeLine(change: Change): string {
  const [only] = change;
  const sign = change.length === 1 && only ? signs[only.kind] : '✏️ ';
  const words = change.map(({ kind, text }, index) => {
    // What is gone and what came for it are two words, without their marks too.
    const gap = kind === 'added' && change[index - 1]?.kind === 'removed' ? ' ' : '';
    return `${gap}${marks[kind][0]}${plain(text.trim() ? text : ' ')}${marks[kind][1]}`;
  });
  return `${sign}${words.join('')}`;
}

const lengthOf = (change: Change): number => change.reduce((sum, { text }) => sum + text.length, 0);

/** A change that is longer than a page is cut into several of the same kind. */
function cut(change: Change): Change[] {
  return change.flatMap((piece) => {
    if (lengthOf(change) <= PAGE_LENGTH) return piece === change[0] ? [change] : [];
    const parts = Math.ceil(piece.text.length / PAGE_LENGTH);
    return Array.from({ length: parts }, (_, index): Change => {
      return [{ kind: piece.kind, text: piece.text.slice(index * PAGE_LENGTH, (index + 1) * PAGE_LENGTH) }];
    });
  });
}

/** Changes in pages that Telegram takes. */
export function pagesOfChanges(changes: Change[]): Change[][] {
  const pages: Change[][] = [[]];
  let length = 0;
  for (const change of changes.flatMap(cut)) {
    if (length > 0 && length + lengthOf(change) > PAGE_LENGTH) pages.push([]);
    if (pages.at(-1)!.length === 0) length = 0;
    pages.at(-1)!.push(change);
    length += lengthOf(change);
  }
  return pages;
}

/** On top of an amended card: that it is, why, and the first of what changed. */
export function amendmentHead(card: Card, { t, now, zone }: Voice): string | null {
  const { amendment, deadlineAt } = card;
  if (!amendment) return null;
  const changes = changesOf(card, amendment);
  const shown = changes.filter((_, index) => sumOf(changes.slice(0, index + 1)) <= OPENING);
  const isNewDeadline = amendment.before.deadlineAt?.getTime() !== deadlineAt?.getTime();
  return lines(
    bold(t('directives:amended.heading', { count: String(amendment.count), when: sayInstant(amendment.at, zone, t) })),
    plain(t('directives:amended.reason', { reason: amendment.reason })),
    isNewDeadline &&
      plain(
        deadlineAt
          ? t('directives:amended.deadline', { when: sayDeadline(deadlineAt, now, zone, t) })
          : t('directives:amended.noDeadline'),
      ),
    ...shown.map(changeLine),
    shown.length < changes.length && plain(t('directives:amended.more', { count: changes.length - shown.length })),
    '',
  );
}

const sumOf = (changes: Change[]): number => changes.reduce((sum, change) => sum + lengthOf(change), 0);

/** Everything that was added and removed, page by page. */
export function changesScreen(card: Card, wanted: number, voice: Voice): Screen {
  const { t, zone } = voice;
  const receiptId = card.receipt.id;
  const { amendment } = card;
  const back = [button(t('directives:card.backButton'), callbacks.card.pack({ receiptId }))];
  if (!amendment) return { text: plain(t('directives:amended.none')), keyboard: [back] };
  const pages = pagesOfChanges(changesOf(card, amendment));
  const page = Math.min(Math.max(0, wanted), pages.length - 1);
  const { byName: by, at, reason } = amendment;
  return {
    text: lines(
      bold(t('directives:amended.title', { name: shortName(card, voice) })),
      plain(t('directives:amended.by', { by, when: sayInstant(at, zone, t) })),
      plain(t('directives:amended.reason', { reason })),
      '',
      ...pages[page]!.map(changeLine),
      '',
      plain(t('directives:amended.legend')),
    ),
    keyboard: [...pageRow(page, pages.length, (target) => callbacks.changes.pack({ receiptId, page: target })), back],
  };
}
