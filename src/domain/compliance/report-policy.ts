import { type Actor, type PersonActor, placesOf, reaches } from '../actor.ts';
import type { Role } from '../people/post.ts';

/**
 * Who may have the report of a unit: leaders, deputies, clerks and focal points, who write and sign it, and inspectors; each for their
 * unit and those below. Administrators keep the office's accounts, and have no part in it.
 */
export const REPORTING_ROLES: readonly Role[] = ['leader', 'deputy', 'clerk', 'focal', 'inspector'];

export const mayReport = (actor: Actor, unitPath: string): boolean => reaches(actor, REPORTING_ROLES, unitPath);

export const mayReportAny = (actor: PersonActor): boolean => placesOf(actor, REPORTING_ROLES).length > 0;

/** Who looks back on the weeks of a unit: whoever leads it or stands above it, and their deputies. */
export const REVIEWING_ROLES: readonly Role[] = ['leader', 'deputy'];

export const mayReview = (actor: Actor, unitPath: string): boolean => reaches(actor, REVIEWING_ROLES, unitPath);
