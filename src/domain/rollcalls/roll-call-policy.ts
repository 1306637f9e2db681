import { type PersonActor, placesOf, reaches } from '../actor.ts';
import { type Listed, ROLL_CALL_ROLES, type RollCall } from './roll-call.ts';

/*
 * Who asks a unit and all below whether they are safe, sees who answered what, speaks for somebody by telephone, and ends the call:
 * leaders, deputies and focal points of the unit or above. Clerks, inspectors and administrators have no part in it: who is in need,
 * and where, is nobody's business but theirs who help.
 */

type At = { path: string };

export const mayCallAny = (actor: PersonActor): boolean => placesOf(actor, ROLL_CALL_ROLES).length > 0;

export const mayCall = (actor: PersonActor, units: readonly At[]): boolean =>
  units.length > 0 && units.every(({ path }) => reaches(actor, ROLL_CALL_ROLES, path));

/** What of a roll call somebody sees: the units that were asked, or those of them that lie in their own part. */
export function partsOf(actor: PersonActor, call: Pick<RollCall, 'units'>): string[] {
  const own = placesOf(actor, ROLL_CALL_ROLES).map(({ unitPath }) => unitPath);
  const parts = call.units.flatMap(({ path }) =>
    own.flatMap((place) => (path.startsWith(place) ? [path] : place.startsWith(path) ? [place] : [])),
  );
  const distinct = [...new Set(parts)];
  return distinct.filter((path) => !distinct.some((other) => other !== path && path.startsWith(other)));
}

export const maySeeListed = (actor: PersonActor, { unit }: Pick<Listed, 'unit'>): boolean =>
  reaches(actor, ROLL_CALL_ROLES, unit.path);

/** Nobody speaks for themselves by telephone: they have their own button. */
export const mayRecord = (actor: PersonActor, listed: Pick<Listed, 'unit' | 'person'>): boolean =>
  actor.person.id !== listed.person.id && maySeeListed(actor, listed);

/** Whoever could have asked all of it. */
export const mayEnd = (actor: PersonActor, call: Pick<RollCall, 'units'>): boolean => mayCall(actor, call.units);
