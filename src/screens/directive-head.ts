import { type DocumentFields, kindWord } from '../domain/directives/document-fields.ts';
import { partsOfNumber } from '../domain/directives/reading-kinds.ts';
import type { Card } from '../domain/directives/receipt.ts';
import type { Key } from '../i18n.ts';
import { dayOf } from '../lib/day.ts';
import { opening } from '../lib/opening.ts';
import { sayDay } from './dates.ts';
import { bold, lines, plain, type Voice } from './screen.ts';

/** So much of an instruction stands on a card. */
const INSTRUCTION = 200;

type Headed = Pick<Card, 'number' | 'title' | 'urgency' | 'issuer' | 'document'> & { issuedAt: Date | null };
type Named = { number: string | null; title: string; document?: DocumentFields | null };

/** What it is and how urgent; from whom, of which day and by whom signed; what about. */
export function headOf(card: Headed, voice: Voice): string {
  const { t, now, zone } = voice;
  const day = sayDay(card.document?.date ?? dayOf(card.issuedAt ?? now, zone), t);
  const { number, issuer, urgency } = card;
  const kind = kindOf(card, voice);
  const sign = t(`directives:sign.${urgency}`);
  const signer = card.document?.signer;
  return lines(
    bold(kind && urgency === 'normal' ? kind : kind ? t('directives:card.signAndKind', { sign, kind }) : sign),
    plain(
      number
        ? t('directives:card.from', { number, issuer, day })
        : t('directives:card.fromWithoutNumber', { issuer, day }),
    ),
    signer && plain(t('directives:card.signer', { signer })),
    arrivalLine(card.document, voice),
    bold(card.title),
  );
}

/** How a document came in from elsewhere, and what the leader wrote on it, in one line. */
export function arrivalLine(document: DocumentFields | null, { t }: Voice): string | null {
  if (!document?.incoming) return null;
  const { number, date, instruction } = document.incoming;
  const said = [
    number && t('documents:arrivalNumber', { number }),
    date && t('documents:arrivedOn', { day: sayDay(date, t) }),
    instruction && t('documents:instruction', { instruction: opening(instruction, INSTRUCTION) }),
  ];
  return plain([t('documents:incoming'), ...said].filter(Boolean).join(' · '));
}

/** A kind of document by its word in a form's answers: "Công điện". */
export const sayKind = (word: string, { t }: Pick<Voice, 't'>): string =>
  t(`forms:directive.kind.choice.${word}` as Key);

/** As the document says it, or else as its number does; null where neither names a kind. */
export function kindOf({ number, document }: Pick<Named, 'number' | 'document'>, voice: Voice): string | null {
  const kind = document?.kind ?? (number ? partsOfNumber(number).kind : null);
  return kind && sayKind(kindWord(kind), voice);
}

/** A directive in a few words: its kind and number, or the beginning of its title. */
export function shortName(named: Named, voice: Voice, limit = 60): string {
  const { number, title } = named;
  if (!number) return opening(title, limit);
  const kind = kindOf(named, voice);
  return kind ? voice.t('directives:nameOfKind', { kind, number }) : voice.t('directives:name', { number });
}

/** What it is called, and below a number what it is about. */
export const nameAndTitle = (directive: { number: string | null; title: string }, voice: Voice): string =>
  lines(bold(shortName(directive, voice)), directive.number && plain(directive.title));
