import { DateTime } from 'luxon';
import { dayOf } from '../../lib/day.ts';
import type { PersonActor } from '../actor.ts';
import { maySeeTripsOf } from '../declarations/trip-policy.ts';
import type { TripsOfDay } from '../declarations/trip-store.ts';
import { isLate } from '../directives/directive.ts';
import { recordLook } from '../directives/look-actions.ts';
import type { Office } from '../stores.ts';
import type { TasksOfDay } from '../tasks/task-store.ts';
import { isOpenOn, type Unit } from '../units/unit.ts';
import { type Attention, compareLate } from './attention.ts';
import { type Looked, listAttention } from './attention-kinds.ts';
import { type DirectiveFigures, type DirectiveSum, STATUS_PAGE } from './compliance.ts';
import { getSeen } from './compliance-views.ts';
import { mayReview } from './report-policy.ts';
import { type Cell, counted, kindsSeen, sumCells, type UnitKind } from './unit-kinds.ts';

/** How a unit stands: what needs the reader, what is in force, and everything else that is owed. */
export interface UnitStatus {
  unit: Unit;
  /** The unit above where the reader sees that too. */
  above: Unit | null;
  /** Its last day, where that has passed. */
  closedOn: string | null;
  hasUnitsBelow: boolean;
  /** The most urgent first; only with the first page. */
  attention: Attention[];
  directives: DirectiveFigures[];
  total: number;
  page: number;
  /** What else is owed, with what is done of it; nothing of what nobody owes or the reader may not see. */
  kinds: { kind: Exclude<UnitKind, 'directive'>; cell: Cell }[];
}

export async function viewStatus(
  actor: PersonActor,
  unitId: number,
  page: number,
  office: Office,
): Promise<UnitStatus> {
  const { unit, above } = await getSeen(actor, unitId, office);
  await recordLook(actor, { what: 'figures', unit }, office);
  const { read, clock, zone } = office;
  const sums = await read.compliance.sumDirectives(unit.path);
  const shown = sortSums(sums, clock.now()).slice(page * STATUS_PAGE, (page + 1) * STATUS_PAGE);
  const ids = shown.map(({ directiveId }) => directiveId);
  // Beside each other, where the database has several connections.
  const [{ directives }, children, beyond] = await Promise.all([
    read.compliance.listDirectives({ path: unit.path, directiveIds: ids }, clock.now()),
    read.units.listChildren(unitId),
    page === 0 ? viewBeyond(actor, { unit, isTop: above === null, sums }, office) : NOTHING_BEYOND,
  ]);
  return {
    unit,
    above,
    closedOn: isOpenOn(unit, dayOf(clock.now(), zone)) ? null : unit.validTo,
    hasUnitsBelow: children.length > 0,
    directives: ids.flatMap((id) => directives.find((one) => one.id === id) ?? []),
    total: sums.length,
    page,
    ...beyond,
  };
}

const NOTHING_BEYOND = { attention: [], kinds: [] };

/** What needs the reader, and what is owed beyond directives. */
async function viewBeyond(actor: PersonActor, look: Omit<Looked, 'health'>, office: Office) {
  const kinds = await sumKinds(actor, look.unit, office);
  const health = kinds.find(({ kind }) => kind === 'health')?.cell ?? null;
  return { attention: await listAttention(actor, { ...look, health }, office), kinds };
}

/** What is late first, the most urgent on top; then the nearest deadline, the newest where there is none; what is done comes last. */
export function sortSums(sums: readonly DirectiveSum[], now: Date): DirectiveSum[] {
  const band = ({ done, due, deadlineAt }: DirectiveSum) => (done >= due ? 2 : isLate(deadlineAt, now) ? 0 : 1);
  const day = ({ deadlineAt }: DirectiveSum) => deadlineAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
  return [...sums].sort(
    (left, right) =>
      band(left) - band(right) ||
      (band(left) === 0 ? compareLate(left, right) : 0) ||
      day(left) - day(right) ||
      right.issuedAt.getTime() - left.issuedAt.getTime() ||
      right.directiveId - left.directiveId,
  );
}

