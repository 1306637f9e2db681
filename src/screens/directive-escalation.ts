import type { Directive } from '../domain/directives/directive.ts';
import type { UnitShare } from '../domain/directives/escalation.ts';
import { callbacks } from './callbacks.ts';
import { sayDeadline, sayMoment } from './dates.ts';
import { shortName } from './directive-head.ts';
import { signOf } from './directive-lists.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/** So many names, or units, are on one screen; half of each where there are both. */
const SHOWN = 6;

export interface Escalated {
  directive: Directive;
  unit: { id: number; name: string };
  own: UnitShare | null;
  missing: { fullName: string; isTold: boolean }[];
  below: UnitShare[];
  next: { at: Date; unitName: string } | null;
}

/** Told to whoever answers for a unit: who is missing by name, which units below, and where it goes next. */
export function escalationScreen(view: Escalated, voice: Voice): Screen {
  const { t, now, zone } = voice;
  const { directive, unit, own, below, next } = view;
  const { deadlineAt, issuedAt } = directive;
  const name = shortName(directive, voice);
  const ids = { directiveId: directive.id, unitId: unit.id };
  const when = deadlineAt ? sayDeadline(deadlineAt, now, zone, t) : sayMoment(issuedAt ?? now, now, zone, t);
  const shown = own && below.length > 0 ? SHOWN / 2 : SHOWN;
  return {
    text: lines(
      bold(t('directives:escalation.heading', { sign: signOf(directive.urgency), name })),
      directive.number && plain(directive.title),
      plain(deadlineAt ? t('directives:escalation.late', { when }) : t('directives:escalation.issued', { when })),
      '',
      ...(own ? ownLines(own, view.missing.slice(0, shown), voice) : []),
      '',
      ...belowLines(below, shown, voice),
      '',
      next && plain(t('directives:escalation.next', { when: sayMoment(next.at, now, zone, t), unit: next.unitName })),
    ),
    keyboard: [
      [button(t('directives:escalation.remindButton'), callbacks.remind.pack(ids))],
      [button(t('directives:escalation.listButton'), callbacks.missing.pack({ ...ids, page: 0 }))],
    ],
  };
}

/** How short the own people are, and the first of them by name. */
function ownLines(own: UnitShare, named: Escalated['missing'], { t }: Voice): string[] {
  const { name: unit, acknowledged: done, due } = own;
  const more = due - done - named.length;
  return [
    plain(t('directives:escalation.own', { unit, done, due, count: due - done })),
    ...named.map(({ fullName, isTold }, index) =>
      plain(t(`directives:escalation.${isTold ? 'told' : 'person'}`, { place: String(index + 1), name: fullName })),
    ),
    ...(more > 0 ? [plain(t('directives:escalation.more', { count: more }))] : []),
  ];
}

/** The first units below, and how many there are besides. */
function belowLines(below: UnitShare[], shown: number, { t }: Voice): string[] {
  if (below.length === 0) return [];
  const named = below.slice(0, shown);
  const more = below.length - named.length;
  return [
    plain(t('directives:escalation.below')),
    ...named.map(({ name: unit, acknowledged: done, due }) =>
      plain(t('directives:escalation.unit', { unit, done, due })),
    ),
    ...(more > 0 ? [plain(t('directives:escalation.moreUnits', { count: more }))] : []),
  ];
}
