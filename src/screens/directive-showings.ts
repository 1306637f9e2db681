/**
 * Whether words are exactly what the bot shows of a directive: its card in one of its states, a page, or the whole text. The screens
 * themselves are asked, so that what they change is known here; only white space may differ, since a messenger changes it.
 */
import { DateTime } from 'luxon';
import type { IssuedDirective, IssuedText } from '../domain/directives/archive-store.ts';
import type { Card } from '../domain/directives/receipt.ts';
import { pagesOf } from '../domain/directives/text-pages.ts';
import type { Showings } from '../domain/directives/verification.ts';
import { addMilliseconds, DAY, HOUR, MINUTE, SECOND } from '../lib/clock.ts';
import { inOneLine, shareOf, shinglesOf } from '../lib/likeness.ts';
import { unescapeHtml, withoutTurns } from '../lib/text.ts';
import { cardScreen, pageScreen } from './directive-card.ts';
import { marked, type Voice } from './screen.ts';

/** What people are shown in any of the office's languages. */
export const showingsIn = (voices: readonly Voice[]): Showings => ({
  match(words, directive, text) {
    const asked = inOneLine(words);
    const is = (shown: string) => inOneLine(wordsOf(shown)) === asked;
    const card = cardOf(directive, text);
    if (is(marked(text.text)) || inOneLine(text.text) === asked) return 'text';
    if (voices.some((voice) => is(pageAsked(words, card, voice) ?? ''))) return 'page';
    // The title stands on every card: without it none of them is worth being drawn.
    if (!asked.includes(inOneLine(withoutTurns(card.title)))) return null;
    return voices.some((voice) => cardsLike(words, card, directive, voice).some(is)) ? 'card' : null;
  },
  nearest(words, directive, text) {
    const card = cardOf(directive, text);
    const shown = voices.flatMap((voice) => [
      ...pagesOf(text).map((_, page) => pageScreen(card, page, voice).text),
      ...cardsLike(words, card, directive, voice).slice(0, 1),
    ]);
    const asked = shinglesOf(words);
    const near = [marked(text.text), ...shown].map((html) => {
      const said = wordsOf(html);
      const known = shinglesOf(said);
      return { said, share: Math.min(shareOf(asked, known), shareOf(known, asked)) };
    });
    return near.reduce((best, one) => (one.share > best.share ? one : best)).said;
  },
});

/** What stands on the screen, without its marks. */
const wordsOf = (html: string): string => unescapeHtml(html.replace(/<[^>]+>/g, ''));

const UNREAD = {
  id: 0,
  personId: 0,
  unitId: 0,
  status: 'sent',
  onPaper: false,
  lateJoiner: false,
  toKnow: false,
  acknowledgedAt: null,
  accountId: null,
  messageId: null,
  tries: 0,
  pagesSeen: [] as number[],
  implementedAt: null,
  passedOnAt: null,
  passedOnId: null,
  isHolding: true,
  isCarried: false,
} as const;

/** The card as it came, in this version. */
function cardOf(
  directive: IssuedDirective,
  { text, textHash, title, deadlineAt, version, amendment }: IssuedText,
): Card {
  return {
    ...directive,
    receipt: { ...UNREAD, directiveId: directive.id, version },
    title: title ?? directive.title,
    deadlineAt: deadlineAt ?? directive.deadlineAt,
    state: 'issued',
    ending: null,
    amendment,
    text,
    textHash,
  };
}

/** The page whose place (`2/7`) the words name in their first line. */
function pageAsked(words: string, card: Card, voice: Voice): string | null {
  const page = Number(/(\d{1,4})\/\d{1,4}\s*$/.exec(words.trim().split('\n', 1)[0] ?? '')?.[1] ?? 0);
  return page >= 1 && page <= pagesOf(card).length ? pageScreen(card, page - 1, voice).text : null;
}

/** The card in each state in which it can have been when these words left it: in force, amended since, or ended. */
function cardsLike(words: string, card: Card, { version, end }: IssuedDirective, voice: Voice): string[] {
  const at = instantIn(words, voice);
  const receipts: Card['receipt'][] = [
    { ...card.receipt, toKnow: true },
    { ...card.receipt, status: 'closed' },
    ...(at ? [false, true].map((onPaper) => ({ ...card.receipt, ...acknowledged(at), onPaper })) : []),
  ];
  const past = { ...card.receipt, isHolding: false };
  const amended = card.receipt.version < version ? [past] : [];
  const ended = end ? [card.receipt, ...receipts, past] : [];
  return [
    ...momentsOf(words, card.deadlineAt, voice.now).map((now) => cardScreen(card, { ...voice, now }).text),
    ...[...receipts, ...amended].map((receipt) => cardScreen({ ...card, receipt }, voice).text),
    ...ended.map((receipt) => cardScreen({ ...card, receipt, ending: end }, voice).text),
  ];
}

const acknowledged = (at: Date) => ({ status: 'acknowledged' as const, acknowledgedAt: at });

/** A card says its deadline by how far it is: when it can have been shown, by the spans that the words hold. */
function momentsOf(words: string, deadlineAt: Date | null, now: Date): Date[] {
  if (!deadlineAt) return [now];
  const spans = [...words.slice(0, 2_000).matchAll(/\(([^()]{1,60})\)/g)].slice(0, 8).flatMap(([, said]) => {
    const [first = 0, second = 0] = [...said!.matchAll(/\d{1,4}/g)].map(Number);
    return [first * HOUR + second * MINUTE, first * MINUTE, first * DAY];
  });
  // Spans are rounded down; at the ends of what is rounded to it may be another day.
  const distances = [0, ...new Set(spans)].flatMap((span) => [
    span + SECOND,
    span + MINUTE - SECOND,
    span + HOUR - SECOND,
  ]);
  const around = distances.flatMap((distance) => [-distance, distance]);
  return [...around, -DAY, -2 * DAY, -400 * DAY].map((distance) => addMilliseconds(deadlineAt, distance));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The instant that the last line records, as this language says it. */
function instantIn(words: string, { t, zone }: Voice): Date | null {
  const [timePlace, dayPlace] = ['\u0001', '\u0002'];
  const pattern = escaped(t('common:date.instant', { time: timePlace, day: dayPlace }))
    .replace(timePlace, '(?<time>\\d{2}:\\d{2})')
    .replace(dayPlace, '(?<day>.{6,30}?)');
  const line = words.trim().split('\n').at(-1) ?? '';
  const said = new RegExp(`${pattern}\\s*$`).exec(line)?.groups;
  if (!said) return null;
  const format = `HH:mm ${t('common:format.dayOfYear')}`;
  const at = DateTime.fromFormat(`${said.time} ${said.day}`, format, { zone, locale: t.locale });
  return at.isValid ? at.toJSDate() : null;
}
