// i18n: compliance:card.*
import { CARD_DAYS } from '../domain/compliance/compliance.ts';
import type { PersonCard } from '../domain/compliance/person-views.ts';
import { spellPhone } from '../domain/people/phone.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDay, sayDeadline } from './dates.ts';
import { shortName } from './directive-head.ts';
import { signOf } from './directive-lists.ts';
import { bar, bold, button, lines, plain, rows, type Screen, type Voice } from './screen.ts';

/** How somebody does: for themselves, or for whoever answers for them. */
export function personCardScreen(card: PersonCard, voice: Voice): Screen {
  const { t, now, zone } = voice;
  const { person, posts, open, openTotal, leave, reach, isOwn } = card;
  return {
    text: lines(
      bold(person.fullName),
      ...posts.map(({ role, unit }) => plain(t('enrolment:me.post', { role: t(`enrolment:me.role.${role}`), unit }))),
      person.phone && plain(t('compliance:person.phone', { phone: spellPhone(person.phone) })),
      !isOwn && reach !== 'reachable' && plain(t(`compliance:card.reach.${reach}`)),
      leave && plain(t('compliance:person.away', { day: sayDay(leave.toOn, t, dayOf(now, zone)) })),
      '',
      ...figureLines(card, voice),
      '',
      openTotal > 0 && plain(t('compliance:card.open', { count: openTotal })),
      ...open.map((line, index) => {
        const name = `${signOf(line.urgency)}${shortName(line, voice)}`;
        const place = String(index + 1);
        if (!line.deadlineAt) return plain(t('compliance:card.line', { place, name }));
        const when = sayDeadline(line.deadlineAt, now, zone, t);
        return plain(t('compliance:card.lineDue', { place, name, when }));
      }),
    ),
    keyboard: rows(
      open.map(({ receiptId }, index) =>
        button(String(index + 1), isOwn ? callbacks.openCard.pack({ receiptId }) : callbacks.owing.pack({ receiptId })),
      ),
      open.length || 1,
    ),
  };
}

/** Of the last months, in two lines. */
function figureLines({ figures }: PersonCard, { t }: Voice): string[] {
  const { owed, acknowledged, afterDeadline: late, overdue } = figures;
  const days = String(CARD_DAYS);
  if (owed === 0) return [plain(t('compliance:card.nothing', { days }))];
  return [
    plain(t('compliance:card.figures', { days })),
    `<code>${bar(acknowledged, owed)}</code> ${acknowledged}/${owed}`,
    ...(late > 0 ? [plain(t('compliance:card.late', { count: late }))] : []),
    ...(overdue > 0 ? [plain(t('compliance:card.overdue', { count: overdue }))] : []),
  ];
}
