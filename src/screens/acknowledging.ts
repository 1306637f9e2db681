import type { AckTerms } from '../domain/directives/acknowledging.ts';
import type { Card } from '../domain/directives/receipt.ts';
import { pagesOf, unreadPages } from '../domain/directives/text-pages.ts';
import { callbacks } from './callbacks.ts';
import { sayInstant } from './dates.ts';
import { type Button, button, lines, plain, type Voice } from './screen.ts';

/** The one button that acknowledges; under a commitment it says that one commits. */
export function acknowledgeButton({ receipt, terms }: Card, { t }: Voice): Button {
  const label =
    terms.mode === 'commitment' ? t('directives:card.commitButton') : t('directives:card.acknowledgeButton');
  return button(label, callbacks.acknowledge.pack({ receiptId: receipt.id }));
}

/** The wording to which the button below commits; nobody commits to what they do not see. */
export const commitmentLine = ({ terms: { commitment: wording } }: Card, { t }: Voice): string | null =>
  wording === null ? null : plain(t('directives:card.commitment', { wording }));

/** What is asked for besides the press, on the card above its button. */
export function termLines(card: Card, isOpen: boolean, voice: Voice): (string | null)[] {
  const { t } = voice;
  const { terms, receipt } = card;
  const unread = isOpen ? unreadPages(card, receipt.pagesSeen) : [];
  return [
    commitmentLine(card, voice),
    isOpen && terms.mode === 'question' ? plain(t('directives:card.asks')) : null,
    unread.length > 0 ? plain(t('directives:card.unread', { count: unread.length })) : null,
  ];
}

/** What a press is answered with when a page has to be read first. */
export const readFirst = (card: Card, page: number, { t }: Voice): string =>
  t('directives:card.readFirst', { page: page + 1, pages: pagesOf(card).length });

/** What a press on "acknowledge" is answered with, above the chat. */
export function acknowledgedAnswer(card: Card, isNew: boolean, { t, zone }: Voice): string {
  const { receipt, terms, ending, amendment } = card;
  if (!receipt.isHolding && ending) return t(`directives:ended.answer.${ending.as as 'withdrawn'}`);
  if (!receipt.acknowledgedAt && amendment && receipt.status !== 'closed') return t('directives:ended.answer.amended');
  if (!receipt.acknowledgedAt) return t('directives:card.closed');
  const when = sayInstant(receipt.acknowledgedAt, zone, t);
  if (!isNew) return t('directives:card.answerAgain', { when });
  return terms.mode === 'commitment'
    ? t('directives:card.answerCommitted', { when })
    : t('directives:card.answer', { when });
}

/** The terms as whoever issues or approves sees them; nothing where a plain press is all that is asked. */
export function termsSaid({ mode, commitment, question, allPages }: AckTerms, { t }: Voice): string {
  const [right = '', ...wrong] = question?.answers ?? [];
  return lines(
    mode === 'commitment' && plain(t('directives:terms.commitment', { wording: commitment ?? '' })),
    question && plain(t('directives:terms.question', { ask: question.ask })),
    question && plain(t('directives:terms.answers', { right, wrong: wrong.join('; ') })),
    allPages && plain(t('directives:terms.allPages')),
  );
}
