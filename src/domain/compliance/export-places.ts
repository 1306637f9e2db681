import type { Actor } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import type { ExportWish } from './export.ts';
import { mayExport } from './export-policy.ts';

/** A unit, and how what is at or below it is found; all of the office where both are null. */
export interface Whereabouts {
  unit: Unit | null;
  path: string | null;
}

/** The unit of a wish. Refused like one that never was where it is not theirs; the whole office is for the command line alone. */
export async function placeFor(
  actor: Actor,
  { kind, unitId }: Pick<ExportWish, 'kind' | 'unitId'>,
  { read }: Office,
): Promise<Whereabouts> {
  if (unitId === null && actor.kind === 'office') return { unit: null, path: null };
  const unit = unitId === null ? null : await read.units.find(unitId);
  if (!unit || !mayExport(actor, kind, unit.path)) throw new Problem('notYourUnit');
  return { unit, path: unit.path };
}

/** The units at or below a path (all when null), in the order of the tree. */
export async function unitsBelow(path: string | null, { units }: Stores): Promise<Unit[]> {
  const all =
    path === null ? await units.listAll() : (await units.listAll()).filter((one) => one.path.startsWith(path));
  return all.sort((one, other) => (one.path < other.path ? -1 : 1));
}
