import { type Actor, placesOf } from '../actor.ts';
import { TRIP_SEEING_ROLES } from '../declarations/trip-policy.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import type { DirectiveLine, ExportKind } from './export.ts';
import { mayExport } from './export-policy.ts';

/** From where somebody asks for a file, and what there is to be had. */
export const exportPlaces = ['unit', 'directive', 'trips', 'health'] as const;
export type ExportPlace = (typeof exportPlaces)[number];

const OFFERED: Record<ExportPlace, readonly ExportKind[]> = {
  unit: ['figures', 'missing', 'tasks'],
  directive: ['people', 'missing'],
  trips: ['trips'],
  health: ['health', 'undeclared'],
};

export interface ExportOffer {
  place: ExportPlace;
  unit: Unit | null;
  directive: DirectiveLine | null;
  kinds: ExportKind[];
}

/** What the actor may have from here. Throws what the screen throws from which it is asked. */
export async function viewExports(
  actor: Actor,
  { place, unitId, directiveId }: { place: ExportPlace; unitId: number; directiveId: number },
  office: Office,
): Promise<ExportOffer> {
  if (place === 'trips') {
    const isSeeing = actor.kind === 'office' || placesOf(actor, TRIP_SEEING_ROLES).length > 0;
    if (!isSeeing) throw new Problem('mayNotSee');
    return { place, unit: null, directive: null, kinds: [...OFFERED.trips] };
  }
  const unit = await office.read.units.find(unitId);
  const kinds = unit ? OFFERED[place].filter((kind) => mayExport(actor, kind, unit.path)) : [];
  if (!unit || kinds.length === 0) throw new Problem('notYourUnit');
  if (place !== 'directive') return { place, unit, directive: null, kinds };
  const about = { path: unit.path, directiveId };
  const [directive] = (await office.read.compliance.listDirectives(about, office.clock.now())).directives;
  if (!directive) throw new Problem('notFound');
  return { place, unit, directive, kinds: kinds.filter((kind) => kind !== 'missing' || directive.state === 'issued') };
}
