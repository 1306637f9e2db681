import { answerOrder, pageAbout } from '../domain/directives/acknowledging.ts';
import type { Card } from '../domain/directives/receipt.ts';
import { cardOpening, pagesOf } from '../domain/directives/text-pages.ts';
import { callbacks } from './callbacks.ts';
import { headOf } from './directive-head.ts';
import { type Button, bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/** The question with its answers as buttons, in place of the card; after a wrong answer with the way to read again. */
export function ackQuestionScreen(card: Card, isWrong: boolean, voice: Voice): Screen {
  const { t } = voice;
  const { receipt, terms } = card;
  const question = terms.question!;
  const answers = answerOrder(receipt.id, question);
  const areLong = answers.some((answer) => answer.length > BUTTON);
  const { id: receiptId, tries } = receipt;
  const buttons = answers.map((answer, place) => [
    button(areLong ? LETTERS[place]! : answer, callbacks.answer.pack({ receiptId, tries, place })),
  ]);
  return {
    text: lines(
      headOf(card, voice),
      '',
      isWrong && plain(wrongAnswer(card, voice)),
      '',
      bold(question.ask),
      ...(areLong ? answers.map((answer, place) => plain(`${LETTERS[place]}. ${answer}`)) : []),
    ),
    keyboard: [
      ...buttons,
      [isWrong ? readAgainButton(card, voice) : cardButton(receiptId, t('directives:card.backButton'))],
    ],
  };
}

const LETTERS = ['A', 'B', 'C', 'D'] as const;
/** What a button shows of its words on a telephone, in characters. */
const BUTTON = 32;

const cardButton = (receiptId: number, label: string): Button => button(label, callbacks.card.pack({ receiptId }));

/** The page that says it, or the card where that shows the whole text. */
function readAgainButton(card: Card, { t }: Voice): Button {
  const { receipt, terms } = card;
  const pages = pagesOf(card);
  if (cardOpening(card).isWhole) return cardButton(receipt.id, t('directives:card.readAgainButton'));
  const page = pageAbout(terms.question!, pages);
  const label =
    pages.length === 1 ? t('directives:card.readAgainButton') : t('directives:card.readPageButton', { page: page + 1 });
  return button(label, callbacks.read.pack({ receiptId: receipt.id, page }));
}

/** What a wrong answer is answered with, above the chat (Telegram takes 200 characters). */
export function wrongAnswer(card: Card, { t }: Voice): string {
  const pages = pagesOf(card);
  if (pages.length === 1) return t('directives:card.wrong');
  return t('directives:card.wrongPage', { page: pageAbout(card.terms.question!, pages) + 1 });
}
