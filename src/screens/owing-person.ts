import type { OwingPerson } from '../domain/compliance/compliance-views.ts';
import type { Attestation } from '../domain/directives/attestation.ts';
import type { Receipt } from '../domain/directives/receipt.ts';
import type { Person } from '../domain/people/person.ts';
import { spellPhone } from '../domain/people/phone.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDay, sayDeadline, sayInstant } from './dates.ts';
import { shortName } from './directive-head.ts';
import { signOf } from './directive-lists.ts';
import { headLines, passOnButton } from './head-card.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/** One person who owes a directive: how it stands with them, their telephone, and what a leader can do. */
export function owingScreen(owing: OwingPerson, voice: Voice, list: { unitId?: number; page?: number } = {}): Screen {
  const { t, now, zone } = voice;
  const { person, unit, directive, attestations, leave } = owing;
  return {
    text: lines(
      bold(person.fullName),
      plain(unit.name),
      owing.receipt.status !== 'closed' && phoneLine(person, voice),
      leave && plain(t('compliance:person.away', { day: sayDay(leave.toOn, t, dayOf(now, zone)) })),
      '',
      plain(`${signOf(directive.urgency)}${shortName(directive, voice)}`),
      directive.deadlineAt &&
        plain(t('compliance:person.deadline', { when: sayDeadline(directive.deadlineAt, now, zone, t) })),
      ...statusOf(owing, voice),
      triesLine(owing.receipt, voice),
      ...headLines(owing, voice),
      ...attestations.flatMap((attestation) => attestationLines(attestation, voice)),
    ),
    keyboard: owingButtons(owing, voice, list),
  };
}

const phoneLine = ({ phone }: Person, { t }: Voice): string =>
  plain(phone ? t('compliance:person.phone', { phone: spellPhone(phone) }) : t('compliance:person.noPhone'));

function statusOf({ receipt, isReachable }: OwingPerson, { t, zone }: Voice): string[] {
  const { status, acknowledgedAt, onPaper } = receipt;
  if (status === 'acknowledged') {
    const when = acknowledgedAt ? sayInstant(acknowledgedAt, zone, t) : '';
    return [plain(t(`compliance:person.done.${onPaper ? 'onPaper' : 'acknowledged'}`, { when }))];
  }
  const isLost = !isReachable && (status === 'sent' || status === 'unknown');
  return [plain(t(`compliance:person.status.${status}`)), ...(isLost ? [plain(t('compliance:person.lost'))] : [])];
}

const triesLine = ({ tries: count }: Receipt, { t }: Voice): string | null =>
  count > 0 ? plain(t('compliance:person.tries', { count })) : null;

function attestationLines({ way, byName: by, at, note, disputedAt }: Attestation, { t, zone }: Voice): string[] {
  return [
    t(`compliance:person.attested.${way}`, { by, when: sayInstant(at, zone, t) }),
    ...(note ? [t('compliance:person.note', { note })] : []),
    ...(disputedAt ? [t('compliance:person.disputed', { when: sayInstant(disputedAt, zone, t) })] : []),
  ].map(plain);
}

function owingButtons(
  { person, unit, receipt, directive, attestations, mayRemind, mayAttest, mayMarkAway, mayPassOn, leave }: OwingPerson,
  { t }: Voice,
  { unitId = unit.id, page = 0 }: { unitId?: number; page?: number },
) {
  const start = (form: string, subject: number) => callbacks.startForm.pack({ form, subject });
  const isOpen = receipt.status !== 'acknowledged' && receipt.status !== 'closed' && directive.state === 'issued';
  const wasSaid = (way: Attestation['way']) => attestations.some((one) => one.way === way);
  const attest = (['phone', 'paper'] as const)
    .filter((way) => isOpen && mayAttest && !wasSaid(way))
    .map((way) => button(t(`compliance:person.${way}Button`), start(way, receipt.id)));
  const mark = leave
    ? button(t('compliance:person.backButton'), callbacks.endAway.pack({ absenceId: leave.id }))
    : button(t('compliance:person.awayButton'), start('away', person.id));
  const remind = button(t('compliance:person.remindButton'), callbacks.remindOne.pack({ receiptId: receipt.id }));
  const back = button(
    t('compliance:person.listButton'),
    callbacks.missing.pack({ directiveId: directive.id, unitId, page }),
  );
  const card = button(t('compliance:card.button'), callbacks.personCard.pack({ personId: person.id }));
  return [
    mayPassOn ? [passOnButton(receipt.id, t('compliance:person.passOnButton'))] : [],
    isOpen && mayRemind ? [remind] : [],
    attest,
    [...(mayMarkAway ? [mark] : []), card],
    [back],
  ].filter((row) => row.length > 0);
}
