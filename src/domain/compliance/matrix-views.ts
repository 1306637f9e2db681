import { dayOf } from '../../lib/day.ts';
import type { PersonActor } from '../actor.ts';
import { recordLook } from '../directives/look-actions.ts';
import type { Office } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import type { UnitCount } from './compliance.ts';
import { getSeen } from './compliance-views.ts';
import { type Cell, counted, kindsSeen, type OfHead, sumCells, type UnitKind } from './unit-kinds.ts';

/** One unit right below another (or that one's own people) with all that it and everything below it owes. */
export interface MatrixRow {
  unit: Pick<Unit, 'id' | 'name'>;
  isSelf: boolean;
  /** In the order of the columns. */
  cells: Cell[];
  /** Whether a leader or deputy of this very unit still owes something. */
  doHeadsOwe: boolean;
}

export interface Matrix {
  unit: Unit;
  above: Unit | null;
  /** Only kinds of which anybody owes anything. */
  columns: UnitKind[];
  /** The leaders and deputies of this unit and of those right below it: they set the example. */
  heads: Cell[];
  rows: MatrixRow[];
}

/** Everything that a unit owes, by the units right below it. */
export async function viewMatrix(actor: PersonActor, unitId: number, office: Office): Promise<Matrix> {
  const { unit, above } = await getSeen(actor, unitId, office);
  await recordLook(actor, { what: 'figures', unit }, office);
  const { read } = office;
  const children = await read.units.listChildren(unitId);
  const pathOf = new Map((await read.units.listAll()).map(({ id, path }) => [id, path]));
  const today = dayOf(office.clock.now(), office.zone);
  const heads = await read.people.listHeads([unitId, ...children.map(({ id }) => id)], today);
  const columns: UnitKind[] = [];
  const counts: UnitCount[][] = [];
  const ofHeads: OfHead[][] = [];
  for (const kind of kindsSeen(actor, unit.path)) {
    const found = await counted[kind].count(unit.path, office);
    if (sumCells(found).due === 0) continue;
    columns.push(kind);
    counts.push(found);
    ofHeads.push(await counted[kind].ofHeads(heads, unit.path, office));
  }
  const cellsAt = (isAt: (path: string) => boolean) =>
    counts.map((found) => sumCells(found.filter((one) => isAt(pathOf.get(one.unitId) ?? ''))));
  const rowOf = (one: Unit, isSelf: boolean): MatrixRow => ({
    unit: one,
    isSelf,
    cells: cellsAt((path) => (isSelf ? path === one.path : path.startsWith(one.path))),
    doHeadsOwe: ofHeads.some((found) => oweAt(found, one.id)),
  });
  const rows = [rowOf(unit, true), ...children.map((child) => rowOf(child, false))];
  const isOwing = ({ cells }: MatrixRow) => sumCells(cells).due > 0;
  return { unit, above, columns, heads: ofHeads.map(sumHeads), rows: rows.filter(isOwing) };
}

const oweAt = (found: readonly UnitCount[], unitId: number): boolean =>
  found.some((one) => one.unitId === unitId && one.done < one.due);

/** Whoever leads two of these units owes what they owe once. */
function sumHeads(found: readonly OfHead[]): Cell {
  const once = new Map(found.map((one) => [one.personId ?? `unit ${one.unitId}`, one]));
  return sumCells([...once.values()]);
}
