import { addMilliseconds } from '../../lib/clock.ts';
import { nextAllowed, type OfficeCalendar, workingDayAfter } from '../calendar.ts';
import type { Directive, Urgency } from './directive.ts';
import { type Ladder, MORNING } from './ladder.ts';

/** How a unit's own people stand with a directive: those it is asked of (not those away), who acknowledged, who was told by telephone. */
export interface UnitShare {
  unitId: number;
  name: string;
  path: string;
  due: number;
  acknowledged: number;
  told: number;
}

/** Below its threshold. Those on leave are left out, and whoever a leader told by telephone counts as dealt with. */
export const isShort = ({ due, acknowledged, told }: UnitShare, below: number): boolean =>
  // A share of 55 of 100 is exactly 0.55; 55 % of 100 is a little more than 55.
  due > 0 && (acknowledged + told) / due < below;

/** The people who answer for a unit and can be told. */
export interface Responsible {
  unitId: number;
  personIds: number[];
}

export interface Reachable {
  unitId: number;
  personId: number;
  role: 'leader' | 'deputy';
}

/**
 * Whom a matter of one unit goes to, step by step: its own leaders, then those above, as far as the unit that issued. Deputies
 * stand in where no leader can be told; a unit with neither is passed over, and nobody is in it twice in a row. What was asked of
 * heads alone begins one above: nobody answers for themselves.
 */
export function chainOf(
  unitPath: string,
  about: { issuingUnitId: number; audience: Directive['audience'] },
  reachable: readonly Reachable[],
): Responsible[] {
  const ids = unitPath.split('/').filter(Boolean).map(Number);
  const top = Math.max(0, ids.indexOf(about.issuingUnitId));
  const upwards = ids.slice(top).reverse();
  const asked = about.audience === 'heads' ? upwards.slice(1) : upwards;
  const chain: Responsible[] = [];
  for (const unitId of asked) {
    const there = reachable.filter((one) => one.unitId === unitId);
    const leaders = there.filter((one) => one.role === 'leader');
    const personIds = (leaders.length > 0 ? leaders : there).map((one) => one.personId);
    const before = chain.at(-1)?.personIds ?? [];
    if (personIds.some((id) => !before.includes(id))) chain.push({ unitId, personIds });
  }
  return chain;
}

/**
 * Who is told next after those of one unit, whoever has come or gone meanwhile: the nearest further up. From the beginning where
 * nobody above the unit was told, as after it moved in the tree.
 */
export function nextInChain(
  unitPath: string,
  chain: readonly Responsible[],
  toldUnitId: number | null,
): Responsible | null {
  const ids = unitPath.split('/').filter(Boolean).map(Number);
  const reached = toldUnitId === null ? -1 : ids.indexOf(toldUnitId);
  return chain.find(({ unitId }) => reached < 0 || ids.indexOf(unitId) < reached) ?? null;
}

type Timed = Pick<Directive, 'urgency' | 'issuedAt' | 'versionAt' | 'deadlineAt' | 'escalatedAt'>;

/**
 * When a directive's figures are looked at next: first some time after its deadline (or its issue, for an immediate one), then
 * again and again, counted from the last look, so that whoever was told has that time whatever happened to the bot meanwhile.
 * Null when there is no deadline to be missed.
 */
export function nextEscalation(
  { urgency, issuedAt, versionAt, deadlineAt, escalatedAt }: Timed,
  ladders: Record<Urgency, Ladder>,
  calendar: OfficeCalendar,
): Date | null {
  const { always, escalation } = ladders[urgency];
  const from = always ? (versionAt ?? issuedAt) : laterOf(deadlineAt, versionAt);
  if (!issuedAt || !from) return null;
  const planned = (at: Date) => (always ? at : nextAllowed(at, calendar));
  const first = planned(addMilliseconds(from, escalation.after));
  if (!escalatedAt) return first;
  const { every } = escalation;
  const isDaily = every === 'workingDay';
  const next = planned(
    isDaily ? workingDayAfter(escalatedAt, 1, MORNING, calendar) : addMilliseconds(escalatedAt, every),
  );
  return next > first ? next : first;
}

/** A text that came after its deadline is not overdue before anybody could read it. */
const laterOf = (deadlineAt: Date | null, versionAt: Date | null): Date | null =>
  deadlineAt && versionAt && versionAt > deadlineAt ? versionAt : deadlineAt;
