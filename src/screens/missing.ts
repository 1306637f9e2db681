import type { MissingPerson } from '../domain/directives/receipt-store.ts';
import { callbacks } from './callbacks.ts';
import type { Place } from './compliance.ts';
import { shortName } from './directive-head.ts';
import { bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';

export interface MissingView {
  directive: { id: number; number: string | null; title: string };
  unit: Place;
  people: MissingPerson[];
  total: number;
  page: number;
  /** Each opens by a button with its number. */
  mayOpen: boolean;
}

/** The names of those who have not acknowledged. */
export function missingScreen(view: MissingView, voice: Voice): Screen {
  const { t } = voice;
  const { directive, unit, people, total, page } = view;
  const ids = { directiveId: directive.id, unitId: unit.id };
  const first = page * PAGE + 1;
  const named = people.map((person, index) => {
    const place = String(first + index);
    const sign = signsOf(person)
      .map((one) => t(`compliance:missing.sign.${one}`))
      .join('');
    const { fullName: name, unitName } = person;
    // The heading names the unit already.
    if (unitName === unit.name) return plain(t('compliance:missing.person', { place, sign, name }));
    return plain(t('compliance:missing.personElsewhere', { place, sign, name, unit: unitName }));
  });
  const numbers = people.map(({ receiptId }, index) =>
    button(String(first + index), callbacks.owingIn.pack({ receiptId, unitId: unit.id, page })),
  );
  const name = shortName(directive, voice);
  return {
    text: lines(
      bold(total === 0 ? t('compliance:missing.nobody') : t('compliance:missing.heading', { count: total })),
      plain(t('compliance:missing.in', { name, unit: unit.name })),
      '',
      ...named,
      plain(legendOf(people, voice)),
    ),
    keyboard: [
      ...(view.mayOpen ? rows(numbers, PAGE) : []),
      ...pageRow(page, Math.ceil(total / PAGE), (target) => callbacks.missing.pack({ ...ids, page: target })),
      [button(t('compliance:overview.allButton', { unit: name }), callbacks.directiveStatus.pack(ids))],
    ],
  };
}

/** A card that was sent says nothing of whether its person can be reached today. */
function signsOf({ status, accountId, isTold, awayUntil, isHead }: MissingPerson): Sign[] {
  const isLost = accountId === null && (status === 'sent' || status === 'unknown');
  const first: (Sign | null)[] = [isHead ? 'head' : null, isLost ? 'unreachable' : (status as Sign)];
  const marks: (Sign | null)[] = [isTold ? 'told' : null, awayUntil === null ? null : 'away'];
  return [...first, ...marks].filter((mark) => mark !== null);
}

const SIGNS = ['head', 'sent', 'waiting', 'unknown', 'unreachable', 'notEnrolled', 'told', 'away'] as const;
type Sign = (typeof SIGNS)[number];

/** What the signs on this page mean. */
function legendOf(people: MissingPerson[], { t }: Voice): string {
  const used = new Set(people.flatMap(signsOf));
  return SIGNS.filter((sign) => used.has(sign))
    .map((sign) => t(`compliance:missing.legend.${sign}`))
    .join(' · ');
}
