import { type Actor, type PersonActor, reaches } from '../actor.ts';
import type { Role } from '../people/post.ts';
import type { Trip } from './trip.ts';

/** Who decides about the trips of those below: leaders, and deputies in their place. */
export const DECIDING_ROLES: readonly Role[] = ['leader', 'deputy'];
/** Who sees where people are: their leader chain and the focal point, who keep the office's picture. */
export const TRIP_SEEING_ROLES: readonly Role[] = ['leader', 'deputy', 'focal'];

/** Nobody decides about their own trip. */
export const mayDecideTrip = (actor: PersonActor, { person, decider }: Pick<Trip, 'person' | 'decider'>): boolean =>
  actor.person.id !== person.id && reaches(actor, DECIDING_ROLES, decider.path);

export const maySeeTrip = (actor: PersonActor, trip: Trip): boolean =>
  actor.person.id === trip.person.id || mayDecideTrip(actor, trip) || reaches(actor, TRIP_SEEING_ROLES, trip.unit.path);

export const maySeeTripsOf = (actor: Actor, unitPath: string): boolean => reaches(actor, TRIP_SEEING_ROLES, unitPath);
