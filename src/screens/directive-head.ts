import type { Card } from '../domain/directives/receipt.ts';
import type { Key } from '../i18n.ts';
import { dayOf } from '../lib/day.ts';
import { opening } from '../lib/opening.ts';
import { sayDay } from './dates.ts';
import { bold, lines, plain, type Voice } from './screen.ts';

type Headed = Pick<Card, 'number' | 'title' | 'urgency' | 'issuer'> & { issuedAt: Date | null };

/** What it is and how urgent; from whom; what about. */
export function headOf(card: Headed, { t, now, zone }: Voice): string {
  const day = sayDay(dayOf(card.issuedAt ?? now, zone), t);
  const { number, issuer } = card;
  return lines(
    bold(t(`directives:sign.${card.urgency}`)),
    plain(
      number
        ? t('directives:card.from', { number, issuer, day })
        : t('directives:card.fromWithoutNumber', { issuer, day }),
    ),
    bold(card.title),
  );
}

/** A kind of document by its word in a form's answers: "Công điện". */
export const sayKind = (word: string, { t }: Pick<Voice, 't'>): string =>
  t(`forms:directive.kind.choice.${word}` as Key);

/** A directive in a few words: its number, or the beginning of its title. */
export function shortName(
  { number, title }: { number: string | null; title: string },
  { t }: Voice,
  limit = 60,
): string {
  return number ? t('directives:name', { number }) : opening(title, limit);
}