async function sumKinds(actor: PersonActor, { path }: Unit, office: Office): Promise<UnitStatus['kinds']> {
  const kinds = kindsSeen(actor, path).filter((kind) => kind !== 'directive');
  const cells = await Promise.all(
    kinds.map(async (kind) => ({ kind, cell: sumCells(await counted[kind].count(path, office)) })),
  );
  return cells.filter(({ cell }) => cell.due > 0);
}

/** All that needs the reader in a unit. */
export async function viewNeeds(actor: PersonActor, unitId: number, office: Office) {
  const { unit, above } = await getSeen(actor, unitId, office);
  await recordLook(actor, { what: 'figures', unit }, office);
  return { unit, attention: await listNeeds(actor, { unit, isTop: above === null }, office) };
}

/** The same for whom it is sent to; `isTop`: what awaits their own word is said here. */
export async function listNeeds(
  actor: PersonActor,
  { unit, isTop }: { unit: Unit; isTop: boolean },
  office: Office,
): Promise<Attention[]> {
  const sums = await office.read.compliance.sumDirectives(unit.path);
  return (await viewBeyond(actor, { unit, isTop, sums }, office)).attention;
}

/** How many are out of reach in a unit, and how many acknowledgements are owed. */
export async function viewMore(actor: PersonActor, unitId: number, office: Office) {
  const { unit } = await getSeen(actor, unitId, office);
  await recordLook(actor, { what: 'figures', unit }, office);
  const { read } = office;
  const { notEnrolled, unreachable } = await read.compliance.countLost(unit.path);
  const { due, done } = sumCells(await read.compliance.sumDirectives(unit.path));
  return { unit, lost: notEnrolled + unreachable, open: due - done, mayReview: mayReview(actor, unit.path) };
}

/** What has happened in a unit since midnight. */
export interface UnitDay {
  unit: Unit;
  /** Issued today and in force; overdue since today; due later today and not all done. */
  issued: DirectiveFigures[];
  overdue: DirectiveFigures[];
  ahead: DirectiveFigures[];
  acknowledged: number;
  health: Cell | null;
  tasks: TasksOfDay;
  /** Null for whom trips are no business. */
  trips: TripsOfDay | null;
}

export async function viewDay(actor: PersonActor, unitId: number, office: Office): Promise<UnitDay> {
  const { unit } = await getSeen(actor, unitId, office);
  await recordLook(actor, { what: 'figures', unit }, office);
  const { read, clock, zone } = office;
  const now = clock.now();
  const start = DateTime.fromJSDate(now, { zone }).startOf('day');
  const [since, until] = [start.toJSDate(), start.plus({ days: 1 }).toJSDate()];
  const sums = await read.compliance.sumDirectives(unit.path);
  const isToday = (at: Date | null): boolean => at !== null && at >= since && at < until;
  const open = sums.filter(({ deadlineAt, due, done }) => isToday(deadlineAt) && done < due);
  const named = async (some: DirectiveSum[]) => {
    const directiveIds = some.map(({ directiveId }) => directiveId);
    return (await read.compliance.listDirectives({ path: unit.path, directiveIds }, now)).directives;
  };
  const mayHealth = counted.health.maySee(actor, unit.path);
  const health = mayHealth ? sumCells(await counted.health.count(unit.path, office)) : null;
  const mayTrips = maySeeTripsOf(actor, unit.path);
  return {
    unit,
    issued: await named(sums.filter(({ issuedAt }) => isToday(issuedAt))),
    overdue: await named(open.filter(({ deadlineAt }) => isLate(deadlineAt, now))),
    ahead: await named(open.filter(({ deadlineAt }) => !isLate(deadlineAt, now))),
    acknowledged: await read.compliance.countAcknowledged(unit.path, since),
    health: health && health.due > 0 ? health : null,
    tasks: await read.tasks.countSince(unit.path, since),
    trips: mayTrips ? await read.trips.countOnDay(unit.path, dayOf(now, zone), since) : null,
  };
}
