import { type Actor, reaches } from '../actor.ts';
import { mayKeepHealth } from '../declarations/health-policy.ts';
import { maySeeTripsOf } from '../declarations/trip-policy.ts';
import { mayList, maySee } from '../directives/directive-policy.ts';
import { READING_ROLES } from '../tasks/task-policy.ts';
import type { ExportKind } from './export.ts';

/** The same as for the screens that show it: whoever may see a unit's names or figures may have them as a table, and nobody else. */
const MAY: Record<ExportKind, (actor: Actor, unitPath: string) => boolean> = {
  people: mayList,
  missing: maySee,
  figures: maySee,
  tasks: (actor, unitPath) => reaches(actor, READING_ROLES, unitPath),
  trips: maySeeTripsOf,
  health: mayKeepHealth,
  undeclared: mayKeepHealth,
};

export const mayExport = (actor: Actor, kind: ExportKind, unitPath: string): boolean => MAY[kind](actor, unitPath);
